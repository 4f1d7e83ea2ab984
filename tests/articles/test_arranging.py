"""Fronts as editors arrange them, filled up with what is newest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import arranging
from articles.arranging import Place
from articles.front import front, section_front
from articles.models import Front
from core.errors import Refused, Stale
from taxonomy.tree import SectionTree
from tests.factories.articles import EditionFactory, FrontFactory
from tests.factories.core import UserFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


def put(section=None, until=None, **places):
    made = Front.objects.create(section=section, until=until)
    stories = {place: [one.article for one in found] for place, found in places.items()}
    return arranging.arrange(made, stories, by=UserFactory(), version=made.version)


def shown():
    found = front(SectionTree.load(), at=timezone.now())
    return found.lead.story, [card.story for card in found.beside], [c.story for c in found.picks]


@pytest.fixture
def stories():
    """Six live stories, the newest first."""
    now = timezone.now()
    made = [
        EditionFactory(live=True, live_from=moment, sort_at=moment)
        for moment in (now - timedelta(hours=hours) for hours in range(6, 0, -1))
    ]
    return made[::-1]


def test_front_page_is_arranged_and_filled_up(stories):
    put(lead=[stories[4]], beside=[stories[5]], pick=[stories[0]])

    lead, beside, picks = shown()

    assert lead == stories[4]
    assert beside == [stories[5], stories[1], stories[2]]
    assert picks == [stories[0]]


@pytest.mark.parametrize("trait", ["scheduled", "superseded", "withdrawn", "in_review"])
def test_story_that_readers_cannot_see_falls_out(trait, stories):
    put(lead=[EditionFactory(**{trait: True})])

    assert shown()[0] == stories[0]


def test_arrangement_ends_at_its_time(stories):
    put(lead=[stories[4]], until=timezone.now() - timedelta(minutes=1))

    assert shown()[0] == stories[0]


def test_section_front_has_its_own_arrangement(stories):
    section = SectionFactory()
    put(section, lead=[stories[3]])

    found = section_front(section, at=timezone.now())

    assert (found.lead.story, found.beside, found.picks) == (stories[3], [], [])
    assert section_front(SectionFactory(), at=timezone.now()) is None
    assert shown()[0] == stories[0]


def test_story_stands_once_on_a_section_page(client):
    section = SectionFactory(slug="health")
    stories = [EditionFactory(live=True, section=section) for _ in range(2)]
    put(section, lead=[stories[0]])

    answer = client.get("/health/")

    assert answer.context["front"].lead.story == stories[0]
    assert [card.story for card in answer.context["cards"]] == [stories[1]]


def test_story_in_two_places_is_refused(stories):
    with pytest.raises(Refused, match="two places"):
        put(lead=[stories[0]], pick=[stories[0]])


def test_place_has_room_for_so_many(stories):
    with pytest.raises(Refused, match="holds 1 stories"):
        put(lead=stories[:2])


def test_second_of_two_editors_is_told(stories):
    made = put(lead=[stories[0]])

    with pytest.raises(Stale):
        arranging.arrange(made, {Place.LEAD: []}, by=UserFactory(), version=made.version - 1)

    assert made.slots.count() == 1


def test_editor_arranges_the_front_page(admin_client, stories):
    fields = {"section": "", "seen_version": 1, "lead_0": f"/{stories[3].path}/"}

    admin_client.post("/admin/articles/front/add/", fields)

    assert shown()[0] == stories[3]


def test_address_without_a_story_is_refused_and_kept(admin_client, stories):
    kept = f"/{stories[3].path}/"
    fields = {"section": "", "seen_version": 1, "lead_0": "/nowhere/", "pick_0": kept}

    page = admin_client.post("/admin/articles/front/add/", fields).content.decode()

    assert "Readers find no story at this address." in page
    assert 'value="/nowhere/"' in page
    assert not Front.objects.exists()


def test_look_shows_the_page_and_saves_nothing(admin_client, stories):
    fields = {"section": "", "seen_version": 1, "lead_0": f"/{stories[3].path}/"}

    answer = admin_client.post("/admin/articles/front/look/", fields)

    assert answer.context["front"].lead.story == stories[3]
    assert "no-store" in answer.headers["Cache-Control"]
    assert not Front.objects.exists()


def test_look_at_an_arrangement_that_cannot_be_says_why(admin_client):
    page = admin_client.post("/admin/articles/front/look/", {"lead_0": "/nowhere/"})

    assert "Readers find no story at this address." in page.content.decode()


@pytest.mark.parametrize(("method", "status"), [("get", 405), ("post", 403)])
def test_look_needs_the_right_and_a_post(client, method, status):
    client.force_login(UserFactory(writer=True))

    assert getattr(client, method)("/admin/articles/front/look/").status_code == status


def test_saving_over_another_arrangement_is_refused(admin_client, stories):
    made = FrontFactory()
    address = f"/admin/articles/front/{made.pk}/change/"
    arranging.arrange(made, {Place.LEAD: [stories[0].article]}, by=UserFactory(), version=1)

    page = admin_client.post(address, {"seen_version": 1, "lead_0": f"/{stories[1].path}/"})

    assert "Somebody else arranged this front meanwhile." in page.content.decode()
    assert made.slots.get().article == stories[0].article


def test_filled_place_names_its_story_as_readers_know_it(admin_client, stories):
    made = put(lead=[stories[0]])
    EditionFactory(article=stories[0].article, headline="Not said yet", slug="moved")

    page = admin_client.get(f"/admin/articles/front/{made.pk}/change/").content.decode()

    assert f'value="/{stories[0].path}/"' in page
    assert (
        stories[0].headline in page.partition('id="id_lead_0_helptext"')[2].partition("</div>")[0]
    )
    assert "Not said yet" not in page
