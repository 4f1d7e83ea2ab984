"""Every format on the list writes a file, and has an address end of its own."""

import pytest

from literature.exports import BY_SUFFIX, FORMATS
from tests.literature.exports.records import REFERENCES


@pytest.mark.parametrize("each", FORMATS.values(), ids=FORMATS)
def test_format_writes_all_references(each):
    text = each.write(REFERENCES.values())

    assert all(csl["DOI"] in text for csl in REFERENCES.values())


def test_formats_told_apart_by_their_ends():
    assert list(BY_SUFFIX) == ["ris", "bib", "ascii.bib", "biblatex.bib", "json"]
