"""What the database itself guarantees."""

import pytest
from django.db import IntegrityError, transaction

from literature.models import Contributor, Issue, Journal, RetractionNotice, Work, WorkRelation
from tests.factories.literature import ContributorFactory, IssueFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


def refused(act, constraint):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    names = constraint if isinstance(constraint, tuple) else (constraint,)
    assert any(name in str(error.value) for name in names)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"title_plain": ""}, "work_has_title"),
        ({"doi": "11.1/x"}, "work_doi_normalised"),
        ({"doi": "10.5555/UPPER"}, "work_doi_normalised"),
        ({"page_kind": "range", "page_first": "728", "page_last": "625"}, "work_pages_in_order"),
        ({"page_kind": "range", "page_first": "1199", "page_last": "205"}, "work_pages_in_order"),
    ],
)
def test_work_kept_in_order_by_the_database(values, constraint):
    work = WorkFactory()

    refused(lambda: Work.objects.filter(pk=work.pk).update(**values), constraint)


@pytest.mark.parametrize("name", ["doi", "pmid", "pmcid", "arxiv_id"])
def test_identifier_belongs_to_one_work(name):
    value = "10.5555/x" if name == "doi" else "33301246"
    first, second = WorkFactory(), WorkFactory()
    Work.objects.filter(pk=first.pk).update(**{name: value})

    # SQLite names the columns of an index on a condition, PostgreSQL the index.
    refused(
        lambda: Work.objects.filter(pk=second.pk).update(**{name: value}),
        (f"work_{name}_once", f"literature_work.{name}"),
    )


def test_work_of_an_issue_has_a_journal():
    work = WorkFactory(tenecteplase=True)

    refused(lambda: Work.objects.filter(pk=work.pk).update(journal=None), "work_issue_has_journal")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"year": 1200}, "issue_year_in_range"),
        ({"year": 2200}, "issue_year_in_range"),
        ({"year": None, "volume": "", "issue_key": ""}, "issue_is_named"),
        ({"page_kind": "range", "page_first": "2", "page_last": "1"}, "issue_pages_in_order"),
    ],
)
def test_issue_kept_in_order_by_the_database(values, constraint):
    issue = IssueFactory()

    refused(lambda: Issue.objects.filter(pk=issue.pk).update(**values), constraint)


@pytest.mark.parametrize("year", [2026, None])
def test_issue_stands_once(year):
    issue = IssueFactory(year=year, issue_label="7")
    twin = Issue(journal=issue.journal, year=year, volume="394", issue_key="7", path="elsewhere")

    refused(twin.save, "issue_once")


def test_contributor_is_a_person_or_a_group():
    work = WorkFactory()

    refused(Contributor(work=work).save, "contributor_person_or_group")
    refused(
        Contributor(work=work, family="Ryan", collective_name="Group").save,
        "contributor_person_or_group",
    )
    refused(
        Contributor(work=work, given="Ann", collective_name="Group").save,
        "contributor_group_has_no_given_name",
    )


@pytest.mark.parametrize("name", ["issn_print", "issn_online", "nlm_id"])
def test_number_belongs_to_one_journal(name):
    JournalFactory(**{name: "0028-4793"})

    refused(
        Journal(title="Other", slug="other", **{name: "0028-4793"}).save,
        (f"journal_{name}_once", f"literature_journal.{name}"),
    )


def test_journals_without_numbers_stand_side_by_side():
    JournalFactory.create_batch(2)

    assert Journal.objects.count() == 2


def test_work_is_not_related_to_itself():
    work = WorkFactory()

    refused(
        WorkRelation(from_work=work, to_work=work, kind="corrects").save,
        "work_relation_to_another",
    )


def test_notice_stands_once():
    notice = {"kind": "retraction", "notice_doi": "10.5555/n", "checked_at": "2026-02-01T00:00Z"}
    work = WorkFactory()
    RetractionNotice.objects.create(work=work, **notice)

    refused(
        RetractionNotice(work=work, **notice).save,
        ("notice_once_per_work", "literature_retractionnotice.work_id"),
    )


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ({"published_print": "2021-02-25", "published_online": "2020-07-17"}, "2021-02-25"),
        ({"published_print": "", "published_online": "2020-07-17"}, "2020-07-17"),
        ({"published_print": "", "posted": "2020-06-22"}, "2020-06-22"),
        ({"published_print": ""}, "None"),
    ],
)
def test_work_is_cited_under_its_printed_date_first(dates, published):
    assert str(WorkFactory(**dates).published) == published


def test_contributor_named_in_full():
    row = ContributorFactory.build(work=None, family="Worp", given="H. Bart", particle="van der")

    assert str(row) == "H. Bart van der Worp"


def test_doi_link_is_encoded():
    work = WorkFactory(doi_display="10.5555/A<b>")

    assert work.doi_link == "https://doi.org/10.5555/A%3Cb%3E"
