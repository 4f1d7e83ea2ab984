"""Sections and tags on the desk."""

import re

import pytest
from django.urls import reverse

from taxonomy.models import Section, Tag
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
SECTIONS = reverse("admin:taxonomy_section_changelist")


@pytest.fixture
def health():
    return SectionFactory(name="Health", slug="health")


@pytest.fixture
def eye(health):
    return SectionFactory(name="Eye", slug="eye", parent=health)


@pytest.fixture
def paul(client):
    """The browser of Paul, who may change sections."""
    client.force_login(UserFactory(publisher=True))
    return client


def change(row):
    return reverse(f"admin:taxonomy_{row._meta.model_name}_change", args=[row.pk])


def typed(browser, row, **changes):
    """What the form of a row would send, with changes."""
    form = browser.get(change(row)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    inlines = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}
    sent = {
        name: value
        for name, value in (values | changes).items()
        if value is not None and value is not False
    }
    return sent | inlines


def errors_of(response):
    return response.context["adminform"].form.errors.get_json_data(escape_html=False)


def test_sections_stand_in_the_order_of_the_tree(paul, health, eye):
    SectionFactory(name="Brain", slug="brain")

    html = paul.get(SECTIONS).content.decode()

    shown = re.findall(r'class="depth depth--(\d)">(\w+)<', html)
    assert shown == [("0", "Brain"), ("0", "Health"), ("1", "Eye")]


def test_search_for_a_section_finds_it_below_others(paul, eye):
    html = paul.get(SECTIONS, {"q": "eye"}).content.decode()

    assert re.findall(r'class="depth depth--(\d)">(\w+)<', html) == [("0", "Eye")]


def test_section_moved_by_its_form_has_a_new_address(paul, eye):
    brain = SectionFactory(slug="brain")

    paul.post(change(eye), typed(paul, eye, parent=brain.pk))

    assert Section.objects.get(pk=eye.pk).path == "brain/eye"


def test_section_below_itself_is_refused_in_words(paul, health, eye):
    response = paul.post(change(health), typed(paul, health, parent=eye.pk))

    assert errors_of(response)["parent"][0]["message"] == "A section cannot stand below itself."


def test_reserved_address_comes_back_with_what_was_typed(paul, health):
    response = paul.post(change(health), typed(paul, health, slug="journals", name="Journals"))

    said = "This address word belongs to another page of the site."
    assert errors_of(response)["slug"][0]["message"] == said
    assert response.context["adminform"].form["name"].value() == "Journals"


def test_refused_section_is_not_saved_in_part(paul, health, eye):
    paul.post(change(eye), typed(paul, eye, name="Eyes", slug="journals", parent=""))

    eye.refresh_from_db()
    assert (eye.name, eye.path) == ("Eye", "health/eye")


def test_stale_save_of_a_section_is_refused_and_both_texts_are_shown(paul, eye):
    sent = typed(paul, eye, description="Sight")
    Section.objects.filter(pk=eye.pk).update(description="Vision")

    response = paul.post(change(eye), sent)

    said = [error["message"] for error in errors_of(response)["__all__"]]
    assert said[1:] == ["“Description” is now: Vision"]
    assert response.context["adminform"].form["description"].value() == "Sight"
    assert Section.objects.get(pk=eye.pk).description == "Vision"


def test_stale_save_goes_through_when_it_is_sent_again(paul, eye):
    sent = typed(paul, eye, description="Sight")
    Section.objects.filter(pk=eye.pk).update(description="Vision")
    form = paul.post(change(eye), sent).context["adminform"].form

    paul.post(change(eye), sent | {"seen": form["seen"].value()})

    assert Section.objects.get(pk=eye.pk).description == "Sight"


@pytest.mark.parametrize("filled", ["story", "section"])
def test_section_in_use_is_not_deleted(paul, health, filled):
    if filled == "story":
        EditionFactory(section=health)
    else:
        SectionFactory(parent=health, slug="eye")
    address = reverse("admin:taxonomy_section_delete", args=[health.pk])

    page = paul.get(address)
    paul.post(address, {"post": "yes"})

    assert "Delete is not possible." in page.content.decode()
    assert Section.objects.filter(pk=health.pk).exists()


def test_empty_section_is_deleted(paul, eye):
    paul.post(reverse("admin:taxonomy_section_delete", args=[eye.pk]), {"post": "yes"})

    assert not Section.objects.filter(pk=eye.pk).exists()


@pytest.mark.parametrize("role", ["writer", "editor"])
def test_section_is_read_only_without_the_right(client, eye, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(change(eye)).status_code == 200
    assert client.post(change(eye), {"name": "Eyes"}).status_code == 403


def test_tag_renamed_by_its_form_keeps_its_former_address(paul):
    tag = TagFactory(name="Stroke", slug="stroke")

    paul.post(change(tag), typed(paul, tag, slug="strokes"))

    assert [alias.slug for alias in tag.aliases.all()] == ["stroke"]


def test_other_name_gets_its_address_from_its_letters(paul):
    tag = TagFactory()
    row = {"aliases-TOTAL_FORMS": "1", "aliases-0-name": "Brain attack", "aliases-0-tag": tag.pk}

    paul.post(change(tag), typed(paul, tag) | row)

    assert [alias.slug for alias in tag.aliases.all()] == ["brain-attack"]


def test_other_name_that_is_a_tag_is_refused_in_words(paul):
    tag, _other = TagFactory(), TagFactory(name="Gout", slug="gout")
    row = {"aliases-TOTAL_FORMS": "1", "aliases-0-name": "Gout", "aliases-0-tag": tag.pk}

    response = paul.post(change(tag), typed(paul, tag) | row)

    assert "This name leads to the tag “Gout” already." in response.content.decode()


def test_merge_shows_what_will_happen_and_changes_nothing(paul):
    source, into = TagFactory(name="Trials"), TagFactory(name="Clinical trials")
    EditionFactory().tags.add(source)
    address = reverse("admin:taxonomy_tag_merge", args=[source.pk])

    html = paul.get(address, {"into": into.pk}).content.decode()

    assert "1 edition of a story gets “Clinical trials” in place of “Trials”." in html
    assert Tag.objects.count() == 2


def test_merge_is_done_by_its_button(paul):
    source, into = TagFactory(), TagFactory()

    response = paul.post(reverse("admin:taxonomy_tag_merge", args=[source.pk]), {"into": into.pk})

    assert response["Location"] == change(into)
    assert list(Tag.objects.all()) == [into]


@pytest.mark.parametrize("into", ["", "word", "987654"])
def test_merge_into_nothing_asks_again(paul, into):
    source = TagFactory()
    address = reverse("admin:taxonomy_tag_merge", args=[source.pk])

    response = paul.post(address, {"into": into})

    assert response.status_code == 200
    assert Tag.objects.get() == source


@pytest.mark.parametrize(("role", "status"), [("writer", 403), ("moderator", 403), ("editor", 200)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_merge_is_for_those_who_may(client, role, status, method):
    client.force_login(UserFactory(**{role: True}))
    address = reverse("admin:taxonomy_tag_merge", args=[TagFactory().pk])

    assert getattr(client, method)(address).status_code == status


def test_merge_of_a_missing_tag_is_not_found(paul):
    assert paul.get(reverse("admin:taxonomy_tag_merge", args=[987_654])).status_code == 404


def test_library_tags_are_not_on_the_desk(paul):
    assert paul.get("/admin/taggit/tag/").status_code == 404
