"""What a plate says of a source in each of its states."""

import pytest

from articles import plates
from articles.models import Citation, Edition
from articles.plates import Fact, Miniature
from literature.models import Work
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, WorkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return EditionFactory(kind=Edition.Kind.EXPLAINER)


def plate(story, **fields):
    return plates.source(CitationFactory(edition=story, work=WorkFactory(**fields), key="abc123"))


def labels(source):
    return [link.label for link in source.links]


def test_plate_of_a_paper(story):
    source = plate(story, tenecteplase=True)

    assert (source.state, source.label, source.state_words) == (
        "reviewed",
        "The paper",
        "Peer-reviewed",
    )
    assert source.where == "New England Journal of Medicine"
    assert (source.doi, source.doi_url) == (
        "10.1056/NEJMoa2508515",
        "https://doi.org/10.1056/NEJMoa2508515",
    )
    assert list(source.facts) == [
        Fact("Kind of study", "Randomized controlled trial"),
        Fact("Studied in", "People"),
        Fact("Size", "78 (40 / 38)", is_figure=True),
    ]


def test_plate_says_what_a_paper_does_not_state(story):
    facts = plate(story).facts

    assert [fact.value for fact in facts] == ["Not stated in the paper"] * 3


@pytest.mark.parametrize("subject", [Work.Subject.NONE, Work.Subject.IN_SILICO])
def test_plate_asks_no_size_where_nothing_was_counted(story, subject):
    facts = plate(story, subject=subject).facts

    assert [fact.label for fact in facts] == ["Kind of study", "Studied in"]


def test_plate_shows_funding_and_interests_over_its_whole_width(story):
    facts = plate(story, funding="A grant.", interests="None.").facts

    assert [fact.label for fact in facts if fact.is_wide] == ["Funding", "Interests"]


def test_plate_of_a_preprint_says_that_nobody_reviewed_it(story):
    source = plate(story, preprint=True)

    assert (source.state, source.label) == ("preprint", "The manuscript")
    assert source.state_words == "Preprint, not yet peer-reviewed"
    assert labels(source)[0] == "Read the preprint"


def test_plate_of_a_retracted_paper_leads_to_the_notice_first(story):
    source = plate(story, retracted=True, notice_doi="10.5555/jim.notice")

    assert source.is_retracted
    assert source.state_words == "Retracted 2026"
    assert source.notice.label == "Notice of retraction, 1 February 2026"
    assert source.remark == "Do not cite as evidence."
    assert labels(source)[:2] == ["Read the notice", "Read the paper"]


def test_plate_of_a_paper_in_doubt_dates_the_concern(story):
    source = plate(story, status="concern", status_date="2025-11", notice_url="https://x.org/n")

    assert source.state_words == "Expression of concern, November 2025"
    assert source.notice.label == "Read the editors’ note"


def test_plate_of_a_corrected_paper_dates_the_correction(story):
    source = plate(story, status="corrected", status_date="2026-05-03")

    assert source.remark == "Corrected 3 May 2026."


def test_plate_of_an_issue_has_a_page_rule_instead_of_facts(story):
    issue = IssueFactory(journal__nejm=True, issue_label="7")
    whole = CitationFactory(edition=story, issue=issue, pages_raw="625-728")
    inside = CitationFactory(edition=story, work=WorkFactory(pages_raw="648-657"))

    source = plates.source(whole, [whole, inside])

    assert source.title == "New England Journal of Medicine, volume 394, issue 7"
    assert source.call.place == ("no. 7", "625–728")
    assert source.remark == "Cited as an issue, by its pages. An issue has no DOI of its own."
    assert source.page_rule.spoken == "Pages 625 to 728. Reported on: 648–657."
    assert list(source.facts) == []


@pytest.mark.parametrize(("language", "named"), [("de", "de"), ("en-GB", ""), ("", "")])
def test_plate_names_the_language_of_a_foreign_title(story, language, named):
    assert plate(story, language=language).language == named


def test_story_shows_three_plates_of_what_it_reports_on(story):
    for position in range(4):
        CitationFactory(edition=story, work=WorkFactory(), position=position)
    background = Citation.Relation.BACKGROUND
    CitationFactory(edition=story, work=WorkFactory(), relation=background)

    found = plates.sources(list(story.citations.all()))

    assert [source.call.volume for source in found] == ["2026"] * 3


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"tenecteplase": True},
            Miniature(
                "reviewed",
                "N Engl J Med",
                "394(5)",
                "",
                ["randomized controlled trial", "78 people"],
            ),
        ),
        (
            {"retracted": True, "journal__abbr_nlm": "Lancet", "volume": "351"},
            Miniature("retracted", "Lancet", "351", "retracted 2026", []),
        ),
        (
            {"preprint": True, "journal__abbr_nlm": "medRxiv", "doi_display": "10.5555/24.1.2"},
            Miniature("preprint", "medRxiv", "24.1.2", "preprint, not yet peer-reviewed", []),
        ),
        (
            {"journal__abbr_nlm": "Cell Rep", "subject": "animals", "sample_size": 1},
            Miniature("plain", "Cell Rep", "2026", "", ["1 animal"]),
        ),
    ],
    ids=["paper", "retracted", "preprint", "animals"],
)
def test_miniature(story, fields, expected):
    citation = CitationFactory(edition=story, work=WorkFactory(**fields))

    assert plates.miniature(story, [citation]) == expected


def test_miniature_of_an_issue(story):
    issue = IssueFactory(journal__nejm=True, issue_label="7")
    citation = CitationFactory(edition=story, issue=issue, pages_raw="625-728")

    mini = plates.miniature(story, [citation])

    assert (mini.journal, mini.number, mini.words) == (
        "N Engl J Med",
        "394(7):625–728",
        ["whole issue"],
    )


def test_miniature_without_a_source_says_so(story):
    assert plates.miniature(story, []).words == ["Explainer", "no single source"]


def test_banner_of_a_sound_source(story):
    assert plates.banner([CitationFactory(edition=story, work=WorkFactory())]) is None


def test_banner_names_a_retraction_before_a_concern(story):
    works = [WorkFactory(status="concern"), WorkFactory(retracted=True, status_date="2010-02")]

    banner = plates.banner([CitationFactory(edition=story, work=work) for work in works])

    assert banner.kind == "retracted"
    assert banner.text == "The paper this story reports on was retracted in February 2010."


def test_banner_of_a_concern_leads_to_the_note(story):
    work = WorkFactory(status="concern", status_date="2025-11", notice_doi="10.5555/n.1")

    banner = plates.banner([CitationFactory(edition=story, work=work)])

    assert (banner.kind, banner.url) == ("concern", "https://doi.org/10.5555/n.1")
