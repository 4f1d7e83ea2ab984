"""BibTeX is read with all that people do to it."""

import pytest

from literature.imports import bibtex


def read(body):
    (record,) = bibtex.read(f"@article{{a, title={{T}}, {body}}}")
    return record.csl


@pytest.mark.parametrize(
    ("body", "key", "value"),
    [
        ("pages={493–518}", "page", "493-518"),
        ("pages={442--450}", "page", "442-450"),
        ("number={12 Suppl 7}", "issue", "12 Suppl 7"),
        ('journal="N Engl J Med"', "container-title", "N Engl J Med"),
        ("eprint={33301246}, eprinttype={pubmed}", "PMID", "33301246"),
        ("url={https://doi.org/10.5555/a_b}", "DOI", "10.5555/a_b"),
        ("doi={10.5555/a_b}", "DOI", "10.5555/a_b"),
        ("howpublished={medRxiv}", "genre", "preprint"),
        ("keywords={eye, clot}", "keyword", "eye, clot"),
    ],
)
def test_field_found(body, key, value):
    assert read(body)[key] == value


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("year=2026", [[2026]]),
        ("year=2026, month=feb", [[2026, 2]]),
        ("year=2026, month={feb}, day={3}", [[2026, 2, 3]]),
        ("year=2026, month=2", [[2026, 2]]),
        ('year=2026, month=feb # "~12"', [[2026, 2, 12]]),
        ("date={2025-03/2025-04}", [[2025, 3], [2025, 4]]),
        ("year=2025, month={March--April}", [[2025, 3], [2025, 4]]),
    ],
)
def test_date_found_in_all_its_forms(body, parts):
    assert read(body)["issued"]["date-parts"] == parts


def test_names_taken_apart():
    csl = read(
        "author={J{\\o}rstad, {\\O}ystein K. and {Rise and Shine Group} and Jean de la Cruz"
        " and Frenck, Jr., Robert W. and others}"
    )

    assert csl["author"] == [
        {"family": "Jørstad", "given": "Øystein K."},
        {"literal": "Rise and Shine Group"},
        {"family": "Cruz", "given": "Jean de la"},
        {"family": "Frenck", "given": "Robert W.", "suffix": "Jr."},
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A {BNT162b2} {mRNA} vaccine", "A BNT162b2 mRNA vaccine"),
        (r"Q\&A: $\alpha$ \textit{E. coli}", "Q&amp;A: α E. coli"),
        (r"\textbraceleft{}a\textbraceright{}", "{a}"),
        ("p < 0.05", "p &lt; 0.05"),
    ],
)
def test_title_read_without_latex(written, title):
    (record,) = bibtex.read(f"@article{{a, title={{{written}}}}}")

    assert record.csl["title"] == title


def test_commands_in_commands_are_kept_as_written():
    (record,) = bibtex.read("@article{a, title={" + "\\textit{" * 2_000 + "}" * 2_001 + "}")

    assert record.csl["title"].startswith("\\textit{")


def test_words_defined_in_the_file_are_put_in():
    (record,) = bibtex.read('@string{n = "Nature"}\n@article{a, title={T}, journal=n}')

    assert record.csl["container-title"] == "Nature"


def test_entry_inherits_from_the_one_it_refers_to():
    child, _parent = bibtex.read(
        "@inproceedings{a, title={T}, crossref={b}}\n@proceedings{b, booktitle={B}, year=1999}"
    )

    assert child.csl["container-title"] == "B"
    assert child.csl["issued"] == {"date-parts": [[1999]]}


def test_broken_entry_is_said_and_spoils_no_other():
    records = list(
        bibtex.read(
            "@article{a, title={One}}\n@article{b, title={Two\n}\n@article{c, title={Three}}"
        )
    )

    assert [record.csl.get("title") for record in records] == ["One", None, "Three"]
    assert records[1].line == 2
    assert records[1].notes[0].startswith("This entry cannot be read")


def test_second_entry_of_one_key_is_kept():
    records = bibtex.read("@article{a, title={One}}\n@article{a, title={Two}}")

    assert [record.csl["title"] for record in records] == ["One", "Two"]
