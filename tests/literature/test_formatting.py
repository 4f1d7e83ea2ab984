"""References are written exactly as six styles want them."""

import json
from pathlib import Path
from time import process_time

import pytest

from literature.formatting import (
    STYLES,
    format_issue,
    format_work,
    issue_in_words,
    plain_reference,
)
from literature.models import Issue, Journal
from literature.runs import plain

DATA = Path(__file__).parent.parent / "data" / "literature" / "references.json"
REFERENCES = json.loads(DATA.read_text(encoding="utf-8"))["formatted"]
STYLE_KEYS = {
    "AMA": "ama",
    "NLM": "nlm",
    "APA": "apa",
    "Chicago18": "chicago",
    "Nature": "nature",
    "NEJM": "nejm",
}


def marked(runs):
    """Runs with *italic* and **bold**."""
    return "".join(
        f"**{run.text}**" if run.bold else f"*{run.text}*" if run.italic else run.text
        for run in runs
    )


@pytest.mark.parametrize(
    ("csl", "style", "expected"),
    [
        pytest.param(
            item["csl_json"], STYLE_KEYS[name], text, id=f"{item['csl_json']['id']}-{name}"
        )
        for item in REFERENCES
        for name, text in item["expected"].items()
    ],
)
def test_reference_written(csl, style, expected):
    assert marked(format_work(csl, style)) == expected


NEJM = {
    "container-title": "New England Journal of Medicine",
    "container-title-short": "N Engl J Med",
}
ISSUE = Issue(
    journal=Journal(title=NEJM["container-title"], abbr_nlm=NEJM["container-title-short"]),
    volume="394",
    issue_label="7",
    year=2026,
    cover_date="2026-02-12",
)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("ama", "*N Engl J Med*. 2026;394(7):625-728."),
        ("nlm", "N Engl J Med. 2026 Feb 12;394(7):625-728."),
        ("apa", "*New England Journal of Medicine, 394*(7). (2026)."),
        ("chicago", "*New England Journal of Medicine* 394 (7), February 12, 2026."),
        ("nature", "*N. Engl. J. Med.* **394** (7), 625–728 (2026)."),
        ("nejm", "N Engl J Med 2026;394(7):625-728."),
    ],
)
def test_whole_issue_written(style, expected):
    assert marked(format_issue(ISSUE, style, pages="625-728")) == expected


@pytest.mark.parametrize("style", STYLES)
def test_issue_known_by_its_year_alone_written(style):
    issue = Issue(journal=Journal(title="Outlook"), year=2002)

    assert "None" not in plain(format_issue(issue, style))
    assert "2002" in plain(format_issue(issue, style))


def test_reference_is_written_in_the_style_of_the_site(settings):
    settings.REFERENCE_STYLE = "nature"

    assert plain(format_issue(ISSUE)) == "N. Engl. J. Med. 394 (7) (2026)."


def test_issue_named_in_running_text():
    assert (
        issue_in_words(ISSUE, pages="625-728")
        == "New England Journal of Medicine (Volume 394, Issue 7, pages 625-728)"
    )


DEXAMETHASONE = {
    **NEJM,
    "type": "article-journal",
    "title": "Dexamethasone in hospitalized patients with Covid-19",
    "author": [{"literal": "RECOVERY Collaborative Group"}],
    "available-date": {"date-parts": [[2020, 7, 17]]},
    "DOI": "10.1056/NEJMoa2021436",
}
OPENING = "RECOVERY Collaborative Group. "
TITLE = "Dexamethasone in hospitalized patients with Covid-19. "


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "ama",
            OPENING + TITLE + "*N Engl J Med*. Published online July 17, 2020. "
            "doi:10.1056/NEJMoa2021436",
        ),
        (
            "nlm",
            OPENING + TITLE + "N Engl J Med. 2020 Jul 17. doi: 10.1056/NEJMoa2021436. "
            "Epub ahead of print.",
        ),
        (
            "apa",
            OPENING + "(2020). " + TITLE + "*New England Journal of Medicine*. "
            "Advance online publication. https://doi.org/10.1056/NEJMoa2021436",
        ),
        (
            "chicago",
            OPENING + "2020. “Dexamethasone in Hospitalized Patients with Covid-19.” "
            "*New England Journal of Medicine*, July 17. https://doi.org/10.1056/NEJMoa2021436.",
        ),
        (
            "nature",
            OPENING + TITLE + "*N. Engl. J. Med.* https://doi.org/10.1056/NEJMoa2021436 (2020).",
        ),
        (
            "nejm",
            OPENING + TITLE + "N Engl J Med July 17, 2020 (DOI: 10.1056/NEJMoa2021436).",
        ),
    ],
)
def test_work_ahead_of_print_written(style, expected):
    assert marked(format_work(DEXAMETHASONE, style)) == expected


def test_nlm_names_the_day_a_printed_work_came_online():
    csl = {**DEXAMETHASONE, "volume": "384", "issued": {"date-parts": [[2021, 2, 25]]}}

    assert plain_reference(csl, "nlm").endswith(
        "2021 Feb 25;384. doi: 10.1056/NEJMoa2021436. Epub 2020 Jul 17."
    )


@pytest.mark.parametrize(
    ("place", "ama", "nlm"),
    [
        (
            {"volume": "58", "issue": "12 Suppl 7", "page": "S6-12"},
            "2002;58(12 suppl 7):S6-S12",
            "2002;58(12 Suppl 7):S6-12",
        ),
        (
            {"volume": "32", "issue": "Pt 3", "page": "303-6"},
            "2002;32(pt 3):303-306",
            "2002;32(Pt 3):303-6",
        ),
        ({"issue": "401", "page": "230-8"}, "2002;(401):230-238", "2002;(401):230-8"),
        ({"page": "1-6"}, "2002:1-6", "2002:1-6"),
        ({"volume": "16", "issue": "2", "page": "iii-v"}, "2002;16(2):iii-v", "2002;16(2):iii-v"),
        (
            {"volume": "12", "issue": "3/4", "number": "100047"},
            "2002;12(3-4):100047",
            "2002;12(3-4):100047",
        ),
    ],
)
def test_place_in_the_journal_written(place, ama, nlm):
    csl = {"type": "article-journal", "title": "A", "container-title": "Outlook", **place}
    csl["issued"] = {"date-parts": [[2002]]}

    assert plain_reference(csl, "ama") == f"A. Outlook. {ama}."
    assert plain_reference(csl, "nlm") == f"A. Outlook. {nlm}."


BYLINE = [{"family": "Smith", "given": "Ann"}, {"literal": "for the Example Study Group"}]


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("ama", "Smith A; Example Study Group. "),
        ("nlm", "Smith A; Example Study Group. "),
        ("apa", "Smith, A., & Example Study Group. (2020). "),
        ("chicago", "Smith, Ann, and Example Study Group. 2020. "),
        ("nature", "Smith, A. & Example Study Group. "),
        ("nejm", "Smith A; Example Study Group. "),
    ],
)
def test_group_beside_a_person(style, opening):
    csl = {**DEXAMETHASONE, "author": BYLINE}

    assert plain_reference(csl, style).startswith(opening)


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("ama", "Is it true? N Engl J Med. "),
        ("apa", "Is it true? (2020). New England"),
        ("chicago", "“Is It True?” 2020. New England"),
        ("nature", "Is it true? N. Engl."),
    ],
)
def test_work_without_author_begins_with_its_title(style, opening):
    csl = {**DEXAMETHASONE, "author": [], "title": "Is it true?"}

    assert plain_reference(csl, style).startswith(opening)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "csl", [{}, {"title": "Alone"}, {"issued": {"date-parts": [[None]]}, "page": "9-1"}]
)
def test_thin_record_is_written_without_none(style, csl):
    assert "None" not in plain(format_work(csl, style))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "ama",
            "World Health Organization. *World report on vision*. World Health Organization; 2019.",
        ),
        (
            "apa",
            "World Health Organization. (2019). *World report on vision*. "
            "World Health Organization.",
        ),
        (
            "chicago",
            "World Health Organization. 2019. *World Report on Vision*. World Health Organization.",
        ),
    ],
)
def test_report_written(style, expected):
    csl = {
        "type": "report",
        "title": "World report on vision",
        "publisher": "World Health Organization",
        "author": [{"literal": "World Health Organization"}],
        "issued": {"date-parts": [[2019]]},
    }

    assert marked(format_work(csl, style)) == expected


def test_doi_is_linked_with_its_address_encoded():
    csl = {**DEXAMETHASONE, "DOI": "10.1002/a<b>c"}

    assert [run.href for run in format_work(csl) if run.href] == [
        "https://doi.org/10.1002/a%3Cb%3Ec"
    ]


def test_title_keeps_its_emphasis():
    csl = {**DEXAMETHASONE, "title": "CO<sub>2</sub> and <i>E. coli</i> &amp; more"}

    runs = format_work(csl)

    assert [run.text for run in runs if run.sub] == ["2"]
    assert "E. coli" in [run.text for run in runs if run.italic]
    assert "CO2 and E. coli & more." in plain(runs)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("ama", "Chen J. Blood: a story. The Offprint. Published February 13, 2026. {url}"),
        ("nlm", "Chen J. Blood: a story. The Offprint. 2026 Feb 13. Available from: {url}"),
        ("apa", "Chen, J. (2026, February 13). Blood: A story. The Offprint. {url}"),
        ("chicago", "Chen, Jennifer. 2026. “Blood: A Story.” The Offprint, February 13. {url}."),
        ("nature", "Chen, J. Blood: a story. The Offprint {url} (2026)."),
        ("nejm", "Chen J. Blood: a story. The Offprint. February 13, 2026 ({url})."),
    ],
)
def test_story_of_a_news_site_is_cited_with_its_day_and_address(style, written):
    url = "https://news.example.org/health/blood/"
    csl = {
        "type": "article-newspaper",
        "title": "Blood: a story",
        "author": [{"family": "Chen", "given": "Jennifer"}],
        "container-title": "The Offprint",
        "issued": {"date-parts": [[2026, 2, 13]]},
        "URL": url,
    }

    assert plain_reference(csl, style) == written.format(url=url)


@pytest.mark.parametrize("style", STYLES)
def test_story_without_a_writer_is_cited_all_the_same(style):
    csl = {"type": "article-newspaper", "title": "Blood", "container-title": "The Offprint"}

    assert "Blood" in plain_reference(csl, style)


@pytest.mark.parametrize("style", STYLES)
def test_a_hundred_references_take_less_than_fifty_milliseconds(style):
    records = [REFERENCES[place % len(REFERENCES)]["csl_json"] for place in range(100)]

    best = min(_seconds_for(records, style) for _try in range(3))

    assert best < 0.05


def _seconds_for(records, style):
    began = process_time()
    for csl in records:
        format_work(csl, style)
    return process_time() - began
