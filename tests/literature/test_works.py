"""A work is saved with everything that follows from it, or refused with field and reason."""

import pytest

from core.errors import Refused, Stale
from core.models import AuditEntry
from literature.models import Contributor, Issue, Work
from literature.works import save_work
from tests.factories.core import UserFactory
from tests.factories.literature import ContributorFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


def test_work_saved_with_its_identifiers_normalised():
    work = WorkFactory(
        doi_display="https://doi.org/10.5555/JIM.42.", pmid="PMID: 33301246", pmcid="pmc7745181"
    )

    work.refresh_from_db()
    assert (work.doi, work.doi_display) == ("10.5555/jim.42", "10.5555/JIM.42")
    assert (work.pmid, work.pmcid) == ("33301246", "PMC7745181")


def test_work_saved_with_its_title_cleaned():
    work = WorkFactory(title="CO<sub>2</sub> &amp;\n <i>E. coli</i><script>x</script>")

    assert work.title == "CO<sub>2</sub> &amp; <i>E. coli</i>"
    assert work.title_plain == "CO2 & E. coli"


def test_work_saved_with_its_pages_read():
    work = WorkFactory(pages_raw="pp. 1199–205.")

    assert (work.pages_raw, work.page_kind) == ("1199-205", "range")
    assert (work.page_first, work.page_last) == ("1199", "1205")


def test_work_without_pages_is_placed_by_its_article_number():
    work = WorkFactory(article_number="100047")

    assert (work.page_kind, work.page_first) == ("elocator", "100047")
    assert work.csl["number"] == "100047"


def test_work_saved_with_dates_as_people_write_them():
    work = WorkFactory(published_print="29 January 2026", published_online="2026 Jan")

    assert (work.published_print, work.published_online) == ("2026-01-29", "2026-01")


def test_work_joins_its_issue():
    work = WorkFactory(tenecteplase=True)

    assert str(work.issue) == "N Engl J Med 2026;394(5)"


def test_works_of_one_issue_share_its_row():
    journal = JournalFactory()

    WorkFactory(journal=journal, volume="12", issue_label="3/4", published_print="2025-12")
    WorkFactory(journal=journal, volume="12", issue_label="3–4", published_print="2026-01")

    assert Issue.objects.count() == 1


def test_work_in_a_supplement_keeps_it_apart_from_the_issue():
    work = WorkFactory(volume="58", issue_label="12 Suppl 7")

    assert (work.issue.issue_label, work.issue.supplement) == ("12", "7")
    assert work.csl["issue"] == "12 Suppl 7"


def test_preprint_has_no_issue_and_names_its_server_as_publisher():
    work = WorkFactory(preprint=True, journal__title="medRxiv", volume="1", issue_label="2")

    assert work.issue is None
    assert work.csl["publisher"] == "medRxiv"
    assert "container-title" not in work.csl


def test_work_keeps_its_reference_data_in_step():
    journal = JournalFactory(nejm=True)
    rows = [Contributor(family="Ryan", given="Stephen J."), Contributor(collective_name="A Group")]

    work = save_work(
        Work(title="A trial", journal=journal, published_print="2026-01-29", volume="394"),
        contributors=rows,
        by=None,
    )

    work.refresh_from_db()
    assert work.csl == {
        "id": f"work-{work.pk}",
        "type": "article-journal",
        "title": "A trial",
        "author": [{"family": "Ryan", "given": "Stephen J."}, {"literal": "A Group"}],
        "container-title": "New England Journal of Medicine",
        "container-title-short": "N Engl J Med",
        "custom": {"container-title-iso4": "N. Engl. J. Med.", "ISSN-online": "1533-4406"},
        "ISSN": "0028-4793",
        "volume": "394",
        "issued": {"date-parts": [[2026, 1, 29]]},
    }


def test_contributors_replaced_in_the_order_given():
    work = ContributorFactory(family="First").work
    rows = [Contributor(family="Second"), Contributor(family="Third")]

    save_work(work, contributors=rows, by=None)

    assert [row.family for row in work.contributors.all()] == ["Second", "Third"]


def test_contributors_left_alone_when_none_are_given():
    work = ContributorFactory(family="First").work

    save_work(work, by=None)

    assert [row.family for row in work.contributors.all()] == ["First"]


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"title": "  "}, "title", "needs a title"),
        ({"doi_display": "11.1038/x"}, "doi_display", "begins with “10.”"),
        ({"pmid": "none"}, "pmid", "not a PMID"),
        ({"pages_raw": "728-625"}, "pages_raw", "run backwards"),
        ({"published_print": "soon"}, "published_print", "not a date"),
        ({"notice_doi": "10.1038"}, "notice_doi", "half a DOI"),
    ],
)
def test_work_refused_with_field_and_reason(values, field, reason):
    with pytest.raises(Refused, match=reason) as refused:
        WorkFactory(**values)

    assert refused.value.field == field
    assert not Work.objects.exists()


def test_contributor_with_a_mistyped_orcid_refused():
    with pytest.raises(Refused, match="mistyped") as refused:
        save_work(
            WorkFactory.build(journal=None),
            contributors=[Contributor(family="Ryan", orcid="0000-0002-1825-0098")],
            by=None,
        )

    assert refused.value.field == "orcid"


def test_second_work_with_the_same_doi_refused_by_the_name_of_the_first():
    WorkFactory(title="The first trial", doi_display="10.5555/same")

    with pytest.raises(Refused, match="“The first trial” in the library has this DOI"):
        WorkFactory(doi_display="https://doi.org/10.5555/SAME")


def test_stale_work_refused_and_unchanged():
    work = WorkFactory(title="As stored")
    mine, theirs = Work.objects.get(pk=work.pk), Work.objects.get(pk=work.pk)
    theirs.title = "Theirs"
    save_work(theirs, by=None)

    mine.title = "Mine"
    with pytest.raises(Stale) as stale:
        save_work(mine, by=None)

    work.refresh_from_db()
    assert (stale.value.current, work.version, work.title) == (2, 2, "Theirs")


def test_deleted_work_is_not_brought_back():
    work = WorkFactory()
    Work.objects.all().delete()
    work.pk = 1_000

    with pytest.raises(Stale):
        save_work(work, by=None)


def test_change_is_logged_with_the_fields_that_changed():
    edda = UserFactory(editor=True)
    work = WorkFactory(title="Before")
    work.title = "After"

    save_work(work, by=edda)

    entry = AuditEntry.objects.first()
    assert (entry.act, entry.actor, entry.data) == ("work.change", edda, {"changed": ["title"]})
