"""Works are found by their numbers, journals as one types."""

import pytest

from literature.find import find_journal, find_work, suggest_journals
from tests.factories.literature import JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "https://doi.org/10.5555/JIM.42",
        "PMID: 33301246",
        "PMC7745181.1",
        "arXiv:1706.03762v7",
    ],
)
def test_work_found_by_any_of_its_numbers(text):
    work = WorkFactory(
        doi_display="10.5555/jim.42",
        pmid="33301246",
        pmcid="PMC7745181",
        arxiv_id="1706.03762",
    )
    WorkFactory()

    assert find_work(text) == work


@pytest.mark.parametrize("text", ["10.5555/unknown", "no number", "0028-4793"])
def test_unknown_work_not_found(text):
    WorkFactory()

    assert find_work(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "New England Journal of Medicine",
        "the new england journal of medicine",
        "N Engl J Med",
        "N. Engl. J. Med.",
        "nejm",
        "1533-4406",
        "00284793",
    ],
)
def test_journal_found_by_any_of_its_names(text):
    journal = JournalFactory(nejm=True)
    JournalFactory(title="New England Journal")

    assert find_journal(text) == journal


@pytest.mark.parametrize("text", ["", "  ", "England", "0028-0836"])
def test_journal_not_found_by_a_part_of_its_name(text):
    JournalFactory(nejm=True)

    assert find_journal(text) is None


def test_journals_suggested_likeliest_first():
    for title in ("European Nature Review", "Nature Medicine", "Nature", "The Nature of Things"):
        JournalFactory(title=title)
    JournalFactory(title="The Lancet")

    assert [journal.title for journal in suggest_journals("nature")] == [
        "Nature",
        "Nature Medicine",
        "The Nature of Things",
        "European Nature Review",
    ]


@pytest.mark.parametrize("query", ["n engl", "new med", "NEJM", "engl j", "0028-4793"])
def test_journal_suggested_for_the_beginnings_of_its_words(query):
    journal = JournalFactory(nejm=True)
    JournalFactory(title="Gut")

    assert suggest_journals(query) == [journal]


def test_suggestions_are_few_and_cost_one_query(django_assert_num_queries):
    JournalFactory.create_batch(5)

    with django_assert_num_queries(1):
        assert len(suggest_journals("invented", limit=3)) == 3


def test_nothing_typed_suggests_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggest_journals(" ") == []
