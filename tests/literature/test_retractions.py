"""What sources report of a work, what holds, and what readers are told."""

from datetime import UTC, datetime

import pytest

from core.errors import Refused
from core.models import AuditEntry
from literature import retractions
from literature.models import RetractionNotice
from literature.signals import retraction_recorded
from literature.sources.description import Report
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 13, 18, 12, tzinfo=UTC)
LATER = datetime(2026, 6, 14, 9, 0, tzinfo=UTC)
NOTICE = "10.5555/notice.2"


def report(kind="retraction", source="publisher", doi=NOTICE, **more):
    return Report(kind, source, doi, **{"date": "2026-06-13", **more})


WATCH = report(source="retraction_watch", record="23745", date="2026-06-12")
PUBMED = report(source="pubmed", doi="", notice_pmid="41600002")


@pytest.fixture
def work():
    return WorkFactory(title="A registry analysis")


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, **facts):
        heard.append((facts["was"], facts["work"].status))

    retraction_recorded.connect(hear)
    yield heard
    retraction_recorded.disconnect(hear)


def test_one_source_is_a_task_and_no_banner(work):
    (notice,) = retractions.record(work, [report()], at=AT)

    work.refresh_from_db()
    assert (work.status, notice.holds) == ("none", False)
    assert list(retractions.to_handle()) == [notice]


def test_two_sources_tell_readers(work, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        retractions.record(work, [report(), WATCH], at=AT)

    work.refresh_from_db()
    notice = work.notices.get()
    assert (work.status, work.status_date, work.notice_doi) == ("retracted", "2026-06-13", NOTICE)
    assert work.standing_at == AT
    assert notice.sources == ["publisher", "retraction_watch"]
    assert notice.evidence[1]["record"] == "23745"
    assert told == [("none", "retracted")]


@pytest.mark.parametrize("second", [WATCH, PUBMED], ids=["one DOI", "no DOI"])
def test_second_source_may_come_later(work, second):
    retractions.record(work, [report()], at=AT)
    retractions.record(work, [second], at=LATER)

    work.refresh_from_db()
    assert work.notices.count() == 1
    assert (work.is_retracted, work.standing_at) == (True, LATER)


def test_one_source_twice_is_one(work):
    for moment in (AT, LATER):
        retractions.record(work, [report()], at=moment)

    notice = work.notices.get()
    assert (notice.sources, notice.checked_at, notice.holds) == (["publisher"], LATER, False)


def test_editor_and_one_source_tell_readers(work, edda):
    (notice,) = retractions.record(work, [report()], at=AT)

    retractions.confirm(notice, by=edda, at=LATER)

    work.refresh_from_db()
    assert work.is_retracted
    entry = AuditEntry.objects.get(act="notice.confirmed")
    assert (entry.actor, entry.data["sources"]) == (edda, ["publisher"])


def test_only_an_editor_takes_it_down_with_a_reason(work, edda):
    retractions.record(work, [report(), WATCH], at=AT)
    notice = work.notices.get()

    with pytest.raises(Refused, match="Say why"):
        retractions.set_aside(notice, by=edda, reason=" ")
    with pytest.raises(Refused, match="not among your rights"):
        retractions.set_aside(notice, by=UserFactory(), reason="x")
    retractions.set_aside(notice, by=edda, reason="Another paper of that name.", at=LATER)

    work.refresh_from_db()
    assert (work.status, work.notice_doi, work.standing_at) == ("none", "", LATER)


def test_what_was_set_aside_does_not_come_back(work, edda):
    (notice,) = retractions.record(work, [report()], at=AT)
    retractions.set_aside(notice, by=edda, reason="Another paper.", at=AT)

    retractions.record(work, [WATCH], at=LATER)

    work.refresh_from_db()
    assert work.status == "none"


def test_editor_reads_it_as_a_correction(work, edda):
    retractions.record(work, [report(), WATCH], at=AT)
    notice = work.notices.get()

    retractions.confirm(notice, by=edda, kind="correction", at=LATER)
    retractions.record(work, [PUBMED], at=LATER)

    work.refresh_from_db()
    assert (work.status, work.notices.count()) == ("corrected", 1)


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        (["correction"], "corrected"),
        (["correction", "concern"], "concern"),
        (["concern", "correction"], "concern"),
        (["partial_retraction"], "concern"),
        (["concern", "retraction"], "retracted"),
        (["retraction", "concern"], "retracted"),
        (["withdrawal"], "withdrawn"),
        (["retraction", "reinstatement"], "none"),
        (["retraction", "reinstatement", "concern"], "concern"),
    ],
)
def test_state_machine(work, edda, kinds, status):
    for day, kind in enumerate(kinds, 1):
        said = report(kind, doi=f"10.5555/n.{day}", date=f"2026-06-{day:02d}")
        (notice,) = retractions.record(work, [said], at=AT)
        retractions.confirm(notice, by=edda, at=AT)

    work.refresh_from_db()
    assert work.status == status


def test_reinstatement_by_two_sources_waits_for_an_editor(work, edda):
    retractions.record(work, [report(), WATCH], at=AT)
    again = [
        report("reinstatement", source, "10.5555/n.3", date="2026-07-01")
        for source in ("publisher", "retraction_watch")
    ]
    (notice, _same) = retractions.record(work, again, at=LATER)

    work.refresh_from_db()
    assert work.is_retracted
    notice.refresh_from_db()
    retractions.confirm(notice, by=edda, at=LATER)
    work.refresh_from_db()
    assert work.status == "none"


def test_close_takes_it_off_the_desk_once_decided(work, edda):
    (notice,) = retractions.record(work, [report()], at=AT)

    with pytest.raises(Refused, match="Confirm the notice or set it aside first"):
        retractions.close(notice, by=edda)
    retractions.confirm(notice, by=edda, at=AT)
    retractions.close(notice, by=edda, at=LATER)

    assert not retractions.to_handle().exists()
    assert AuditEntry.objects.filter(act="notice.close").count() == 1


def test_notice_by_hand_holds_at_once(work, edda):
    said = retractions.checked_report(
        kind="concern", doi="https://doi.org/10.5555/E.1", url="", date="June 2026", reason=""
    )

    retractions.add_by_hand(work, said, by=edda, at=AT)

    work.refresh_from_db()
    assert (work.status, work.notice_doi, work.status_date) == ("concern", "10.5555/e.1", "2026-06")


def test_notice_by_hand_is_read_carefully():
    with pytest.raises(Refused) as refused:
        retractions.checked_report(kind="retraction", doi="nonsense", url="", date="", reason="")
    assert refused.value.field == "notice_doi"
    with pytest.raises(Refused):
        retractions.checked_report(kind="gossip", doi="", url="", date="", reason="")


def test_notices_are_never_taken_from_the_notice_itself(work):
    # Crossref's reader gives reports of a work alone; without any, nothing is written.
    assert retractions.record(work, [], at=AT) == []
    assert not RetractionNotice.objects.exists()
