"""A story's page as linked data: it parses, it hangs together, it says what the page shows."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser

import pytest

from articles.models import Byline, Citation, Edition
from articles.reading import Story
from articles.structured_data import story_graph
from taxonomy.tree import SectionTree
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
)
from tests.factories.literature import (
    ContributorFactory,
    IssueFactory,
    JournalFactory,
    WorkFactory,
)
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
SITE = "https://news.example.org"
HOSTILE = "</script><script>alert('x')</script><!-- & \u2028"


class Scripts(HTMLParser):
    """Collects the text of every script element, by its type."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.found.append([dict(attrs).get("type"), ""])

    def handle_data(self, data):
        if self.lasttag == "script" and self.cdata_elem == "script":
            self.found[-1][1] += data


def graph_of(edition):
    story = Story(edition, edition.live_from, SectionTree.load())
    return nodes(story_graph(story))


def nodes(data):
    return {node["@id"]: node for node in data["@graph"]}


def of_type(graph, kind):
    found = [node for node in graph.values() if kind in (node["@type"], *node["@type"])]
    assert len(found) == 1
    return found[0]


def article_of(edition):
    return of_type(graph_of(edition), "NewsArticle")


def walk(value):
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from walk(part)


@pytest.fixture
def story():
    """A roundup of an issue with a trial, a picture in the text, a correction, two people."""
    health = SectionFactory(name="Health", slug="health")
    section = SectionFactory(name="Eye", slug="eye", parent=health)
    body = (
        '<p>One two three.</p><figure class="figure"><img src="/media/images/a.jpg" alt="An eye"'
        ' width="960" height="640"><figcaption>The eye.</figcaption></figure>'
    )
    image = ImageFactory(sized=True, caption="Vessels.", credit="A. Drawer", licence="cc-by-4.0")
    edition = EditionFactory(
        live=True,
        section=section,
        headline="Issue 7, read closely",
        body_source=body,
        lead_image=image,
    )
    chen = PersonFactory(
        name="Jennifer Chen",
        slug="jennifer-chen",
        honorific="Dr.",
        credentials="FRCOphth",
        credential_field="Ophthalmologist",
        job_title="Health editor",
        orcid="0000-0002-1825-0097",
    )
    BylineFactory(edition=edition, person=chen)
    BylineFactory(
        edition=edition,
        person=PersonFactory(name="Sam Reviewer", slug="sam", job_title="Physician"),
        role=Byline.Role.REVIEWER,
    )
    trial = WorkFactory(tenecteplase=True)
    ContributorFactory(work=trial)
    issue = IssueFactory(journal=trial.journal, issue_label="7", cover_date="2026-02-12")
    CitationFactory(
        edition=edition,
        issue=issue,
        relation=Citation.Relation.ISSUE_ROUNDUP,
        pages_raw="625-728",
        page_first="625",
        page_last="728",
        number=1,
    )
    CitationFactory(edition=edition, work=trial, number=2)
    edition.edition_tags.create(tag=TagFactory(name="Stroke"))
    CorrectionFactory(article=edition.article, at=edition.live_from)
    return edition


def test_page_carries_one_graph_that_parses(client, story):
    scripts = Scripts(client.get(f"/{story.path}/").content.decode()).found

    data = [json.loads(text) for kind, text in scripts if kind == "application/ld+json"]
    assert [one["@context"] for one in data] == ["https://schema.org"]


def test_every_local_name_in_the_graph_is_a_node(story):
    graph = graph_of(story)

    named = {
        part["@id"]
        for part in walk(list(graph.values()))
        if isinstance(part, dict)
        if "@id" in part
    }
    assert {name for name in named if name.startswith(SITE)} - set(graph) == set()


def test_every_address_is_whole_and_every_moment_has_its_zone(story):
    for part in walk(list(graph_of(story).values())):
        if isinstance(part, str) and part.startswith("/"):
            pytest.fail(f"{part} names no host")
        if isinstance(part, str) and re.match(r"\d{4}-\d\d-\d\dT", part):
            assert datetime.fromisoformat(part).tzinfo is not None


def test_article_says_what_the_page_shows(story):
    article = article_of(story)

    page = f"{SITE}/health/eye/{story.slug}/"
    assert article["@type"] == ["NewsArticle", "ReportageNewsArticle"]
    assert article["mainEntityOfPage"] == {"@id": f"{page}#webpage"}
    assert article["headline"] == "Issue 7, read closely"
    assert article["articleSection"] == ["Health", "Eye"]
    assert article["keywords"] == ["Stroke"]
    assert article["wordCount"] == len(story.body_text.split())
    assert article["commentCount"] == 0
    assert article["publisher"] == {"@id": f"{SITE}/#organization"}


def test_article_has_the_moments_of_the_page(client, story):
    article = article_of(story)

    page = client.get(f"/{story.path}/").content.decode()
    assert f'<time datetime="{article["datePublished"]}">' in page
    assert f'<time datetime="{article["dateModified"]}">' in page


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        (Edition.Kind.NEWS, "ReportageNewsArticle"),
        (Edition.Kind.EXPLAINER, "BackgroundNewsArticle"),
        (Edition.Kind.ANALYSIS, "AnalysisNewsArticle"),
        (Edition.Kind.COMMENT, "OpinionNewsArticle"),
        (Edition.Kind.REVIEW, "AnalysisNewsArticle"),
        (Edition.Kind.BRIEF, "ReportageNewsArticle"),
    ],
)
def test_article_names_its_kind(kind, subtype):
    assert article_of(EditionFactory(live=True, kind=kind))["@type"] == ["NewsArticle", subtype]


def test_person_has_a_name_and_apart_from_it_what_the_byline_says(story):
    graph = graph_of(story)

    assert graph[f"{SITE}/people/jennifer-chen/#person"] == {
        "@type": "Person",
        "@id": f"{SITE}/people/jennifer-chen/#person",
        "name": "Jennifer Chen",
        "url": f"{SITE}/people/jennifer-chen/",
        "honorificPrefix": "Dr.",
        "honorificSuffix": "FRCOphth",
        "jobTitle": "Health editor",
        "hasCredential": {"@type": "EducationalOccupationalCredential", "name": "FRCOphth"},
        "knowsAbout": "Ophthalmologist",
    }


def test_author_carries_the_name_and_reviewer_stands_on_the_page(story):
    graph = graph_of(story)

    author = {
        "@type": "Person",
        "@id": f"{SITE}/people/jennifer-chen/#person",
        "name": "Jennifer Chen",
        "url": f"{SITE}/people/jennifer-chen/",
    }
    assert of_type(graph, "NewsArticle")["author"] == [author]
    assert of_type(graph, "WebPage")["reviewedBy"] == [{"@id": f"{SITE}/people/sam/#person"}]


def test_job_title_is_said_of_writers_alone(story):
    assert "jobTitle" not in graph_of(story)[f"{SITE}/people/sam/#person"]


@pytest.mark.parametrize(
    ("role", "part"),
    [
        (Byline.Role.REPORTER, "contributor"),
        (Byline.Role.ILLUSTRATOR, "contributor"),
        (Byline.Role.TRANSLATOR, "translator"),
        (Byline.Role.EDITOR, "editor"),
    ],
)
def test_part_in_the_byline_has_its_property(role, part):
    edition = EditionFactory(live=True)
    BylineFactory(edition=edition)
    byline = BylineFactory(edition=edition, role=role)

    assert article_of(edition)[part] == [{"@id": f"{SITE}/people/{byline.person.slug}/#person"}]


def test_story_without_a_writer_is_by_the_publication():
    article = article_of(EditionFactory(live=True))

    assert article["author"] == [{"@id": f"{SITE}/#organization"}]


def test_reporter_is_the_author_where_nobody_wrote():
    edition = EditionFactory(live=True)
    byline = BylineFactory(edition=edition, role=Byline.Role.REPORTER)

    article = article_of(edition)

    assert [author["name"] for author in article["author"]] == [byline.person.name]
    assert "contributor" not in article


def test_breadcrumb_leads_from_home_to_the_story(story):
    breadcrumb = of_type(graph_of(story), "BreadcrumbList")

    assert [(one["name"], one.get("item")) for one in breadcrumb["itemListElement"]] == [
        ("Home", f"{SITE}/"),
        ("Health", f"{SITE}/health/"),
        ("Eye", f"{SITE}/health/eye/"),
        ("Issue 7, read closely", None),
    ]


def test_pictures_of_the_page_have_size_caption_and_rights(story):
    graph = graph_of(story)

    images = [graph[one["@id"]] for one in of_type(graph, "NewsArticle")["image"]]
    lead, share, in_text = images
    assert (lead["width"], lead["caption"], lead["creditText"]) == (1600, "Vessels.", "A. Drawer")
    assert lead["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (share["width"], share["height"]) == (1200, 630)
    assert (in_text["url"], in_text["caption"]) == (f"{SITE}/media/images/a.jpg", "The eye.")


def test_story_without_a_picture_names_its_card(client):
    edition = EditionFactory(live=True)

    graph = graph_of(edition)

    (image,) = [graph[one["@id"]] for one in of_type(graph, "NewsArticle")["image"]]
    assert image["url"] == f"{SITE}/{edition.path}/share.png"
    assert (image["width"], image["height"]) == (1200, 630)
    assert client.get(image["url"].removeprefix(SITE))["Content-Type"] == "image/png"


def test_story_whose_words_our_face_lacks_names_no_picture():
    assert "image" not in article_of(EditionFactory(live=True, headline="健康"))


def test_correction_is_the_one_on_the_page(client, story):
    graph = graph_of(story)

    (reference,) = of_type(graph, "NewsArticle")["correction"]
    correction = graph[reference["@id"]]
    anchor = reference["@id"].partition("#")[2]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"] == "The trial was of 78 people, not 87."
    assert f'id="{anchor}"' in client.get(f"/{story.path}/").content.decode()


def test_hostile_words_stay_words(client, story):
    work = WorkFactory(title="A trial")
    type(work).objects.filter(pk=work.pk).update(title_plain=HOSTILE)
    CitationFactory(edition=story, work=work)
    Edition.objects.filter(pk=story.pk).update(headline=HOSTILE)
    CorrectionFactory(article=story.article, text=HOSTILE, at=story.live_from)

    page = client.get(f"/{story.path}/").content.decode()

    scripts = Scripts(page).found
    (text,) = [text for kind, text in scripts if kind == "application/ld+json"]
    assert of_type(nodes(json.loads(text)), "NewsArticle")["headline"] == HOSTILE
    assert "<" not in text
    assert "alert('x')" not in "".join(text for kind, text in scripts if kind is None)


def test_correction_still_to_come_is_no_part_of_the_graph():
    edition = EditionFactory(live=True)
    later = EditionFactory(article=edition.article, number=2)
    CorrectionFactory(article=edition.article, edition=later, text="Canary", at=edition.live_from)

    assert "correction" not in article_of(edition)


def test_page_shows_no_tags_that_reference_managers_take_for_a_paper(client, story):
    assert b"citation_" not in client.get(f"/{story.path}/").content


def test_journal_that_two_sources_share_is_one_node():
    journal = JournalFactory(nejm=True)
    edition = EditionFactory(live=True)
    for _turn in range(2):
        CitationFactory(edition=edition, work=WorkFactory(journal=journal, volume="394"))

    graph = graph_of(edition)

    assert of_type(graph, "Periodical")["issn"] == ["0028-4793", "1533-4406"]
    assert of_type(graph, "PublicationVolume")["volumeNumber"] == "394"
