"""Embargoes on the desk: entered beside the story, lifted with a reason, hidden from the others."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import embargo
from articles.models import Edition
from core.wall_time import in_zone
from tests.articles.desk import form_address, messages, opened
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "source": "NEJM",
    "kind": "journal",
    "zone": "America/New_York",
    "wall": "2090-02-12T17:00",
    "terms": "",
    "contact": "press@example.org",
}


def page(edition, name="embargo", *more):
    return reverse(f"admin:articles_edition_{name}", args=[edition.pk, *more])


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


@pytest.fixture
def desk(client, wren):
    client.force_login(wren)
    return client


def held(**fields):
    edition = EditionFactory(headline="Kumquat", **fields)
    kept = EmbargoFactory(articles=[edition.article])
    return edition, kept


def test_writer_puts_a_story_under_embargo(desk):
    edition = EditionFactory()

    response = desk.post(page(edition), TYPED)

    assert messages(desk, response) == [
        "Under embargo until 12 Feb 2090, 17:00 EST (New York). Nothing of it goes out before."
    ]
    assert edition.article.embargoes.get().contact == "press@example.org"


def test_story_form_shows_the_embargo_with_its_zone(desk, wren):
    edition = EditionFactory(created_by=wren)
    desk.post(page(edition), TYPED | {"zone": "Europe/Berlin"})

    shown = desk.get(form_address(edition)).content.decode()

    assert "until 12 Feb 2090, 17:00 CET (Berlin)." in shown
    assert "In the newsroom: 12 Feb 2090, 11:00 EST." in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"wall": "2027-03-14T02:30"}, "The clocks jump from 02:00 to 03:00."),
        ({"wall": "2027-11-07T01:30"}, "The second (EST)"),
        ({"wall": "2006-02-12T17:00"}, "That moment has passed."),
        ({"wall": ""}, "Say when it lifts."),
        ({"source": " "}, "Say who set the embargo."),
        ({"zone": "EST"}, "Choose a time zone from the list."),
    ],
)
def test_refused_embargo_says_why_and_keeps_what_was_typed(desk, typed, sentence):
    edition = EditionFactory()

    response = desk.post(page(edition), TYPED | typed)

    shown = response.content.decode()
    assert response.status_code == 422
    assert sentence in shown
    assert "press@example.org" in shown
    assert not edition.article.embargoes.exists()


def test_second_of_two_times_is_taken(desk):
    edition = EditionFactory()

    desk.post(page(edition), TYPED | {"wall": "2027-11-07T01:30", "wall-which": "1"})

    assert edition.article.embargoes.get().when == "7 Nov 2027, 01:30 EST (New York)"


def test_same_embargo_holds_another_story(desk, wren):
    _first, kept = held(created_by=wren)
    other = EditionFactory()

    desk.post(page(other), {"_apply": "1", "known": str(kept.pk)})

    assert other.article.embargoes.get() == kept


def test_embargo_of_a_hidden_story_is_not_offered(desk):
    _hidden, kept = held()
    other = EditionFactory()

    response = desk.post(page(other), {"_apply": "1", "known": str(kept.pk)})

    assert str(kept) not in response.content.decode()
    assert not other.article.embargoes.exists()


def test_lift_needs_the_right(desk, wren):
    edition, kept = held(created_by=wren)

    assert desk.get(page(edition, "lift", kept.pk)).status_code == 403
    assert desk.post(page(edition, "lift", kept.pk), {"reason": "Why not"}).status_code == 403


def test_lift_needs_a_reason_and_says_its_effect(client, paul):
    client.force_login(paul)
    edition, kept = held()

    asked = client.get(page(edition, "lift", kept.pk)).content.decode()
    without = client.post(page(edition, "lift", kept.pk), {"scope": "all", "reason": ""})
    done = client.post(page(edition, "lift", kept.pk), {"scope": "all", "reason": "It is out."})

    assert "Nothing is published by this" in asked
    assert without.status_code == 422
    assert messages(client, done) == ["The embargo is lifted. Nothing is published by this."]


def test_lift_of_another_storys_embargo_is_not_found(client, paul):
    client.force_login(paul)
    _edition, kept = held()

    assert client.get(page(EditionFactory(), "lift", kept.pk)).status_code == 404


def test_publisher_schedules_for_the_lift_in_one_press(client, paul):
    client.force_login(paul)
    edition, kept = held(approved=True)

    fields = opened(client, edition)
    response = client.post(form_address(edition), fields | {"_publish_at_lift": "1"})

    edition.refresh_from_db()
    assert edition.live_from == kept.lifts_at
    when = in_zone(kept.lifts_at, "America/New_York").removesuffix(" (New York)")
    assert messages(client, response) == [f"Scheduled. Readers see it from {when}."]


def test_publish_before_the_lift_comes_back_with_the_reason(client, paul):
    client.force_login(paul)
    edition, kept = held(approved=True)

    response = client.post(form_address(edition), opened(client, edition) | {"_publish": "1"})

    assert response.status_code == 422
    assert f"lifts on {kept.when}" in response.content.decode()
    assert not Edition.objects.live(timezone.now() + timedelta(days=900)).exists()


# --- The rest of the desk -----------------------------------------------------------------------

PAGES = ["change", "preview", "compare", "schedule", "history", "embargo", "force"]


@pytest.mark.parametrize("name", PAGES)
def test_hidden_story_answers_like_one_that_does_not_exist(desk, name):
    edition, _kept = held()

    there = desk.get(page(edition, name))
    none = desk.get(reverse(f"admin:articles_edition_{name}", args=[987_654]))

    assert there.status_code == none.status_code
    assert there.content == none.content or b"Kumquat" not in there.content


@pytest.mark.parametrize(
    "address",
    [
        reverse("admin:index"),
        reverse("admin:articles_edition_changelist"),
        reverse("admin:articles_edition_changelist") + "?q=Kumquat",
        reverse("admin:articles_edition_changelist") + "?state=scheduled",
        reverse("admin:articles_embargo_changelist"),
        reverse("admin:articles_correction_changelist"),
    ],
)
def test_hidden_story_is_in_no_list_of_the_desk(desk, address):
    held(scheduled=True, planned_for=timezone.localdate())
    EditionFactory(headline="Quince")

    shown = desk.get(address).content.decode()

    assert "Kumquat" not in shown.replace('value="Kumquat"', "").replace("q=Kumquat", "")
    assert "New England" not in shown


def test_hidden_story_is_offered_by_no_search_as_you_type(desk):
    held(live_from=None)
    address = reverse("admin:autocomplete")
    fields = {"app_label": "articles", "model_name": "correction", "field_name": "edition"}

    found = desk.get(address, fields | {"term": "Kumquat"})

    assert b"Kumquat" not in found.content


def test_picture_of_a_hidden_story_does_not_name_it(desk):
    image = ImageFactory()
    held(lead_image=image)

    shown = desk.get(reverse("admin:media_image_change", args=[image.pk])).content.decode()

    assert "Kumquat" not in shown
    assert "a story you cannot see" in shown.lower()


def test_editor_sees_it_everywhere(client):
    client.force_login(UserFactory(editor=True))
    edition, kept = held()

    assert b"Kumquat" in client.get(reverse("admin:articles_edition_changelist")).content
    assert b"Kumquat" in client.get(reverse("admin:articles_embargo_changelist")).content
    assert str(kept.when).encode() in client.get(page(edition)).content
    assert embargo.holding(edition.article, timezone.now()).last == kept


@pytest.mark.parametrize("name", ["history", "compare"])
def test_hidden_draft_of_a_live_story_is_not_told_beside_it(desk, name):
    live = EditionFactory(live=True)
    draft = EditionFactory(headline="Kumquat", article=live.article, slug="kumquat")
    EmbargoFactory(articles=[live.article])

    shown = desk.get(page(live, name), {"with": draft.number}).content.decode()

    assert live.headline in shown
    assert "Kumquat" not in shown
