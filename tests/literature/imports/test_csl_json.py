"""CSL-JSON is read, whatever stands in it."""

import json

import pytest

from core.errors import Refused
from literature.imports import csl_json


@pytest.mark.parametrize("wrap", [lambda i: [i], lambda i: i, lambda i: {"items": [i]}])
def test_items_found_however_they_are_wrapped(wrap):
    (record,) = csl_json.read(json.dumps(wrap({"title": "A trial"})))

    assert record.csl == {"title": "A trial"}


def test_crossrefs_lists_are_read():
    item = {"title": ["A trial"], "ISSN": ["0028-4793", "1533-4406"], "DOI": "10.5555/A"}

    (record,) = csl_json.read(json.dumps([item]))

    assert record.csl == {
        "title": "A trial",
        "ISSN": "0028-4793",
        "custom": {"ISSN-online": "1533-4406"},
        "DOI": "10.5555/A",
    }


@pytest.mark.parametrize(
    "item", [1, None, "x", [], {"title": {"a": 1}}, {"author": "Ryan"}, {"issued": [[2026]]}]
)
def test_item_that_is_none_is_not_usable(item):
    (record,) = csl_json.read(json.dumps([item]))

    assert not record.is_usable
    assert record.notes


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "TY  - JOUR"])
def test_other_files_are_refused_in_words(text):
    with pytest.raises(Refused, match="cannot be read as JSON"):
        csl_json.read(text)
