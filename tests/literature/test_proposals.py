"""A service's word beside ours: what differs, what is ticked, what an editor locked."""

import json
from datetime import UTC, datetime

import pytest

from core.errors import Refused, Stale
from core.models import AuditEntry
from literature import proposals
from literature.models import Journal, Work
from literature.sources import crossref
from literature.sources.description import Description
from tests.factories.core import UserFactory
from tests.factories.literature import JournalFactory, WorkFactory
from tests.outside import DATA

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 20, 14, 40, tzinfo=UTC)


@pytest.fixture
def trial():
    return crossref.read(json.loads((DATA / "crossref/tenecteplase.json").read_text()))


@pytest.fixture
def edda():
    return UserFactory(is_superuser=True)


def rows(work, description):
    return {row.name: row for row in proposals.compare(work, description, asked_at=AT).differences}


def test_compare_shows_what_differs(trial):
    nejm = JournalFactory(nejm=True)
    work = WorkFactory(
        title="A randomized trial of tenecteplase in acute central retinal artery occlusion",
        journal=nejm,
        volume="394",
        issue_label="7",
        published_print="2026-02-12",
        doi_display="10.1056/NEJMoa2508515",
    )

    found = rows(work, trial)

    assert (found["issue_label"].ours, found["issue_label"].theirs) == ("7", "5")
    assert found["issue_label"].source == "Crossref"
    assert found["pages_raw"].ours == ""
    assert found["published_print"].theirs == "29 January 2026"
    assert found["authors"].theirs.startswith("Ryan SJ, van der Worp HB Jr")
    assert "Only capital letters differ" in found["title"].note
    assert not found["title"].is_ticked
    assert found["pages_raw"].is_ticked
    assert not {"volume", "doi_display", "journal"} & found.keys()


def test_take_writes_the_ticked_fields_alone(trial, edda):
    work = WorkFactory(title="Ours", volume="1", issue_label="7")

    proposals.take(work, trial, ["issue_label", "authors"], by=edda)

    work.refresh_from_db()
    assert (work.title, work.volume, work.issue_label) == ("Ours", "1", "5")
    assert [str(row) for row in work.contributors.all()][0] == "Stephen J. Ryan"
    assert work.contributors.first().orcid == "0000-0002-1825-0097"
    assert "script" not in str(work.contributors.all()[1])
    entry = AuditEntry.objects.get(act="work.fill")
    assert entry.data == {"source": "crossref", "fields": ["authors", "issue_label"]}


def test_locked_fields_survive(trial, edda):
    work = WorkFactory(title="Ours", volume="1", issue_label="7")
    proposals.lock(work, ["issue_label"], by=edda)

    assert rows(work, trial)["issue_label"].is_locked
    proposals.take(work, trial, proposals.FIELDS, by=edda)

    work.refresh_from_db()
    assert (work.issue_label, work.volume) == ("7", "394")


def test_unlock_lets_it_change_again(trial, edda):
    work = WorkFactory(issue_label="7")
    proposals.lock(work, ["issue_label", "nonsense"], by=edda)
    proposals.unlock(work, ["issue_label"], by=edda)

    assert not rows(work, trial)["issue_label"].is_locked
    assert list(AuditEntry.objects.order_by("id").values_list("act", flat=True))[-2:] == [
        "work.lock",
        "work.unlock",
    ]


def test_add_from_a_description(trial, edda):
    work = proposals.add(trial, by=edda)

    assert (work.doi, work.source, work.page_first) == ("10.1056/nejmoa2508515", "crossref", "442")
    assert work.journal.issn_online == "1533-4406"
    assert work.issue.issue_label == "5"


def test_add_finds_the_journal_by_issn(trial, edda):
    nejm = JournalFactory(nejm=True)

    assert proposals.add(trial, by=edda).journal == nejm
    assert Journal.objects.count() == 1


def test_add_duplicate_is_refused_and_named(trial, edda):
    known = WorkFactory(title="The same", doi_display="10.1056/NEJMoa2508515")

    assert proposals.twin_of(trial) == known
    with pytest.raises(Refused, match="“The same” in the library has this DOI already"):
        proposals.add(trial, by=edda)


def test_take_of_a_stale_work(trial, edda):
    work = WorkFactory()
    Work.objects.update(version=9)

    with pytest.raises(Stale):
        proposals.take(work, trial, ["volume"], by=edda)


def test_values_that_cannot_be_kept_are_named_not_lost(edda):
    description = Description(
        "crossref",
        {
            "type": "journal-article",
            "title": "Sound",
            "page": "728-625",
            "volume": "9" * 30,
            "PMID": "0",
            "URL": "javascript:alert(1)",
        },
    )

    proposal = proposals.compare(Work(), description, asked_at=AT)

    assert {row.name for row in proposal.differences} == {"kind", "title"}
    assert len(proposal.notes) == 3
    assert proposals.add(description, by=edda).title == "Sound"
