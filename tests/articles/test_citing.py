from __future__ import annotations

import pytest

from articles import citing
from articles.citing import Typed
from core.errors import Refused
from literature.models import Journal, Work
from tests.factories.core import UserFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ryan SJ, Holm A", [("Ryan", "SJ"), ("Holm", "A")]),
        ("Ryan SJ, Holm A, et al.", [("Ryan", "SJ"), ("Holm", "A")]),
        ("Chen, Jennifer", [("Chen", "Jennifer")]),
        ("Jennifer Chen\nvan der Berg AB", [("Chen", "Jennifer"), ("van der Berg", "AB")]),
        ("Holm, A.; Ryan, S.", [("Holm", "A."), ("Ryan", "S.")]),
        ("", []),
    ],
)
def test_authors_are_read_as_they_are_written(typed, names):
    found = citing.read_authors(typed)

    assert [(row.family, row.given) for row in found] == names


def test_group_is_an_author_under_its_own_name():
    found = citing.read_authors("RECOVERY Collaborative Group")

    assert [(row.collective_name, row.family) for row in found] == [
        ("RECOVERY Collaborative Group", "")
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed(title="T", doi="11.1/x"), "doi"),
        (Typed(title="T", pages="728-625"), "pages"),
        (Typed(title="T", journal="0028-4794"), "journal"),
        (Typed(title="T", journal="Unknown Journal"), "journal"),
        (Typed(title="T", year=12), "year"),
        (Typed(journal="NEJM"), "title"),
    ],
)
def test_fault_is_said_on_its_field(typed, field):
    JournalFactory(nejm=True)

    assert [fault.field for fault in citing.faults(typed)] == [field]


def test_several_faults_are_said_at_once():
    found = citing.faults(Typed(title="T", doi="x", pages="9-1", year=3))

    assert [fault.field for fault in found] == ["doi", "pages", "year"]


def test_known_doi_gives_the_work_as_it_is():
    work = WorkFactory(tenecteplase=True)
    typed = Typed(title="Another title", doi="https://doi.org/10.1056/NEJMoa2508515")

    found = citing.make_source(typed, by=UserFactory(writer=True))

    work.refresh_from_db()
    assert (found, work.title.startswith("A randomized trial")) == (work, True)


def test_issue_that_is_there_is_found_and_not_made_twice():
    issue = IssueFactory(journal=JournalFactory(nejm=True), issue_label="7")
    typed = Typed(journal="NEJM", year=2026, volume="394", issue_label="7")

    assert citing.make_source(typed, by=UserFactory(writer=True)) == issue


def test_stranger_adds_nothing_to_the_library():
    with pytest.raises(Refused, match="not among your rights"):
        citing.make_source(Typed(title="T"), by=UserFactory(is_staff=True))

    assert not Work.objects.exists()


def test_journal_is_added_only_where_that_was_asked():
    typed = Typed(title="T", journal="Journal of New Things", adds_journal=True)

    work = citing.make_source(typed, by=UserFactory(writer=True))

    assert work.journal == Journal.objects.get(title="Journal of New Things")


@pytest.mark.parametrize(
    ("number", "column"), [("39000123", "pmid"), ("PMID: 39000123", "pmid"), ("PMC123", "pmcid")]
)
def test_work_is_found_by_its_number_at_pubmed(number, column):
    work = WorkFactory(pmid="39000123", pmcid="PMC123")

    assert (citing.find_source(number), column in {"pmid", "pmcid"}) == (work, True)


def test_short_title_inside_a_sentence_is_not_taken_for_a_reference():
    WorkFactory(title="Sleep")

    with pytest.raises(Refused, match="No DOI or PubMed ID"):
        citing.find_source("We all need our sleep, she said.")
