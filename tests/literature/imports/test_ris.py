"""RIS is read as many programs write it."""

import pytest

from literature.imports import ris

START = "TY  - JOUR\nTI  - A trial\n"
END = "\nER  - \n"


def read(body):
    (record,) = ris.read(START + body + END)
    return record.csl


@pytest.mark.parametrize(
    ("body", "key", "value"),
    [
        ("SP  - 442-450", "page", "442-450"),
        ("SP  - 442\nEP  - 450", "page", "442-450"),
        ("SP  - e124", "page", "e124"),
        ("SE  - 12", "page", "12"),
        ("C7  - e124", "number", "e124"),
        ("JO  - N Engl J Med", "container-title", "N Engl J Med"),
        ("JF  - The Journal\nJA  - J", "container-title", "The Journal"),
        ("M1  - 7", "issue", "7"),
        ("M3  - 10.5555/a", "DOI", "10.5555/a"),
        ("UR  - https://doi.org/10.5555/a", "DOI", "10.5555/a"),
        ("N1  - doi: 10.5555/a", "DOI", "10.5555/a"),
        ("AN  - 33301246\nDB  - PubMed", "PMID", "33301246"),
        ("C2  - PMC7745181", "PMCID", "PMC7745181"),
        ("SN  - 00284793", "ISSN", "0028-4793"),
        ("AB  - One\ntwo\n  three", "abstract", "One two three"),
        ("KW  - eye\nKW  - clot", "keyword", "eye, clot"),
        ("XX  - kept", "note", "XX: kept"),
    ],
)
def test_field_found_where_programs_put_it(body, key, value):
    assert read(body)[key] == value


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("PY  - 2026", [[2026]]),
        ("PY  - 2026\nDA  - 2026/01/29/", [[2026, 1, 29]]),
        ("Y1  - 2026/01//", [[2026, 1]]),
        ("PY  - 2026\nDA  - Feb 12", [[2026, 2, 12]]),
        ("DA  - 2025/03//Mar-Apr", [[2025, 3], [2025, 4]]),
    ],
)
def test_date_found_in_all_its_forms(body, parts):
    assert read(body)["issued"]["date-parts"] == parts


@pytest.mark.parametrize(
    ("name", "csl"),
    [
        ("Frenck, Robert W., Jr.", {"family": "Frenck", "given": "Robert W.", "suffix": "Jr."}),
        (
            "van der Worp, H. Bart",
            {"family": "Worp", "given": "H. Bart", "non-dropping-particle": "van der"},
        ),
        ("RECOVERY Collaborative Group", {"literal": "RECOVERY Collaborative Group"}),
        ("Invented Trials, Inc.,", {"literal": "Invented Trials, Inc."}),
    ],
)
def test_author_read_as_person_or_group(name, csl):
    assert read(f"AU  - {name}")["author"] == [csl]


def test_two_issns_are_printed_and_online():
    csl = read("SN  - 0028-4793 1533-4406")

    assert (csl["ISSN"], csl["custom"]) == ("0028-4793", {"ISSN-online": "1533-4406"})


def test_loose_spacing_and_a_mark_at_the_beginning_are_read():
    (record,) = ris.read("\ufeff\r\n\r\nTY -  JOUR\r\nTI -  A trial\r\nER  -\r\n")

    assert record.csl["title"] == "A trial"
    assert record.line == 3


def test_title_keeps_emphasis_and_signs():
    (record,) = ris.read("TY  - JOUR\nTI  - <i>E. coli</i> at p < 0.05 <script>" + END)

    assert record.csl["title"] == "<i>E. coli</i> at p &lt; 0.05 &lt;script&gt;"


def test_entry_without_an_end_is_kept_and_said():
    first, second = ris.read("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two" + END)

    assert (first.csl["title"], second.csl["title"]) == ("One", "Two")
    assert first.notes == ("It has no end line (ER); it may be cut off.",)
    assert second.notes == ()


def test_mistyped_number_is_said_and_the_rest_is_kept():
    (record,) = ris.read(START + "DO  - 11.1/x\nSN  - 0028-4794" + END)

    assert record.csl["title"] == "A trial"
    assert len(record.notes) == 2


def test_entry_that_names_nothing_is_not_usable():
    (record,) = ris.read("TY  - JOUR\nVL  - 5" + END)

    assert not record.is_usable
    assert record.notes == ("It has neither a title nor an identifier.",)
