"""Files of references: for what readers can see, and for nothing else."""

import json

import pytest
import rispy
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Address
from literature.exports import FORMATS
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
MOST_QUERIES = 2
FILES = ["references", "citation"]


def cited(story, **values):
    return CitationFactory(edition=story, work=WorkFactory(title="Canary", **values))


@pytest.fixture
def story():
    story = EditionFactory(live=True, slug="clot-drug")
    CitationFactory(edition=story, work=WorkFactory(tenecteplase=True), number=1)
    issue = IssueFactory(journal=JournalFactory(), volume="394", issue_label="7")
    CitationFactory(edition=story, issue=issue, number=2, pages_raw="625-728")
    return story


def test_references_come_in_the_order_of_mention(client, story):
    response = client.get(f"/{story.path}/references.ris")

    entries = rispy.loads(response.content.decode(), newline="\r\n")
    assert [entry["type_of_reference"] for entry in entries] == ["JOUR", "JFULL"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("written", FORMATS.values(), ids=FORMATS)
def test_file_says_what_it_is(client, story, name, written):
    response = client.get(f"/{story.path}/{name}.{written.suffix}")

    assert response.status_code == 200
    assert response["Content-Type"].partition(";")[0] == written.media_type
    assert response["Content-Disposition"].startswith('attachment; filename="clot-drug')
    assert response["Content-Disposition"].endswith(f'.{written.suffix}"')
    assert response["Cache-Control"] == "public, no-cache"
    assert response["X-Robots-Tag"] == "noindex"


def test_text_is_in_utf_8_and_says_so(client):
    story = EditionFactory(live=True)
    cited(story, doi_display="10.5555/é")

    response = client.get(f"/{story.path}/references.bib")

    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert "10.5555/é" in response.content.decode("utf-8")


def test_file_asked_for_again_is_not_sent_again(client, story):
    address = f"/{story.path}/references.json"
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_story_can_be_cited_itself(client, story):
    response = client.get(f"/{story.path}/citation.json")

    (item,) = json.loads(response.content)
    assert item["title"] == story.headline
    assert item["URL"].endswith(f"/{story.path}/")


@pytest.mark.parametrize("trait", ["approved", "in_review", "scheduled", "superseded", "withdrawn"])
@pytest.mark.parametrize("name", FILES)
def test_hidden_story_has_no_files(client, trait, name):
    story = EditionFactory(**{trait: True}, headline="Canary")
    cited(story)

    response = client.get(f"/{story.path}/{name}.ris")

    assert response.status_code == 404
    assert b"Canary" not in response.content


def test_sources_of_a_working_copy_stay_hidden(client, story):
    draft = EditionFactory(article=story.article, slug="clot-drug-2")
    cited(draft)

    response = client.get(f"/{story.path}/references.ris")

    assert b"Canary" not in response.content


@pytest.mark.parametrize("suffix", ["text", "ris/", "RIS", "ris.ris", "bib%00", "%0d%0aX:1"])
def test_unknown_format_does_not_exist(client, story, suffix):
    assert client.get(f"/{story.path}/references.{suffix}").status_code == 404


@pytest.mark.parametrize("path", ["nothing/here", "journals/nejm", "people/wren"])
def test_address_of_no_story_has_no_files(client, path):
    assert client.get(f"/{path}/references.ris").status_code == 404


def test_story_that_cites_nothing_has_no_references(client):
    story = EditionFactory(live=True)

    assert client.get(f"/{story.path}/references.ris").status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_former_address_leads_to_the_file_at_the_new_one(client, story, name):
    Address.objects.create(path="health/old", article=story.article)

    response = client.get(f"/health/old/{name}.ris")

    assert response.status_code == 301
    assert response["Location"] == f"/{story.path}/{name}.ris"


@pytest.mark.parametrize("name", FILES)
def test_file_costs_the_same_for_one_source_and_for_many(client, story, name):
    for _number in range(5):
        cited(story)

    with CaptureQueriesContext(connection) as captured:
        client.get(f"/{story.path}/{name}.ris")

    assert len(captured) <= MOST_QUERIES


def test_file_is_read_and_never_written(client, story):
    assert client.post(f"/{story.path}/references.ris").status_code == 405


def test_issue_page_has_its_papers_in_a_file(client):
    place = {"journal": JournalFactory(nejm=True), "volume": "394", "issue_label": "5"}
    work = WorkFactory(title="A trial", **place)
    secret = WorkFactory(title="Canary", published_print="2100", **place)
    CitationFactory(edition=EditionFactory(live=True), work=work)
    CitationFactory(edition=EditionFactory(scheduled=True), work=secret)

    response = client.get(f"{work.issue.get_absolute_url()}references.json")

    assert [item["title"] for item in json.loads(response.content)] == [
        "New England Journal of Medicine, volume 394, issue 5",
        "A trial",
    ]
    assert 'filename="nejm-394-5.json"' in response["Content-Disposition"]


def test_file_of_an_issue_costs_the_same_for_one_paper_and_for_many(client):
    place = {"journal": JournalFactory(nejm=True), "volume": "394", "issue_label": "5"}
    story = EditionFactory(live=True)

    assert_same_queries(
        lambda: client.get("/journals/nejm/394/5/references.ris"),
        lambda: CitationFactory(edition=story, work=WorkFactory(**place)),
    )


def test_issue_no_live_story_cites_has_no_file(client):
    issue = IssueFactory()
    CitationFactory(edition=EditionFactory(scheduled=True), issue=issue)

    assert client.get(f"{issue.get_absolute_url()}references.ris").status_code == 404


def test_story_page_links_its_files_and_names_its_sources_for_zotero(client, story):
    page = client.get(f"/{story.path}/").content.decode()

    for written in FORMATS.values():
        assert f'href="/{story.path}/references.{written.suffix}"' in page
    assert '<link rel="alternate" type="application/vnd.citationstyles.csl+json"' in page
    assert page.count('<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft_val_fmt=') == 2
    assert page.index("newspaperArticle") < page.index("rft.genre=article")
    assert 'name="citation_' not in page


def test_story_page_without_references_names_itself_alone(client):
    story = EditionFactory(live=True)

    page = client.get(f"/{story.path}/").content.decode()

    assert page.count('class="Z3988"') == 1
    assert "references.ris" not in page


def test_references_come_as_text_in_the_style_asked_for(client, story):
    response = client.get(f"/{story.path}/references.txt", {"style": "nature"})

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" not in response.headers.get("Content-Disposition", "")
    assert "N. Engl. J. Med. 394" in response.content.decode()


def test_story_shows_its_references_in_the_style_asked_for(client, story):
    page = client.get(f"/{story.path}/", {"style": "nature"}).content.decode()

    assert "<i>N. Engl. J. Med.</i> <b>394</b>" in page
    assert f'rel="canonical" href="https://news.example.org/{story.path}/"' in page
