"""The comment form as HTML: the same from its words, whether it is empty or comes back."""

import pytest
from django.http import QueryDict
from lxml import html as lxml_html

from comments.form_setting import form_html
from comments.forms import CommentForm, form_context
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db

BODY = "<h2>Heart</h2><p>Half of the patients felt better after a week.</p>"


@pytest.fixture
def story():
    return EditionFactory(live=True, body_source=BODY, body_html=BODY)


def set_form(story, *, form=None, **more):
    context = form_context(story.article, story, token="word", form=form) | more
    return lxml_html.fromstring(form_html(context))


def sent(**values):
    data = QueryDict(mutable=True)
    data.update(values)
    form = CommentForm(data)
    form.full_clean()
    return form


def test_empty_form_has_nothing_typed_and_offers_the_paragraphs(story):
    form = set_form(story)

    assert form.xpath("//form/@action") == [f"/comments/{story.article_id}/"]
    assert form.xpath("//textarea")[0].text_content() == ""
    assert form.xpath("//optgroup/@label") == ["Heart"]
    assert form.xpath("//optgroup/option/text()") == [
        "Half of the patients felt better after a week…"
    ]
    assert not form.xpath("//*[@aria-invalid]")


def test_form_that_comes_back_keeps_every_word_and_names_what_is_wrong(story):
    chosen = "Half of the patients felt better after a week…"
    typed = {"name": 'A "B" <c>', "email": "nobody", "text": "<b>x</b>", "about": chosen}
    form = set_form(story, form=sent(**typed, replies="on"), refusal="")

    assert form.xpath("//input[@name='name']/@value") == [typed["name"]]
    assert form.xpath("//input[@name='email'][@aria-invalid]/@value") == ["nobody"]
    assert form.xpath("//textarea")[0].text_content() == typed["text"]
    assert form.xpath("//option[@selected]/text()") == [chosen]
    assert form.xpath("//input[@name='replies']/@checked")
    assert form.xpath("//li/a/@href") == ["#comment-email"]


def test_two_stories_have_forms_of_their_own(story):
    other = EditionFactory(live=True, body_source="<p>Else.</p>", body_html="<p>Else.</p>")
    set_form(story)

    form = set_form(other)

    assert form.xpath("//form/@data-comment-draft") == [f"{other.article_id}-0"]
    assert not form.xpath("//optgroup")
