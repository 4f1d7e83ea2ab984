"""Notices on the desk: what is to handle, who may decide, and what each decision does."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Citation
from literature import retractions
from literature.models import RetractionNotice
from literature.sources.description import Report
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 13, 18, 12, tzinfo=UTC)
LIST = "/admin/literature/retractionnotice/"
IMPORT = f"{LIST}import/"
REPORT = Report("retraction", "publisher", "10.5555/n.2", date="2026-06-13")
HEAD = "Record ID,OriginalPaperDOI,RetractionDOI,RetractionDate,RetractionNature,Reason\n"


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(editor=True))
    return client


@pytest.fixture
def notice():
    return retractions.record(WorkFactory(title="A registry analysis"), [REPORT], at=AT)[0]


def page(notice):
    return reverse("admin:literature_retractionnotice_change", args=[notice.pk])


def test_page_shows_stories_and_offers_a_correction(desk, notice):
    subject, background = EditionFactory(live=True), EditionFactory(live=True)
    Citation.objects.create(edition=subject, work=notice.work)
    Citation.objects.create(edition=background, work=notice.work, relation="background")

    shown = desk.get(page(notice)).text

    assert subject.headline in shown
    assert "Marked in the reference list, no banner." in shown
    assert f"/admin/articles/correction/add/?edition={subject.pk}&amp;text=The+study" in shown
    assert "Reported by the publisher alone" in shown


def test_confirm_then_close(desk, notice):
    desk.post(page(notice), {"act": "confirm"})
    notice.work.refresh_from_db()
    assert notice.work.is_retracted

    desk.post(page(notice), {"act": "close"})
    assert not retractions.to_handle().exists()


def test_set_aside_needs_a_reason(desk, notice):
    refused = desk.post(page(notice), {"act": "set_aside", "reason": ""})
    assert "Say why" in refused.text

    desk.post(page(notice), {"act": "set_aside", "reason": "Another paper."})
    notice.refresh_from_db()
    assert (notice.state, notice.decision_note) == ("dismissed", "Another paper.")


def test_it_is_a_correction(desk, notice):
    desk.post(page(notice), {"act": "confirm", "kind": "correction"})

    notice.work.refresh_from_db()
    assert notice.work.status == "corrected"


@pytest.mark.parametrize("data", [{"act": "confirm", "kind": "x"}, {"act": "close"}])
def test_act_that_cannot_be_is_told(desk, notice, data):
    answer = desk.post(page(notice), data)

    assert answer.status_code == 200
    assert "Nothing has happened." in answer.text


def test_writer_reads_and_does_not_decide(client, notice):
    client.force_login(UserFactory(writer=True))

    assert "Confirm the notice" not in client.get(page(notice)).text
    assert client.post(page(notice), {"act": "confirm"}).status_code == 403


@pytest.mark.parametrize("number", ["9999", "word", "9" * 30])
def test_missing_notice(desk, number):
    assert desk.get(f"{LIST}{number}/change/").status_code == 404


def test_list_shows_what_is_to_handle(desk, notice):
    closed = retractions.record(WorkFactory(title="Handled"), [REPORT], at=AT)[0]
    RetractionNotice.objects.filter(pk=closed.pk).update(closed_at=AT)

    assert "A registry analysis" in desk.get(LIST).text
    assert "Handled paper" not in desk.get(LIST).text
    assert desk.get(LIST, {"open": "all"}).context["cl"].result_count == 2
    assert desk.get(LIST, {"open": "no"}).context["cl"].result_count == 1


def test_list_asks_the_same_for_one_and_three(desk):
    def make():
        retractions.record(WorkFactory(), [REPORT], at=AT)

    assert_same_queries(lambda: desk.get(LIST), make)


def test_notice_by_hand(desk):
    work = WorkFactory()
    typed = {"work": work.pk, "kind": "concern", "notice_doi": "doi:10.5555/E.9"}

    desk.post(f"{LIST}add/", typed | {"url": "", "noticed_on": "June 2026", "reason": ""})

    work.refresh_from_db()
    assert (work.status, work.notice_doi) == ("concern", "10.5555/e.9")


def test_notice_by_hand_with_a_wrong_doi_is_kept_in_the_form(desk):
    typed = {"work": WorkFactory().pk, "kind": "concern", "notice_doi": "rubbish"}

    answer = desk.post(f"{LIST}add/", typed)

    assert "rubbish" in answer.text
    assert not RetractionNotice.objects.exists()


def test_import_reports(desk):
    work = WorkFactory(doi_display="10.5555/a.1")
    rows = f"{HEAD}7,10.5555/A.1,10.5555/n,6/13/2025 0:00,Retraction,+Data;\nbad\n"
    table = SimpleUploadedFile("retractions.csv", rows.encode())

    answer = desk.post(IMPORT, {"table": table}).text

    assert "2 rows" not in answer
    assert "Retraction: " + str(work) in answer
    assert "1 row could not be read" in answer


@pytest.mark.parametrize("content", [b"", b"a,b\n", b"\x00\xff", b"<html>"])
def test_import_of_another_file_is_refused(desk, content):
    answer = desk.post(IMPORT, {"table": SimpleUploadedFile("x.csv", content)})

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_import_is_for_those_who_decide(client):
    client.force_login(UserFactory(writer=True))

    assert client.get(IMPORT).status_code == 403


def test_form_of_a_work_cannot_take_a_banner_down(client):
    client.force_login(UserFactory(writer=True))
    work = WorkFactory(retracted=True)
    url = reverse("admin:literature_work_change", args=[work.pk])
    form = client.get(url).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}
    rows = {"contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}

    client.post(url, rows | typed | {"title": "Changed", "status": "none"})

    work.refresh_from_db()
    assert (work.title, work.status) == ("Changed", "retracted")
