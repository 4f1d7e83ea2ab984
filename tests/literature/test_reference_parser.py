"""References are read from what people paste and write."""

import json
from pathlib import Path

import pytest

from literature.reference_parser import Reference, parse_reference

DATA = Path(__file__).parent.parent / "data" / "literature"
TRICKY = json.loads((DATA / "citations_in_text.json").read_text(encoding="utf-8"))
REFERENCES = json.loads((DATA / "references.json").read_text(encoding="utf-8"))["formatted"]


def name_parts(name):
    parts = {
        "particle": name.particle,
        "family": name.family,
        "given": name.given,
        "suffix": name.suffix,
        "collective": name.collective,
    }
    return {key: value for key, value in parts.items() if value}


def stated(reference: Reference) -> dict:
    """Everything the reference says, by the names the collection of tricky ones uses."""
    date, pages, label = reference.date, reference.pages, reference.label
    online = reference.published_online
    names = [name_parts(name) for name in reference.authors]
    return {
        "target": reference.target,
        "kind": reference.kind or None,
        "journal": reference.journal,
        "journal_abbr": reference.journal,
        "year": reference.year,
        "date": str(date) if date else None,
        "date_start": str(date).split("/")[0] if date else None,
        "date_end": str(date).split("/")[-1] if date else None,
        "published_online": str(online) if online else None,
        "volume": reference.volume or None,
        "issue": label.issue or None,
        "issue_list": label.numbers,
        "supplement": label.supplement_number,
        "is_supplement": label.is_supplement,
        "part": label.part or None,
        "pages": None if pages.kind == "unpaginated" else pages,
        "page_kind": pages.kind,
        "page_first": pages.first or None,
        "page_last": pages.last or None,
        "page_segments": [list(segment) for segment in pages.segments],
        "tail": pages.tail,
        "doi": reference.doi or None,
        "pmid": reference.pmid or None,
        "pmcid": reference.pmcid or None,
        "arxiv": reference.arxiv or None,
        "server": reference.server or None,
        "version": reference.version,
        "status": reference.status or None,
        "ahead_of_print": reference.ahead_of_print,
        "authors": names,
        "authors_truncated": reference.authors_truncated,
        "first": names[0] if names else None,
        "last": names[-1] if names else None,
    }


# Whether a work stands in the cited issue is not the reader's to say; see test_consistency.
ABOUT_ANOTHER = {"warning_if_cited_under_issue_7"}


@pytest.mark.parametrize("item", TRICKY, ids=lambda item: item["id"])
def test_tricky_reference_read(item):
    expected = {key: v for key, v in item["expected"].items() if key not in ABOUT_ANOTHER}

    said = stated(parse_reference(item["raw"]))

    assert {key: said[key] for key in expected} == expected


def styles_of(reference_id):
    return next(item for item in REFERENCES if item["csl_json"]["id"] == reference_id)


@pytest.mark.parametrize("item", REFERENCES, ids=lambda item: item["csl_json"]["id"])
@pytest.mark.parametrize("style", ["AMA", "NLM", "APA", "Chicago18", "Nature", "NEJM"])
def test_reference_of_every_style_read_back(item, style):
    csl = item["csl_json"]

    read = parse_reference(item["expected"][style].replace("*", ""))

    assert read.title.casefold() == csl["title"].casefold()
    assert (read.year, read.volume) == (csl["issued"]["date-parts"][0][0], csl.get("volume", ""))
    assert read.pages.full() == csl.get("page", "")
    first = csl["author"][0]
    assert name_parts(read.authors[0]).get("family", read.authors[0].collective) == (
        first.get("family") or first["literal"]
    )


@pytest.mark.parametrize("style", ["AMA", "NLM", "NEJM"])
def test_journal_read_as_it_is_written(style):
    text = styles_of("R12")["expected"][style].replace("*", "")

    assert parse_reference(text).journal == "N Engl J Med"


def test_doi_of_a_notice_is_not_the_works():
    read = parse_reference("Lancet. 2020;1:2-3. Retraction in: Lancet. 2020. doi: 10.5555/notice")

    assert read.status == "retracted"
    assert read.doi == ""


def test_pages_that_run_backwards_are_kept_as_written():
    assert parse_reference("J Invent Med 2025;12:728-625").pages.kind == "unparsed"


def test_list_of_pages_after_a_year_is_doubtful():
    doubtful = parse_reference("Curr Opin Invent. 2019;34-6, 87-91, 110-2 passim")

    assert doubtful.is_doubtful
    assert not parse_reference("BMJ 2021;372:n71").is_doubtful


def test_server_number_of_later_years_gives_no_doi():
    assert parse_reference("bioRxiv 2026.01.05.123456v1").doi == ""


@pytest.mark.parametrize("text", ["", "   ", "\x00", "(" * 3_000, "é" * 3_000, "10.", "PMID: 0"])
def test_nothing_is_read_from_nothing(text):
    read = parse_reference(text)

    assert (read.doi, read.pmid, read.volume, read.authors) == ("", "", "", ())
