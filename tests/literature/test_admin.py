"""The library on the desk: normalises, refuses in words, keeps what was typed, tells of others."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from literature.models import Contributor, Issue, Journal, Work
from literature.works import save_work
from tests.factories.core import UserFactory
from tests.factories.literature import (
    ContributorFactory,
    IssueFactory,
    JournalFactory,
    WorkFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(editor=True))
    return client


def changelist(model):
    return reverse(f"admin:literature_{model._meta.model_name}_changelist")


def change(row):
    return reverse(f"admin:literature_{row._meta.model_name}_change", args=[row.pk])


def add(model):
    return reverse(f"admin:literature_{model._meta.model_name}_add")


def work_form(**typed):
    rows = {
        "contributors-TOTAL_FORMS": "0",
        "contributors-INITIAL_FORMS": "0",
    }
    usual = {"kind": "journal-article", "title": "A trial", "status": "none"}
    return rows | usual | {"review_status": "unknown", "version_read": "1"} | typed


def journal_form(**typed):
    usual = {"title": "The Invented Journal", "slug": "invented", "peer_review": "yes"}
    return usual | {"kind": "peer_reviewed_journal"} | typed


def errors(response):
    form = response.context["adminform"].form
    return {name: list(map(str, found)) for name, found in form.errors.items()}


# --- Lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "factory"),
    [(Journal, JournalFactory), (Issue, IssueFactory), (Work, WorkFactory)],
)
def test_list_costs_the_same_for_one_row_and_for_three(
    desk, model, factory, django_assert_num_queries, django_assert_max_num_queries
):
    factory()
    desk.get(changelist(model))  # the content types are remembered from now on
    with django_assert_max_num_queries(20) as one:
        desk.get(changelist(model))
    factory.create_batch(2)

    with django_assert_num_queries(len(one)):
        response = desk.get(changelist(model))

    assert len(response.context["cl"].result_list) == 3


@pytest.mark.parametrize("model", [Journal, Issue, Work])
def test_list_is_not_shown_to_a_moderator(client, model):
    client.force_login(UserFactory(moderator=True))

    assert client.get(changelist(model)).status_code == 403


@pytest.mark.parametrize(
    "query", ["tenecteplase", "https://doi.org/10.1056/NEJMoa2508515.", "N Engl J", "ryan"]
)
def test_work_found_in_the_list(desk, query):
    work = WorkFactory(tenecteplase=True)
    ContributorFactory(work=work, family="Ryan")
    WorkFactory()

    response = desk.get(changelist(Work), {"q": query})

    assert list(response.context["cl"].result_list) == [work]


@pytest.mark.parametrize("query", ["nejm 394", "New England 7"])
def test_issue_found_in_the_list(desk, query):
    issue = IssueFactory(journal__nejm=True, issue_label="7")
    IssueFactory(volume="12", issue_label="3")

    response = desk.get(changelist(Issue), {"q": query})

    assert list(response.context["cl"].result_list) == [issue]


def test_journals_offered_as_one_types_likeliest_first(desk):
    for title in ("European Nature Review", "Nature Medicine", "Nature"):
        JournalFactory(title=title)
    query = {"term": "nature", "app_label": "literature", "model_name": "work"}

    response = desk.get(reverse("admin:autocomplete"), query | {"field_name": "journal"})

    offered = [row["text"] for row in response.json()["results"]]
    assert offered == ["Nature", "Nature Medicine", "European Nature Review"]


# --- Journals and issues --------------------------------------------------------------------


def test_journal_added_with_its_numbers_normalised(desk):
    typed = journal_form(issn_print="ISSN 0028 4793", alt_titles="NEJM\r\n\r\nThe NEJM")

    desk.post(add(Journal), typed)

    journal = Journal.objects.get()
    assert (journal.issn_print, journal.alt_titles) == ("0028-4793", ["NEJM", "The NEJM"])
    assert AuditEntry.objects.get(act="journal.add").object_label == "The Invented Journal"


def test_journal_with_a_mistyped_issn_refused_and_kept(desk):
    response = desk.post(add(Journal), journal_form(issn_online="0028-4794"))

    assert errors(response) == {
        "issn_online": ["ISSN 0028-4794 is mistyped: after these seven digits the last would be 3."]
    }
    assert 'value="0028-4794"' in response.text


def test_issue_added_with_its_pages_and_date_normalised(desk):
    journal = JournalFactory()
    typed = {"journal": journal.pk, "year": "2026", "volume": "394", "issue_label": "7"}

    desk.post(add(Issue), typed | {"pages_raw": "pp. 625–728", "cover_date": "12 Feb 2026"})

    issue = Issue.objects.get()
    assert (issue.page_first, issue.page_last, issue.path) == ("625", "728", "394/7")
    assert issue.cover_date == "2026-02-12"


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"pages_raw": "728-625"}, "pages_raw", "Pages 728-625 run backwards"),
        ({"year": "26"}, "year", "A year lies between"),
        ({"cover_date": "yesterday"}, "cover_date", "is not a date"),
        ({"doi": "11.1/x"}, "doi", "begins with"),
        ({"volume": "", "issue_label": "", "year": ""}, "volume", "needs a volume"),
    ],
)
def test_issue_refused_on_the_field_and_kept(desk, typed, field, reason):
    usual = {"journal": JournalFactory().pk, "year": "2026", "volume": "394", "issue_label": "7"}

    response = desk.post(add(Issue), usual | typed)

    assert list(errors(response)) == [field]
    assert reason in errors(response)[field][0]
    assert response.context["adminform"].form[field].value() == typed[field]


def test_same_issue_written_otherwise_refused(desk):
    issue = IssueFactory(issue_label="3/4")
    typed = {"journal": issue.journal.pk, "year": "2026", "volume": "394", "issue_label": "3-4"}

    response = desk.post(add(Issue), typed)

    assert "is already in the library" in errors(response)["issue_label"][0]


# --- Works ----------------------------------------------------------------------------------


def test_work_added_with_its_contributors(desk):
    names = {
        "contributors-TOTAL_FORMS": "2",
        "contributors-0-position": "0",
        "contributors-0-role": "author",
        "contributors-0-family": "Ryan",
        "contributors-0-given": "Stephen J.",
        "contributors-0-orcid": "https://orcid.org/0000-0002-1825-0097",
        "contributors-1-position": "1",
        "contributors-1-role": "author",
        "contributors-1-collective_name": "A Study Group",
    }

    desk.post(add(Work), work_form(doi_display="doi:10.5555/JIM.42.", **names))

    work = Work.objects.get()
    assert (work.doi, work.doi_display) == ("10.5555/jim.42", "10.5555/JIM.42")
    assert [str(row) for row in work.contributors.all()] == ["Stephen J. Ryan", "A Study Group"]
    assert work.contributors.first().orcid == "0000-0002-1825-0097"
    assert work.csl["author"][1] == {"literal": "A Study Group"}


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"doi_display": "10.1038"}, "doi_display", "half a DOI"),
        ({"pages_raw": "728-625"}, "pages_raw", "run backwards"),
        ({"pmid": "PMID: none"}, "pmid", "is not a PMID"),
        ({"published_print": "32 May 2026"}, "published_print", "has no day 32"),
        ({"title": " "}, "title", "required"),
    ],
)
def test_work_refused_on_the_field_and_kept(desk, typed, field, reason):
    response = desk.post(add(Work), work_form(**typed))

    assert reason in errors(response)[field][0]
    assert response.context["adminform"].form[field].value() == typed[field]
    assert not Work.objects.exists()


def test_everything_wrong_is_said_at_once(desk):
    typed = {"doi_display": "10.1038", "pages_raw": "728-625", "pmid": "x"}

    response = desk.post(add(Work), work_form(**typed))

    assert set(errors(response)) == set(typed)


def test_work_with_a_known_doi_refused_by_the_name_of_the_other(desk):
    WorkFactory(title="The first trial", doi_display="10.5555/same")

    response = desk.post(add(Work), work_form(doi_display="https://doi.org/10.5555/SAME"))

    assert errors(response)["doi_display"] == [
        "“The first trial” in the library has this DOI already."
    ]


def test_contributor_without_a_position_comes_last(desk):
    work = ContributorFactory(work__journal=None, family="First", position=3).work
    row = work.contributors.get()
    names = {
        "contributors-TOTAL_FORMS": "2",
        "contributors-INITIAL_FORMS": "1",
        "contributors-0-id": str(row.pk),
        "contributors-0-work": str(work.pk),
        "contributors-0-position": "3",
        "contributors-0-role": "author",
        "contributors-0-family": "First",
        "contributors-1-work": str(work.pk),
        "contributors-1-position": "",
        "contributors-1-role": "author",
        "contributors-1-family": "Second",
    }

    desk.post(change(work), work_form(**names))

    rows = work.contributors.values_list("family", "position")
    assert list(rows) == [("First", 3), ("Second", 4)]


def test_contributor_who_is_person_and_group_refused(desk):
    names = {
        "contributors-TOTAL_FORMS": "1",
        "contributors-0-position": "0",
        "contributors-0-role": "author",
        "contributors-0-family": "Ryan",
        "contributors-0-collective_name": "A Group",
    }

    response = desk.post(add(Work), work_form(**names))

    assert "not both" in response.text
    assert not Contributor.objects.exists()


def test_work_shows_its_reference(desk):
    work = WorkFactory(tenecteplase=True)

    response = desk.get(change(work))

    assert "<i>N Engl J Med</i>. 2026;394(5):442-450." in response.text


def test_stale_save_refused_with_both_texts(desk):
    work = WorkFactory(title="As it was", journal=None)
    theirs = Work.objects.get(pk=work.pk)
    theirs.title = "Their title"
    save_work(theirs, by=UserFactory(publisher=True))

    response = desk.post(change(work), work_form(title="My title", version_read="1"))

    found = errors(response)
    assert found["__all__"][0].startswith("Paul saved this work while you were writing.")
    assert "Saved meanwhile: Their title" in found["title"]
    assert "My title" in response.text
    work.refresh_from_db()
    assert work.title == "Their title"


def test_save_after_the_other_text_was_seen_is_kept(desk):
    work = WorkFactory(title="As it was", journal=None)
    theirs = Work.objects.get(pk=work.pk)
    theirs.title = "Their title"
    save_work(theirs, by=None)
    refused = desk.post(change(work), work_form(title="My title", version_read="1"))
    seen = refused.context["adminform"].form["version_read"].value()

    desk.post(change(work), work_form(title="My title", version_read=seen))

    work.refresh_from_db()
    assert (work.title, work.version) == ("My title", 3)


def test_save_without_a_version_is_no_way_round_the_check(desk):
    work = WorkFactory(title="As it was", journal=None)

    response = desk.post(change(work), work_form(title="My title", version_read=""))

    assert "__all__" in errors(response)


def test_supplement_taken_out_of_the_label_is_gone(desk):
    work = WorkFactory(issue_label="12 Suppl 7", volume="58")
    typed = work_form(journal=work.journal.pk, volume="58", issue_label="12")

    desk.post(change(work), typed)

    work.refresh_from_db()
    assert (work.issue_label, work.supplement, work.issue.supplement) == ("12", "", "")


def test_writer_may_change_works(client):
    client.force_login(UserFactory(writer=True))
    work = WorkFactory(journal=None)

    client.post(change(work), work_form(title="Better"))

    work.refresh_from_db()
    assert work.title == "Better"


def test_moderator_may_not_open_a_work(client):
    client.force_login(UserFactory(moderator=True))

    assert client.get(change(WorkFactory())).status_code == 403


def test_deletion_is_logged(client):
    client.force_login(UserFactory(administrator=True))
    work = WorkFactory(title="Gone")

    client.post(reverse("admin:literature_work_delete", args=[work.pk]), {"post": "yes"})

    assert AuditEntry.objects.get(act="work.delete").object_label == "Gone"
