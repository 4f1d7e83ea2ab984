"""The pages for files of references, as an editor meets them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from literature.models import ImportedFile, Work
from tests.factories.core import UserFactory
from tests.literature.test_importing import ris
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
UPLOAD = reverse("admin:literature_work_import")


@pytest.fixture
def edda(client):
    client.force_login(UserFactory(editor=True))
    return client


def send(client, data, name="papers.ris"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_editor_sees_what_became_of_each_record(edda):
    page = send(edda, (ris("A good one") + ris("<b>Bold</b> & bad", DO="no doi")).encode())

    text = page.content.decode()
    assert "2 of 2 records are dealt with." in text
    assert "A good one" in text
    assert Work.objects.count() == 2


def test_file_that_is_none_comes_back_with_a_sentence(edda):
    page = send(edda, b"Dear all", "letter.txt")

    assert page.status_code == 422
    assert "This is no RIS, BibTeX, PubMed or CSL-JSON file." in page.content.decode()


def test_nothing_chosen_comes_back_with_a_sentence(edda):
    page = edda.post(UPLOAD, {})

    assert "Choose a file." in page.content.decode()


def test_report_is_narrowed_to_one_outcome(edda):
    send(edda, (ris("Kept") + "TY  - JOUR\r\nPY  - 2020\r\nER  - \r\n").encode())
    address = reverse("admin:literature_work_imported", args=[ImportedFile.objects.get().pk])

    narrowed = edda.get(address, {"outcome": "skipped"}).content.decode()

    assert "It has neither a title nor an identifier." in narrowed
    assert "Kept" not in narrowed
    assert edda.get(address, {"outcome": "\x00"}).status_code == 200


@pytest.mark.parametrize("role", ["writer", "moderator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_have_no_business_here(client, role, method):
    client.force_login(UserFactory(**{role: True}))
    file = ImportedFile.objects.create(name="papers.ris", format="ris", total=0)

    for address in (UPLOAD, reverse("admin:literature_work_imported", args=[file.pk])):
        assert getattr(client, method)(address).status_code == 403


def test_report_costs_the_same_for_one_record_and_three(edda):
    file = ImportedFile.objects.create(name="papers.ris", format="ris", total=0)
    address = reverse("admin:literature_work_imported", args=[file.pk])

    assert_same_queries(lambda: edda.get(address), lambda: file.records.create(line=1, title="A"))
