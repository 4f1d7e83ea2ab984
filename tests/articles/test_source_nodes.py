"""What a story cites, as nodes of schema.org."""

import pytest

from articles.graph import Graph
from articles.models import Citation
from articles.reading import reference
from articles.source_nodes import add_source
from literature.models import Journal, Work
from tests.factories.articles import CitationFactory
from tests.factories.literature import (
    ContributorFactory,
    IssueFactory,
    JournalFactory,
    WorkFactory,
)

pytestmark = pytest.mark.django_db
SITE = "https://news.example.org"
PAGE = f"{SITE}/health/a-story/"


def nodes_of(citation):
    graph = Graph()
    found = add_source(graph, reference(citation, ""), page=PAGE)
    nodes = {node["@id"]: node for node in graph.as_data()["@graph"]}
    return nodes[found["@id"]], nodes


def work_node(work, **options):
    work.refresh_from_db()
    return nodes_of(CitationFactory(work=work, **options))[0]


def test_paper_goes_up_to_its_volume_and_periodical():
    work = WorkFactory(tenecteplase=True)
    ContributorFactory(work=work)
    work.refresh_from_db()

    node, nodes = nodes_of(CitationFactory(work=work))

    issue = nodes[node.pop("isPartOf")["@id"]]
    volume = nodes[issue["isPartOf"]["@id"]]
    periodical = nodes[volume["isPartOf"]["@id"]]
    title = "A randomized trial of tenecteplase in acute central retinal artery occlusion"
    address = "https://doi.org/10.1056/NEJMoa2508515"
    assert node == {
        "@type": ["ScholarlyArticle", "MedicalScholarlyArticle"],
        "@id": "https://doi.org/10.1056/nejmoa2508515",
        "name": title,
        "headline": title,
        "url": address,
        "sameAs": address,
        "datePublished": "2026-01-29",
        "publicationType": "Randomized controlled trial",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "doi", "value": "10.1056/NEJMoa2508515"}
        ],
        "author": [
            {
                "@type": "Person",
                "name": "Stephen J. Ryan",
                "givenName": "Stephen J.",
                "familyName": "Ryan",
            }
        ],
        "pageStart": "442",
        "pageEnd": "450",
        "pagination": "442-450",
    }
    assert (issue["issueNumber"], volume["volumeNumber"]) == ("5", "394")
    assert periodical["name"] == "New England Journal of Medicine"
    assert periodical["alternateName"] == "N Engl J Med"


def test_whole_issue_names_the_pages_that_are_cited():
    issue = IssueFactory(
        journal=JournalFactory(nejm=True), issue_label="7", cover_date="2026-02-12"
    )
    citation = CitationFactory(issue=issue, pages_raw="625-728", page_first="625", page_last="728")

    node, _nodes = nodes_of(citation)

    assert node == {
        "@type": "PublicationIssue",
        "@id": f"{SITE}/journals/nejm/394/7/#issue",
        "url": f"{SITE}/journals/nejm/394/7/",
        "issueNumber": "7",
        "datePublished": "2026-02-12",
        "isPartOf": {"@id": f"{SITE}/journals/nejm/#volume-394"},
        "pageStart": "625",
        "pageEnd": "728",
        "pagination": "625-728",
    }


@pytest.mark.parametrize(
    ("options", "part_of"),
    [
        ({"volume": "12"}, "#volume-12"),
        ({}, "#journal"),
    ],
)
def test_work_without_an_issue_is_part_of_what_is_known(options, part_of):
    work = WorkFactory(journal=JournalFactory(slug="jim"), **options)

    assert work_node(work)["isPartOf"] == {"@id": f"{SITE}/journals/jim/{part_of}"}


def test_server_of_preprints_is_no_periodical():
    server = JournalFactory(kind=Journal.Kind.PREPRINT_SERVER, slug="server")

    _node, nodes = nodes_of(CitationFactory(work=WorkFactory(preprint=True, journal=server)))

    assert nodes[f"{SITE}/journals/server/#journal"]["@type"] == "CreativeWorkSeries"


def test_article_number_is_no_page():
    node = work_node(WorkFactory(article_number="e124"))

    assert node["pagination"] == "e124"
    assert {"pageStart", "pageEnd"} & set(node) == set()


def test_work_without_a_doi_is_named_after_its_reference():
    work = WorkFactory(doi_display="")
    citation = CitationFactory(work=work, key="abc123")

    assert nodes_of(citation)[0]["@id"] == f"{PAGE}#ref-abc123"


@pytest.mark.parametrize(
    ("stored", "written"),
    [("2026", "2026"), ("2026-01", "2026-01"), ("2026-01-29", "2026-01-29"), ("2026-21", "2026")],
)
def test_date_is_as_exact_as_it_is_known(stored, written):
    assert work_node(WorkFactory(published_print=stored))["datePublished"] == written


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        (Work.Kind.PREPRINT, "ScholarlyArticle"),
        (Work.Kind.DATASET, "Dataset"),
        (Work.Kind.GUIDELINE, "Report"),
        (Work.Kind.BOOK_CHAPTER, "Chapter"),
        (Work.Kind.THESIS, "Thesis"),
        (Work.Kind.PRESS_RELEASE, "CreativeWork"),
    ],
)
def test_kind_of_work_is_a_type(kind, type):
    assert work_node(WorkFactory(kind=kind))["@type"] == type


def test_retraction_is_said_with_its_notice():
    work = WorkFactory(retracted=True, notice_doi="10.5555/jim.notice")

    node = work_node(work)

    assert node["creativeWorkStatus"] == "Retracted"
    assert node["correction"] == "https://doi.org/10.5555/jim.notice"


def test_background_says_nothing_that_only_a_plate_shows():
    work = WorkFactory(tenecteplase=True, retracted=True, notice_doi="10.5555/jim.notice")

    node = work_node(work, relation=Citation.Relation.BACKGROUND)

    assert node["@type"] == "ScholarlyArticle"
    assert {"publicationType", "correction"} & set(node) == set()


def test_authors_are_those_the_reference_names():
    work = WorkFactory()
    for family in ("Adams", "Baker", "Clark", "Davis", "Evans", "Frank", "Ghosh", "Li"):
        ContributorFactory(work=work, family=family, given="A.")

    names = [author["familyName"] for author in work_node(work)["author"]]

    assert names == ["Adams", "Baker", "Clark"]


def test_group_is_an_organisation():
    work = WorkFactory()
    ContributorFactory(work=work, group=True)

    assert work_node(work)["author"] == [{"@type": "Organization", "name": "Invented Study Group"}]
