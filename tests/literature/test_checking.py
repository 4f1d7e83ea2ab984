"""The watch: many works in few questions, within the services' rates, going on where it stopped."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from core import http
from literature import checking
from literature.checking import check_due
from literature.jobs import watch
from literature.models import Work
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 3, 10, tzinfo=UTC)
UPDATE = {"type": "retraction", "DOI": "10.5555/n", "updated": {"date-parts": [[2026, 11, 1]]}}
BOTH = [UPDATE | {"source": "publisher"}, UPDATE | {"source": "retraction-watch"}]


@pytest.fixture
def clock(time_machine, monkeypatch, outside):
    """A clock that moves on while the watch waits for its turn."""
    time_machine.move_to(AT, tick=False)

    def rest(seconds):
        outside.rested.append(seconds)
        time_machine.shift(timedelta(seconds=seconds))

    monkeypatch.setattr(http, "rest", rest)
    return time_machine


def crossref(retracted=()):
    def answer(asked):
        dois = re.findall(r"doi:([^,&]+)", unquote(asked.url))
        items = [
            {
                "DOI": doi,
                "type": "journal-article",
                "title": ["T"],
                "updated-by": BOTH if doi in retracted else [],
            }
            for doi in dois
        ]
        return {"status": "ok", "message": {"items": items}}

    return answer


def test_retraction_is_found_and_told(outside, clock):
    sound, bad = WorkFactory(), WorkFactory()
    outside.answers_by("api.crossref.org", crossref({bad.doi}))

    run = check_due(AT)

    bad.refresh_from_db()
    sound.refresh_from_db()
    assert (run.checked, run.left, bad.is_retracted, sound.is_retracted) == (2, 0, True, False)
    assert sound.checked_at == AT
    assert sound.check_due == AT + timedelta(days=1)


def test_many_works_in_one_run(outside, clock):
    first = WorkFactory()
    Work.objects.bulk_create(
        Work(title="T", title_plain="T", doi=f"10.5555/many.{n}", doi_display=f"10.5555/many.{n}")
        for n in range(999)
    )
    outside.answers_by("api.crossref.org", crossref({"10.5555/many.777"}))

    run = check_due(AT, seconds=None)

    assert (run.checked, run.left, run.notices) == (1_000, 0, 2)
    assert len(outside.asked) == 40
    assert sum(outside.rested) == pytest.approx(39, abs=1)  # one list question a second
    assert first.pk


def test_run_that_ends_early_goes_on_where_it_stopped(outside, clock):
    for _number in range(4):
        WorkFactory()
    outside.answers_by("api.crossref.org", crossref())

    assert (check_due(AT, limit=3).checked, check_due(AT, limit=3).checked) == (3, 1)


def test_service_that_fails_ends_the_run_and_loses_nothing(outside, clock):
    WorkFactory()
    outside.hangs("api.crossref.org")

    run = check_due(AT)

    assert (run.checked, run.left) == (0, 1)
    assert "did not answer in time" in run.trouble


def test_pubmed_is_the_second_source(outside, clock):
    work = WorkFactory(doi_display="10.5555/a", pmid="77")
    one = {"DOI": work.doi, "type": "journal-article", "updated-by": BOTH[:1]}
    outside.answers("api.crossref.org", json={"status": "ok", "message": {"items": [one]}})
    references = [{"reftype": "Retraction in", "pmid": 78, "refsource": "J. 2026 Nov 1;1:2"}]
    row = {"pubtype": ["Retracted Publication"], "references": references}
    outside.answers("esummary", json={"result": {"uids": ["77"], "77": row}})

    check_due(AT)

    work.refresh_from_db()
    assert work.is_retracted
    assert work.notices.get().sources == ["publisher", "pubmed"]


def test_pubmed_down_does_not_stop_the_watch(outside, clock):
    WorkFactory(pmid="77")
    outside.answers_by("api.crossref.org", crossref())
    outside.hangs("esummary")

    assert check_due(AT).checked == 1


def test_error_inside_an_answer_of_pubmed(outside, clock):
    WorkFactory(pmid="77")
    outside.answers_by("api.crossref.org", crossref())
    row = {"uid": "77", "error": "cannot get document summary"}
    outside.answers("esummary", json={"result": {"uids": ["77"], "77": row}})

    assert check_due(AT).checked == 1


def test_preprint_is_linked_to_what_it_was_published_as(outside, clock):
    preprint, paper = WorkFactory(preprint=True), WorkFactory()
    relation = {"is-preprint-of": [{"id-type": "doi", "id": paper.doi.upper()}]}
    items = [
        {"DOI": preprint.doi, "type": "posted-content", "relation": relation},
        {"DOI": paper.doi, "type": "journal-article"},
    ]
    outside.answers("api.crossref.org", json={"status": "ok", "message": {"items": items}})

    check_due(AT)

    assert preprint.relations.get().to_work == paper


@pytest.mark.parametrize(("days", "pause"), [(1, 1), (100, 7), (800, 30)])
def test_cadence(days, pause):
    work = Work(created_at=AT - timedelta(days=days))

    assert checking.cadence(work, AT) == timedelta(days=pause)


def test_work_without_a_number_is_put_off(outside, clock):
    work = WorkFactory(doi_display="")

    assert check_due(AT).checked == 0
    work.refresh_from_db()
    assert work.check_due > AT


def test_watch_rests_without_a_network(settings):
    WorkFactory()

    assert watch(AT) is None
    assert Work.objects.get().checked_at is None
