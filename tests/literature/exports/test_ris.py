"""RIS is written so that other people's readers read what was meant."""

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from literature.exports import ris
from literature.names import Name
from tests.literature.exports.records import REFERENCES, TENECTEPLASE, hostile_records


def read(text):
    return rispy.loads(text, newline="\r\n")


def test_journal_article_written_line_by_line():
    csl = {**TENECTEPLASE, "author": TENECTEPLASE["author"][:2], "PMID": "1", "PMCID": "PMC2"}

    assert ris.write([csl]).split("\r\n") == [
        "TY  - JOUR",
        "TI  - A randomized trial of tenecteplase in acute central retinal artery occlusion",
        "AU  - Ryan, Stephen J.",
        "AU  - Jørstad, Øystein K.",
        "T2  - New England Journal of Medicine",
        "J2  - N Engl J Med",
        "JA  - N Engl J Med",
        "VL  - 394",
        "IS  - 5",
        "SP  - 442",
        "EP  - 450",
        "PY  - 2026",
        "DA  - 2026/01/29/",
        "DO  - 10.1056/NEJMoa2508515",
        "AN  - 1",
        "DB  - PubMed",
        "C2  - PMC2",
        "SN  - 0028-4793",
        "ER  - ",
        "",
    ]


def test_preprint_is_unpublished_and_names_its_server():
    entry = read(ris.write([REFERENCES["R08"]]))[0]

    assert entry["type_of_reference"] == "UNPB"
    assert entry["type_of_work"] == "Preprint"
    assert entry["publisher"] == "medRxiv"


def test_entries_are_set_apart_by_an_empty_line():
    text = ris.write([REFERENCES["R04"], REFERENCES["R05"]])

    assert text.count("\r\nER  - \r\n\r\nTY  - ") == 1
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Frenck", "Robert W.", suffix="Jr."), "Frenck, Robert W., Jr."),
        (Name("Worp", "H. Bart", particle="van der"), "van der Worp, H. Bart"),
        (Name(collective="RECOVERY Collaborative Group"), "RECOVERY Collaborative Group"),
        (Name(collective="Invented Trials, Inc."), "Invented Trials, Inc.,"),
        (Name("Smith, editor", "Anna"), "Smith  editor, Anna"),
        (Name("Plato"), "Plato"),
    ],
)
def test_name_written_as_the_format_wants(name, written):
    assert ris.name_line(name) == written


@pytest.mark.parametrize(
    ("issued", "written"),
    [
        ({"date-parts": [[2026]]}, "2026///"),
        ({"date-parts": [[2026, 1]]}, "2026/01//"),
        ({"date-parts": [[2026, 1, 29]]}, "2026/01/29/"),
        ({"date-parts": [[1998]], "season": 1}, "1998///Spring"),
        ({"date-parts": [[2025, 3], [2025, 4]]}, "2025/03//Mar-Apr"),
    ],
)
def test_date_keeps_its_slashes(issued, written):
    assert f"DA  - {written}\r\n" in ris.write([{"title": "A", "issued": issued}])


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("e124", ["SP  - e124"]),
        ("2603-15", ["SP  - 2603", "EP  - 2615"]),
        ("S20-S42", ["SP  - S20", "EP  - S42"]),
        ("4068-4068", ["SP  - 4068"]),
        ("34-6, 87-91 passim", ["SP  - 34-36, 87-91 passim"]),
        ("S1080-6032(22)00139-9", []),
    ],
)
def test_pages_written_as_first_and_last(page, written):
    lines = ris.write([{"title": "A", "page": page}]).split("\r\n")

    assert [line for line in lines if line.startswith(("SP", "EP"))] == written


@pytest.mark.parametrize("csl", REFERENCES.values(), ids=REFERENCES)
def test_rispy_reads_every_reference_back(csl):
    entry = read(ris.write([csl]))[0]

    assert entry["title"] == csl["title"]
    assert entry.get("secondary_title") == csl.get("container-title")
    assert len(entry["authors"]) == len(csl["author"])
    assert entry["doi"] == csl["DOI"]
    assert (entry.get("volume"), entry.get("number")) == (csl.get("volume"), csl.get("issue"))
    pages = "-".join(filter(None, [entry.get("start_page"), entry.get("end_page")]))
    assert pages == csl.get("page", "")


@settings(max_examples=50, deadline=None)
@given(st.lists(hostile_records(), min_size=1, max_size=3))
def test_no_record_breaks_another(records):
    text = ris.write([*records, REFERENCES["R04"]])

    lines = text.encode().decode().splitlines()
    assert [line for line in lines if line[:6] == "ER  - "] == ["ER  - "] * (len(records) + 1)
    assert all(line[2:6] == "  - " for line in lines if line)
    assert read(text)[-1]["title"] == REFERENCES["R04"]["title"]
