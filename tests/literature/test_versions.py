"""Preprint and published paper know of each other, whichever came into the library first."""

import pytest

from literature import versions
from literature.models import FoundVersion, WorkRelation
from literature.sources.description import Description, Version
from tests.factories.literature import JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


def names(kind, doi):
    return Description("crossref", {}, versions=(Version(kind, doi),))


@pytest.fixture
def preprint():
    return WorkFactory(preprint=True)


def test_published_version_outside_the_library_is_offered(preprint):
    versions.note(preprint, names("is_preprint_of", "10.5555/paper"))

    other = versions.published_as([preprint])[preprint.pk]
    assert (other.work, other.where) == (None, "")
    assert other.address == "https://doi.org/10.5555/paper"


@pytest.mark.parametrize("says", ["preprint", "paper"])
def test_link_holds_both_ways_whoever_says_it(preprint, says):
    paper = WorkFactory(journal=JournalFactory(title="The Journal"))
    if says == "preprint":
        versions.note(preprint, names("is_preprint_of", paper.doi))
    else:
        versions.note(paper, names("has_preprint", preprint.doi))

    assert versions.published_as([preprint, paper])[preprint.pk].where == "The Journal"
    assert [other.work for other in versions.preprints_of(paper)] == [preprint]


def test_paper_that_comes_later_is_linked_to_what_named_it(preprint):
    versions.note(preprint, names("is_preprint_of", "10.5555/later"))
    paper = WorkFactory(doi_display="10.5555/later")

    versions.link_waiting(paper)

    assert WorkRelation.objects.get().to_work == paper


def test_nothing_is_noted_twice(preprint):
    for _time in range(2):
        versions.note(preprint, names("is_preprint_of", "10.5555/paper"))

    assert FoundVersion.objects.count() == 1


def test_no_preprint_costs_no_query(django_assert_num_queries):
    paper = WorkFactory()

    with django_assert_num_queries(0):
        assert versions.published_as([paper]) == {}
