"""The page on which the desk chooses what stands beside a story."""

import pytest
from django.urls import reverse
from lxml import html

from articles import picking
from articles.models import RelatedPick
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda(client):
    user = UserFactory(username="edda", editor=True)
    client.force_login(user)
    return user


@pytest.fixture
def story():
    return EditionFactory(live=True, headline="The story")


def page(story):
    return reverse("admin:articles_edition_related", args=[story.pk])


def test_address_is_taken_and_readers_find_the_story(client, edda, story):
    other = EditionFactory(live=True, headline="The other")

    answer = client.post(page(story), {"seen": "", "place_1": f"https://x.org/{other.path}/?a#b"})

    assert answer.status_code == 302
    assert picking.picked(story.article) == [other.article]
    assert b"The other" in client.get(f"/{story.path}/").content
    assert "It was chosen by hand." in client.get(page(story)).content.decode()


@pytest.mark.parametrize(
    "typed", ["/no/such/", "http://[", "\x00", "Nothing by this name", "9" * 99]
)
def test_what_is_no_story_is_refused_and_kept(client, edda, story, typed):
    answer = client.post(page(story), {"seen": "", "place_0": typed})

    assert answer.status_code == 422
    assert RelatedPick.objects.count() == 0


def test_refused_form_keeps_what_was_typed(client, edda, story):
    answer = client.post(page(story), {"seen": "", "place_0": "/no/such/", "place_2": "/nor/this/"})

    form = html.fromstring(answer.content.decode()).xpath("//form[@class='story-sheet']")[0]
    assert (form.fields["place_0"], form.fields["place_2"]) == ("/no/such/", "/nor/this/")


def test_hidden_story_is_refused_like_one_that_does_not_exist(client, edda, story):
    hidden = EditionFactory(scheduled=True)
    EmbargoFactory(articles=[hidden.article])

    there = client.post(page(story), {"seen": "", "place_0": f"/{hidden.path}/"})

    assert "Readers find no story at this address." in there.content.decode()


def test_words_of_a_headline_lead_to_its_address(client, edda, story, indexed):
    other = EditionFactory(live=True, headline="Sleep in rats")
    indexed()

    answer = client.post(page(story), {"seen": "", "place_0": "sleep in rats"})

    assert f"Sleep in rats: /{other.path}/" in answer.content.decode()


def test_only_what_readers_see_is_offered(client, edda, indexed):
    shown = EditionFactory(live=True, headline="Sleep in rats")
    EditionFactory(headline="Sleep in mice")
    EditionFactory(scheduled=True, headline="Sleep in men")
    indexed()

    answer = client.get(reverse("admin:articles_edition_readable"), {"q": "sleep in"})

    offer = {"value": f"/{shown.path}/", "label": "Sleep in rats"}
    assert answer.json() == {"options": [offer]}


def test_choice_made_meanwhile_is_told(client, edda, story):
    other, mine = EditionFactory.create_batch(2, live=True)
    RelatedPick.objects.create(article=story.article, other=other.article)

    answer = client.post(page(story), {"seen": "", "place_0": f"/{mine.path}/"})

    assert "Somebody else chose stories here meanwhile." in answer.content.decode()


@pytest.mark.parametrize(("trait", "status"), [("moderator", 403), ("is_staff", 403)])
def test_stranger_finds_no_page(client, story, trait, status):
    client.force_login(UserFactory(**{trait: True}))

    assert client.get(page(story)).status_code == status
    assert client.post(page(story), {"seen": ""}).status_code == status


def test_story_form_says_why_each_stands_there(client, edda, story):
    EditionFactory(live=True, headline="The other", section=story.section)

    shown = client.get(reverse("admin:articles_edition_change", args=[story.pk])).content.decode()

    assert f"Because it is new in {story.section}." in shown
    assert page(story) in shown
