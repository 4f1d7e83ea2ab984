"""A comment on a paragraph keeps to it through the editions of the story, or keeps its words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.body import render
from articles.models import Edition
from comments.models import Comment
from comments.passages import Passages
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

FIRST = "The drug opened the vessel in eight of forty people, and that was all it did."
SECOND = "Nobody knows yet, says Chen, whether a lower dose would have done the same."
THIRD = "In the eye, an hour decides."
MARK = '<a class="cite" href="#ref-abc">1</a>'
TEXT = (
    f"<p>{FIRST}{MARK} More.</p><h2>What comes next</h2><p>{SECOND}</p>"
    f"<ul><li>{THIRD}</li></ul><aside class='pullquote'><p>Eight of forty.</p></aside>"
)
CHOICE = "Nobody knows yet, says Chen, whether a lower dose would have done the same"


def rendered(text):
    return render(text, ["abc"]).html


def passages(text=TEXT):
    return Passages(rendered(text))


@pytest.fixture
def edition(db):
    return EditionFactory(live=True, body_html=rendered(TEXT))


def send(client, edition, about=f"{CHOICE}…", **changes):
    fields = {"name": "Maren Holt", "text": "A lower dose was tried.", "about": about} | changes
    return client.post(reverse("comments:submit", args=[edition.article_id]), fields)


def replace(edition, text):
    now = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(live_until=now)
    place = {"article": edition.article, "section": edition.section, "slug": edition.slug}
    return EditionFactory(live=True, live_from=now, number=2, body_html=rendered(text), **place)


def test_form_offers_paragraphs_under_their_headings():
    assert passages().offered() == [
        ("", ["The drug opened the vessel in eight of forty people, and that was all it did"]),
        ("What comes next", [CHOICE, "In the eye, an hour decides"]),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("<h2>", f"<p>{THIRD} Or two.</p><h2>"),
        f"<h2>What comes next</h2><p>{SECOND}</p><p>{FIRST}</p>",
        TEXT.replace("would have", "may have"),
        TEXT.replace("Nobody knows", "No one knows"),
        TEXT.replace(SECOND, f"{SECOND} They will ask."),
    ],
    ids=["more text", "moved", "end changed", "beginning changed", "longer"],
)
def test_paragraph_is_found_again_after_changes(changed):
    selector = passages().select(CHOICE)

    about = passages(changed).about(selector)

    assert about.words == CHOICE
    assert about.fragment.startswith("#part-what-comes-next:~:text=No")


@pytest.mark.parametrize("place", [0, 1])
def test_paragraphs_that_begin_alike_are_told_apart(place):
    same = [f"{SECOND} Says {name}, {name} and {name}." for name in ("Ames", "Boyd")]
    text = f"<h2>A</h2><p>{same[place]}</p>"
    both = f"<h2>A</h2><p>{same[0]}</p><h2>B</h2><p>{same[1]}</p>"

    about = passages(both).about(passages(text).select(CHOICE))

    assert about.fragment.startswith(("#part-a:", "#part-b:")[place])


def test_words_in_the_address_are_not_read_as_its_signs():
    text = "<p>TNF-α, a protein &amp; more</p>"

    about = passages(text).about(passages(text).select("TNF-α, a protein & more"))

    assert about.fragment == "#:~:text=TNF%2D%CE%B1%2C%20a%20protein%20%26%20more"


def test_comment_leads_to_its_paragraph(client, edition):
    send(client, edition)
    Comment.objects.update(state="approved", published_at=timezone.now())

    story = client.get(edition.get_absolute_url()).content.decode()
    page = client.get(reverse("comments:submit", args=[edition.article_id])).content.decode()

    link = "#part-what-comes-next:~:text=Nobody%20knows%20yet%2C%20says%20Chen"
    assert f'<a href="{link}' in story
    assert f'<a href="{edition.get_absolute_url()}{link}' in page
    assert f"on: “{CHOICE}…”" in story


def test_paragraph_that_is_gone_leaves_its_words(client, edition):
    send(client, edition)
    Comment.objects.update(state="approved", published_at=timezone.now())
    later = replace(edition, f"<p>{FIRST}</p><p>{THIRD}</p>")

    page = client.get(later.get_absolute_url()).content.decode()

    assert f'<p class="comment__to">on: “{CHOICE}…”</p>' in page


def test_paragraph_replaced_while_somebody_wrote_is_still_quoted(client, edition):
    replace(edition, f"<p>{FIRST}</p>")

    send(client, edition)

    assert Comment.objects.get().about["exact"] == CHOICE


@pytest.mark.parametrize("about", ["", "Buy our pills…", "Nobody…", "Eight of forty…"])
def test_words_that_begin_no_paragraph_are_not_quoted(client, edition, about):
    assert send(client, edition, about=about).status_code == 303
    assert Comment.objects.get().about == {}


def test_answer_is_about_the_comment_it_answers(client, edition):
    parent = CommentFactory(article=edition.article, approved=True)
    page = client.get(reverse("comments:reply", args=[edition.article_id, parent.pk]))

    send(client, edition, parent=str(parent.pk))

    assert 'name="about"' not in page.content.decode()
    assert Comment.objects.latest("pk").about == {}


def test_choice_is_kept_when_something_else_is_wrong(client, edition):
    page = send(client, edition, name="").content.decode()

    assert f"<option selected>{CHOICE}…</option>" in page


def test_moderator_sees_which_paragraph_is_answered(client, edition):
    send(client, edition)
    client.force_login(UserFactory(moderator=True))

    page = client.get(reverse("admin:comments_comment_changelist")).content.decode()

    assert f"answers the paragraph “{CHOICE}…”" in page
