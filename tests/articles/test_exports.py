"""A story and its sources become records and COinS values."""

from datetime import datetime

import pytest

from articles import exports
from articles.models import Citation
from articles.reading import Story
from core.links import absolute
from taxonomy.tree import SectionTree
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory, PersonFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db
# Late in the evening of the 12th in New York.
MOMENT = datetime.fromisoformat("2026-02-13T03:00:00+00:00")


@pytest.fixture
def edition():
    return EditionFactory(
        live=True, live_from=MOMENT, headline="Clot drug + sight", slug="clot-drug"
    )


def story_of(edition):
    return Story(edition, MOMENT, SectionTree.load())


def test_references_follow_the_text_and_come_once(edition):
    trial, second = WorkFactory(title="A trial"), WorkFactory(title="Another")
    rows = [
        CitationFactory(edition=edition, work=trial, number=1),
        CitationFactory(edition=edition, work=second, number=2),
        CitationFactory(edition=edition, work=trial, number=3),
    ]

    records = exports.reference_records(rows)

    assert [record["title"] for record in records] == ["A trial", "Another"]


def test_cited_issue_goes_with_the_pages_cited(edition):
    issue = IssueFactory(journal=JournalFactory(nejm=True), issue_label="7")
    citation = CitationFactory(edition=edition, issue=issue, pages_raw="625-728")

    (record,) = exports.reference_records([citation])

    assert (record["type"], record["page"]) == ("periodical", "625-728")


def test_retracted_work_goes_out_with_a_note(edition):
    citation = CitationFactory(edition=edition, work=WorkFactory(retracted=True))

    (record,) = exports.reference_records([citation])

    assert record["note"] == "Retracted, February 1, 2026."


def test_story_goes_out_as_a_newspaper_article(edition, settings):
    settings.SITE_NAME = "The Offprint"
    chen = PersonFactory(name="Jennifer Chen", sort_name="Chen, Jennifer")
    desk = PersonFactory(name="The news desk", sort_name="news desk")
    editor = BylineFactory(edition=edition, role="editor")
    rows = [BylineFactory(edition=edition, person=person) for person in (chen, desk)]

    assert exports.story_record(edition, [*rows, editor]) == {
        "id": f"story-{edition.article_id}",
        "type": "article-newspaper",
        "title": "Clot drug + sight",
        "author": [{"family": "Chen", "given": "Jennifer"}, {"literal": "The news desk"}],
        "container-title": "The Offprint",
        "issued": {"date-parts": [[2026, 2, 12]]},
        "URL": absolute(f"/{edition.path}/"),
        "language": "en",
    }


def test_page_names_the_story_first_and_then_each_work_once(edition):
    work = WorkFactory(tenecteplase=True)
    CitationFactory(edition=edition, issue=IssueFactory(), number=1)
    CitationFactory(edition=edition, work=work, number=2)
    CitationFactory(edition=edition, work=work, number=3, relation=Citation.Relation.BACKGROUND)

    own, *works = exports.coins_values(story_of(edition))

    assert "rft.type=newspaperArticle&rft.title=Clot%20drug%20plus%20sight" in own
    assert "rft.date=2026-02-12" in own
    assert "rfr_id=info%3Asid%2F" in own
    (value,) = works
    assert "rft_id=info%3Adoi%2F10.1056%2FNEJMoa2508515" in value
    assert "rft.issn=0028-4793&rft.eissn=1533-4406" in value


@pytest.mark.parametrize(
    ("name", "sort_name", "written"),
    [
        ("Jennifer Chen", "Chen, Jennifer", "Jennifer%20Chen"),
        ("Bart van der Worp", "van der Worp, Bart", "van%20der%20Worp%2C%20Bart"),
    ],
)
def test_writer_is_named_so_that_the_family_name_is_found(edition, name, sort_name, written):
    BylineFactory(edition=edition, person=PersonFactory(name=name, sort_name=sort_name))

    assert exports.coins_values(story_of(edition))[0].endswith(f"&rft.au={written}")
