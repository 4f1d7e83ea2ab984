"""Linked data as a list of named nodes."""

from datetime import UTC, datetime

from articles.graph import Graph, stamp


def test_node_added_twice_is_one_node_that_knows_both():
    graph = Graph()

    graph.add({"@id": "a", "name": "Journal", "issn": []})
    reference = graph.add({"@id": "a", "name": "", "issn": ["0028-4793"]})

    assert reference == {"@id": "a"}
    assert graph.as_data()["@graph"] == [{"@id": "a", "name": "Journal", "issn": ["0028-4793"]}]


def test_node_keeps_a_zero():
    graph = Graph()

    graph.add({"@id": "a", "commentCount": 0})

    assert graph.as_data()["@graph"] == [{"@id": "a", "commentCount": 0}]


def test_stamp_has_the_offset_of_the_site():
    assert stamp(datetime(2026, 1, 29, 22, tzinfo=UTC)) == "2026-01-29T17:00:00-05:00"
    assert stamp(None) == ""
