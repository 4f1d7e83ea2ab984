"""What goes out and comes in again says the same, and stays so."""

import pytest

from literature import imports
from literature.exports import FORMATS
from tests.literature.exports.records import REFERENCES, TENECTEPLASE

KEPT = ("title", "author", "container-title", "issued", "volume", "issue", "page", "DOI", "ISSN")
NAMES = {"ris": "x.ris", "bibtex": "x.bib", "biblatex": "x.bib", "csl-json": "x.json"}


def once(csl, form):
    (record,) = imports.read(FORMATS[form].write([csl]), NAMES[form])
    return {key: record.csl[key] for key in KEPT if record.csl.get(key)}


@pytest.mark.parametrize("form", NAMES)
@pytest.mark.parametrize("csl", [*REFERENCES.values(), TENECTEPLASE], ids=lambda csl: csl["id"])
def test_record_is_the_same_after_the_second_pass_as_after_the_first(csl, form):
    first = once(csl, form)

    assert once(csl | first, form) == first
    assert first["title"] == csl["title"]
    assert first["DOI"] == csl["DOI"]
    assert len(first["author"]) == len(csl["author"])
