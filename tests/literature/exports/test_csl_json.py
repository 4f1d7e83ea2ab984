"""CSL-JSON goes out as it is kept, with what readers of it need."""

import json

import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st

from literature.exports import csl_json
from tests.literature.exports.records import REFERENCES, TENECTEPLASE, hostile_records


def test_record_keeps_its_values_and_gains_a_key():
    (item,) = json.loads(csl_json.write([TENECTEPLASE]))

    assert item == {
        **TENECTEPLASE,
        "journalAbbreviation": "N Engl J Med",
        "citation-key": "ryan2026randomized",
    }


def test_letters_stand_as_they_are():
    assert "Jørstad" in csl_json.write([TENECTEPLASE])


def test_ids_are_given_once():
    rows = [REFERENCES["R04"], REFERENCES["R04"], {"title": "Trial"}]

    items = json.loads(csl_json.write(rows))

    assert [item["id"] for item in items] == ["R04", "ioannidis2005mosta", "anonndtrial"]


def test_empty_values_left_out_and_a_type_given():
    assert json.loads(csl_json.write([{"title": "A", "volume": "", "author": []}])) == [
        {"type": "document", "id": "anonnda", "title": "A", "citation-key": "anonnda"}
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(hostile_records(), max_size=3))
def test_any_record_is_written(records):
    assert len(json.loads(csl_json.write(records).encode())) == len(records)


@pytest.mark.filterwarnings("ignore:The following arguments for Reference:UserWarning")
def test_citeproc_writes_a_bibliography_of_what_we_export():
    records = json.loads(csl_json.write(REFERENCES.values()))
    source = CiteProcJSON(records)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for record in records:
        bibliography.register(Citation([CitationItem(record["id"])]))

    written = " ".join(str(entry) for entry in bibliography.bibliography())

    assert len(bibliography.bibliography()) == len(records)
    assert "Watson, J.D. and Crick, F.H.C. (1953)" in written
    assert "383(27), pp. 2603" in written
