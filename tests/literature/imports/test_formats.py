"""What goes out comes in again the same; a file tells its format."""

import pytest

from literature import imports
from literature.exports import FORMATS
from tests.literature.exports.records import REFERENCES

KEPT = ("type", "title", "author", "container-title", "issued", "volume", "issue", "page", "DOI")


@pytest.mark.parametrize("name", ["ris", "bibtex", "biblatex", "csl-json"])
@pytest.mark.parametrize("csl", REFERENCES.values(), ids=REFERENCES)
def test_reference_survives_the_way_out_and_in(csl, name):
    (record,) = imports.read(FORMATS[name].write([csl]))

    assert {key: record.csl.get(key) for key in KEPT} == {key: csl.get(key) for key in KEPT}
    assert record.notes == ()


@pytest.mark.parametrize("name", FORMATS)
def test_file_is_the_same_after_one_way_in_and_out(name):
    write = FORMATS[name].write
    once = write([record.csl for record in imports.read(write(REFERENCES.values()))])

    assert write([record.csl for record in imports.read(once)]) == once


@pytest.mark.parametrize(
    ("text", "file_name", "name"),
    [
        ("", "library.RIS", "RIS"),
        ("anything", "a.bib", "BibTeX"),
        ("\ufeff\nTY  - JOUR", "a.txt", "RIS"),
        ("PMID- 1", "", "PubMed"),
        ("@article{a,", "", "BibTeX"),
        ("[{", "", "CSL-JSON"),
    ],
)
def test_format_told_by_name_or_beginning(text, file_name, name):
    assert imports.format_of(text, file_name).name == name


def test_unknown_format_gives_no_records():
    assert imports.read("Dear library,") == []


@pytest.mark.parametrize(("name", "count"), [("ris", 5_000), ("bibtex", 1_000)])
@pytest.mark.slow
def test_thousands_of_records_lose_none(name, count):
    rows = [{**csl, "id": str(n)} for n in range(500) for csl in REFERENCES.values()][:count]

    assert len(imports.read(FORMATS[name].write(rows))) == count
