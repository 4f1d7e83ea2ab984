from __future__ import annotations

import pytest

from articles import readiness
from core.errors import Refused
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    """A story in which every check passes."""
    edition = EditionFactory(
        lead_image=ImageFactory(credit="The Offprint"),
        body_source='<p>No.<a class="cite" href="#ref-abc123">1</a></p>',
    )
    BylineFactory(edition=edition)
    CitationFactory(edition=edition, work=WorkFactory(), key="abc123", number=1)
    return edition


def levels(edition):
    return [(finding.level, finding.field) for finding in readiness.report(edition).findings]


def test_story_in_order_has_no_findings(ready):
    report = readiness.report(ready)

    assert (report.findings, report.passed) == ([], len(readiness.CHECKS))


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"body_text": " "}, ("blocks", "body_source")),
        ({"standfirst": ""}, ("blocks", "standfirst")),
        ({"standfirst": "x" * 301}, ("asks", "standfirst")),
        ({"headline": "x" * 111}, ("asks", "headline")),
        ({"lead_image": None}, ("asks", "lead_image")),
        ({"headline": "A breakthrough"}, ("asks", "headline")),
        ({"standfirst": "It cures all."}, ("asks", "standfirst")),
        ({"body_text": "A game-changer."}, ("asks", "body_source")),
        ({"search_title": "x" * 71}, ("asks", "search_title")),
        ({"search_description": "x" * 161}, ("asks", "search_description")),
    ],
)
def test_what_is_missing_is_found_on_its_field(ready, change, finding):
    for name, value in change.items():
        setattr(ready, name, value)

    assert levels(ready) == [finding]


def test_story_that_cites_nothing_is_asked_about_it(ready):
    ready.citations.all().delete()

    assert levels(ready) == [("asks", "citations")]


def test_brief_may_cite_nothing(ready):
    ready.citations.all().delete()
    ready.kind = "brief"

    assert levels(ready) == []


def test_nobody_in_the_byline_is_asked_about(ready):
    ready.bylines.all().delete()

    assert levels(ready) == [("asks", "bylines")]


@pytest.mark.parametrize(
    ("decorative", "findings"), [(False, [("blocks", "body_source")]), (True, [])]
)
def test_picture_in_the_text_needs_words_unless_it_is_decorative(ready, decorative, findings):
    words = "" if decorative else "A retina"
    image = ImageFactory(is_decorative=decorative, alt=words, credit="The Offprint")
    ready.body_source += f'<figure data-image="{image.pk}"><img src="/media/x.jpg" alt=""></figure>'

    assert levels(ready) == findings


@pytest.mark.parametrize(
    ("text", "level"), [("It works.", "blocks"), ("It was retracted in February.", "asks")]
)
def test_retracted_study_blocks_unless_the_text_says_so(ready, text, level):
    ready.citations.update(work=WorkFactory(retracted=True))
    ready.body_text = text

    assert levels(ready) == [(level, "citations")]


def test_citation_that_the_text_does_not_mention_is_asked_about(ready):
    CitationFactory(edition=ready, work=WorkFactory(), relation="background", number=2)

    assert levels(ready) == [("asks", "citations")]


def test_study_from_another_issue_than_the_cited_one_is_asked_about(ready):
    work = WorkFactory(tenecteplase=True)
    ready.citations.update(work=work)
    issue = IssueFactory(journal=work.journal, issue_label="7")
    CitationFactory(
        edition=ready, issue=issue, pages_raw="625-728", relation="issue_roundup", number=2
    )

    finding = readiness.report(ready).findings[0]

    assert (finding.level, finding.key) == ("asks", "abc123")
    assert "issue 5" in finding.message
    assert "issue 7" in finding.message


def test_publication_is_refused_with_what_blocks_it(ready):
    ready.standfirst = ""

    with pytest.raises(Refused, match="The standfirst is empty."):
        readiness.check(ready)


def test_report_costs_the_same_however_much_is_cited(ready, django_assert_num_queries):
    for number in (2, 3, 4):
        CitationFactory(edition=ready, work=WorkFactory(), number=number)
    ready.refresh_from_db()
    ready.lead_image.pk  # noqa: B018 - reads the picture before the count

    with django_assert_num_queries(6):
        readiness.report(ready)


@pytest.mark.parametrize(
    ("headline", "subject", "expected"),
    [
        ("Peptide heals wounds", "animals", [("asks", "headline")]),
        ("Peptide heals wounds in mice", "animals", []),
        ("Peptide heals wounds", "people", []),
    ],
)
def test_headline_silent_about_animals_is_asked_about(ready, headline, subject, expected):
    ready.citations.update(work=WorkFactory(subject=subject), relation="reports_on")
    ready.headline = headline

    assert levels(ready) == expected


@pytest.mark.parametrize(
    ("licence", "level"), [("cc-by-4.0", "blocks"), ("all-rights-reserved", "asks")]
)
def test_licence_that_asks_for_a_credit_blocks_without_one(ready, licence, level):
    ready.lead_image = ImageFactory(licence=licence, credit="")

    assert levels(ready) == [(level, "lead_image")]
