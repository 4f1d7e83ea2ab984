"""Typing that was never saved comes back, and others are named, without holding anybody up."""

import pytest
from django.urls import reverse
from lxml import html

from articles import autosave, editions
from articles.models import AutosaveBuffer, Edition
from tests.articles.desk import ADD, form_address, messages, opened
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def desk(client, wren):
    client.force_login(wren)
    return client


def page(name, *args):
    return reverse(f"admin:articles_edition_{name}", args=args)


def typing(desk, edition, **changes):
    fields = opened(desk, edition, **changes)
    return desk.post(page("beat", edition.pk), fields | {"_typed": "1"})


def test_beat_keeps_the_typing_and_saves_nothing(desk, wren):
    edition = EditionFactory()

    said = typing(desk, edition, headline="Half a thought").json()

    assert said["kept"].startswith("Typing kept ")
    assert "Half+a+thought" in autosave.find(edition, by=wren).form
    assert "csrfmiddlewaretoken" not in autosave.find(edition, by=wren).form
    assert Edition.objects.get().headline == edition.headline


def test_typing_is_offered_and_put_back_without_a_save(desk):
    edition = EditionFactory()
    typing(desk, edition, headline="Half a thought")

    offered = desk.get(form_address(edition)).content.decode()
    back = desk.post(form_address(edition), {"_restore": "1"})

    assert "There is typing of yours from" in offered
    assert "Half a thought" in back.content.decode()
    assert "Your typing is back" in back.content.decode()
    assert Edition.objects.get().version == 1


def shown(response):
    """The fields that a page for differences marks, each with its text."""
    tree = html.fromstring(response.content.decode())
    rows = tree.xpath('//*[contains(@class, "differences__row--")]')
    return {row.findtext("dt"): " ".join(row.find("dd").text_content().split()) for row in rows}


def test_what_differs_is_shown_field_by_field_before_it_is_put_back(desk):
    edition = EditionFactory(headline="Drug helps", standfirst="As it was.")
    typing(desk, edition, headline="Drug harms", tags="eye")

    offered = desk.get(form_address(edition)).content.decode()
    page_of_both = desk.get(page("kept", edition.pk))

    assert page("kept", edition.pk) in offered
    assert shown(page_of_both) == {"Headline": "Drug helpsharms", "Tags": "eye added"}
    assert "no-store" in page_of_both.headers["Cache-Control"]
    assert 'name="_restore"' in page_of_both.content.decode()
    assert page("drop", edition.pk) in page_of_both.content.decode()
    assert AutosaveBuffer.objects.exists()


def test_what_differs_says_that_somebody_saved_since(desk):
    edition = EditionFactory()
    typing(desk, edition, headline="Mine")
    editions.write(edition, version=1, by=UserFactory(editor=True), fields={"standfirst": "New."})

    text = desk.get(page("kept", edition.pk)).content.decode()

    assert "Putting it back shows both texts, and you choose." in text


def test_what_differs_of_a_new_story_is_all_of_it(desk):
    desk.post(page("beat_new"), opened(desk, headline="A new thought") | {"_typed": "1"})

    assert shown(desk.get(page("kept_new")))["Headline"] == "A new thought"


def test_what_differs_of_nothing_leads_back_to_the_form(desk, client):
    edition = EditionFactory()
    autosave.keep(edition, by=UserFactory(editor=True), version=1, form="headline=Of+another")

    response = desk.get(page("kept", edition.pk))

    assert response.url == form_address(edition)
    assert messages(desk, response) == ["Nothing of your typing is kept here."]


def test_saving_ends_the_offer(desk):
    edition = EditionFactory()
    typing(desk, edition, headline="Half a thought")

    desk.post(form_address(edition), opened(desk, edition, headline="A whole thought"))

    assert Edition.objects.get().headline == "A whole thought"
    assert not AutosaveBuffer.objects.exists()


def test_refused_save_keeps_it(desk):
    edition = EditionFactory()
    typing(desk, edition, headline="Half a thought")

    desk.post(form_address(edition), opened(desk, edition, headline=""))

    assert AutosaveBuffer.objects.exists()


def test_typing_over_a_newer_save_shows_both_texts(desk):
    edition = EditionFactory()
    typing(desk, edition, headline="Mine")
    edda = UserFactory(editor=True)
    editions.write(edition, version=1, by=edda, fields={"headline": "Theirs"})

    response = desk.post(form_address(edition), {"_restore": "1"})

    assert response.status_code == 409
    assert "Mine" in response.content.decode()
    assert "Theirs" in response.content.decode()
    assert "_restore" not in response.content.decode()


def test_typing_is_thrown_away_by_post_alone(desk):
    edition = EditionFactory()
    typing(desk, edition, headline="Half a thought")

    assert desk.get(page("drop", edition.pk)).status_code == 405
    response = desk.post(page("drop", edition.pk))

    assert messages(desk, response) == ["The typing is thrown away. This is what was saved last."]
    assert not AutosaveBuffer.objects.exists()


def test_new_story_is_kept_and_put_back(desk):
    desk.post(page("beat_new"), opened(desk, headline="A new thought") | {"_typed": "1"})

    assert "that was never saved" in desk.get(ADD).content.decode()
    assert "A new thought" in desk.post(ADD, {"_restore": "1"}).content.decode()
    assert not Edition.objects.exists()


def test_put_back_of_nothing_shows_the_form(desk):
    edition = EditionFactory()

    response = desk.post(form_address(edition), {"_restore": "1"})

    assert response.status_code == 200
    assert edition.headline in response.content.decode()


def test_two_at_once_are_told_of_each_other(desk, client):
    edition = EditionFactory()
    desk.post(page("beat", edition.pk), {})
    client.force_login(UserFactory(editor=True))

    said = client.post(page("beat", edition.pk), {"opened_version": "1"}).json()

    assert said["others"].startswith("Wren has this open since ")
    assert said["mayTakeOver"] is False
    assert said["isOld"] is False


def test_stale_form_is_told_before_it_saves(desk):
    edition = EditionFactory()
    editions.write(edition, version=1, by=UserFactory(editor=True), fields={"headline": "New"})

    assert desk.post(page("beat", edition.pk), {"opened_version": "1"}).json()["isOld"] is True


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "-1"])
def test_odd_version_is_no_crash(desk, version):
    edition = EditionFactory()

    fields = {"opened_version": version, "_typed": "1", "headline": "\x00"}
    assert desk.post(page("beat", edition.pk), fields).status_code == 200


@pytest.mark.parametrize("name", ["beat", "take_over", "drop"])
def test_moderator_has_no_part_in_it(client, name):
    client.force_login(UserFactory(moderator=True))

    assert client.post(page(name, EditionFactory().pk)).status_code in {403, 404}


def test_take_over_while_the_other_writes_says_so(desk, client):
    edition = EditionFactory()
    typing(desk, edition, headline="Half a thought")
    client.force_login(UserFactory(editor=True))

    response = client.post(page("take_over", edition.pk))

    assert messages(client, response) == ["Wren is writing at the moment."]
