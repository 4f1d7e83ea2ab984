"""The people of the bylines on the desk."""

import pytest
from django.forms import modelform_factory
from django.urls import reverse

from articles.admin.people import PersonForm
from articles.models import Person
from core.models import AuditEntry
from tests.factories.articles import BylineFactory, PersonFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_person_add")
LEAST = {"name": "Jennifer Chen", "sort_name": "Chen, Jennifer", "slug": "jennifer-chen"}


@pytest.fixture
def edda(client):
    """The browser of Edda, who edits."""
    client.force_login(UserFactory(editor=True))
    return client


def change(person):
    return reverse("admin:articles_person_change", args=[person.pk])


def errors_of(response):
    return response.context["adminform"].form.errors.get_json_data(escape_html=False)


def test_person_is_added_and_logged(edda):
    edda.post(ADD, LEAST)

    assert Person.objects.get().name == "Jennifer Chen"
    assert [entry.act for entry in AuditEntry.objects.all()] == ["person.save"]


def test_title_without_a_degree_is_refused_in_words(edda):
    response = edda.post(ADD, LEAST | {"honorific": "Dr."})

    said = "Name the degree that gives the title “Dr.”, or leave the title out."
    assert errors_of(response)["credentials"][0]["message"] == said
    assert response.context["adminform"].form["name"].value() == "Jennifer Chen"


def test_title_with_a_degree_is_kept(edda):
    edda.post(ADD, LEAST | {"honorific": "Dr.", "credentials": "MD"})

    assert Person.objects.get().full_name == "Dr. Jennifer Chen"


@pytest.mark.parametrize(
    "given",
    ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "0000000218250097"],
)
def test_orcid_is_kept_in_one_form(edda, given):
    edda.post(ADD, LEAST | {"orcid": given})

    assert Person.objects.get().orcid == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("0000-0002-1825-0098", "the last character would be 7"),
        ("12", "it has 16 characters"),
    ],
)
def test_mistyped_orcid_is_refused_in_words(edda, given, said):
    response = edda.post(ADD, LEAST | {"orcid": given})

    assert said in errors_of(response)["orcid"][0]["message"]
    assert Person.objects.count() == 0


def test_orcid_of_another_person_is_refused(edda):
    PersonFactory(orcid="0000-0002-1825-0097")

    response = edda.post(ADD, LEAST | {"orcid": "0000-0002-1825-0097"})

    assert response.status_code == 200
    assert Person.objects.count() == 1


@pytest.mark.parametrize("field", ["portrait", "user"])
@pytest.mark.parametrize("number", ["word", "987654", "²"])
def test_choice_that_is_no_row_is_refused_in_words(client, field, number):
    client.force_login(UserFactory(administrator=True))

    response = client.post(ADD, LEAST | {field: number})

    assert response.status_code == 200
    assert list(errors_of(response)) == [field]


def test_stale_save_is_refused_and_keeps_both_texts(edda):
    person = PersonFactory(**LEAST)
    seen = edda.get(change(person)).context["adminform"].form["seen"].value()
    Person.objects.update(job_title="Health editor")

    response = edda.post(change(person), LEAST | {"job_title": "Eye editor", "seen": seen})

    said = [error["message"] for error in errors_of(response)["__all__"]]
    assert "“Job title” is now: Health editor" in said
    assert Person.objects.get().job_title == "Health editor"


def test_two_hundred_stale_saves_are_all_refused(edda):
    person = PersonFactory(**LEAST)
    seen = edda.get(change(person)).context["adminform"].form["seen"].value()
    Person.objects.update(job_title="Health editor")
    made = modelform_factory(Person, PersonForm)

    valid = [
        made(LEAST | {"job_title": f"Editor {number}", "seen": seen}, instance=person).is_valid()
        for number in range(200)
    ]

    assert valid == [False] * 200


def test_person_in_a_byline_is_not_deleted(client):
    client.force_login(UserFactory(administrator=True))
    person = BylineFactory().person

    address = reverse("admin:articles_person_delete", args=[person.pk])
    client.post(address, {"post": "yes"})

    assert "Delete is not possible." in client.get(address).content.decode()
    assert Person.objects.get() == person


def test_editor_sees_the_account_of_a_person_and_cannot_change_it(edda):
    person = PersonFactory(**LEAST, user=UserFactory())

    edda.post(change(person), LEAST | {"user": "", "seen": ""})

    assert Person.objects.get().user == person.user


@pytest.mark.parametrize("word", ["jenn", "Chen", "FRCO"])
def test_person_is_offered_by_name_and_degree(edda, word):
    PersonFactory(**LEAST, credentials="FRCOphth")
    asked = {"app_label": "articles", "model_name": "byline", "field_name": "person", "term": word}

    found = edda.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [row["text"] for row in found] == ["Jennifer Chen"]


@pytest.mark.parametrize(("role", "status"), [("writer", 403), ("moderator", 403)])
def test_people_are_added_by_editors(client, role, status):
    client.force_login(UserFactory(**{role: True}))

    assert client.post(ADD, LEAST).status_code == status
