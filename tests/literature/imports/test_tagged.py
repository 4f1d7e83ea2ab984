"""Files of tagged lines are cut into entries."""

import re

import pytest

from literature.imports.tagged import entries

LINE = re.compile(r"(?P<tag>[A-Z]{2})- (?P<value>.*)")


def cut(text):
    return [(entry.line, entry.fields) for entry in entries(text, LINE, opening="AA", closing="ZZ")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_entries_cut_whichever_way_lines_end(end):
    text = end.join(["before", "AA- 1", "BB- one", " two", "ZZ- ", "", "AA- 2"])

    assert cut(text) == [(2, [("AA", "1"), ("BB", "one two")]), (7, [("AA", "2")])]


def test_unicode_separators_end_no_line():
    assert cut("AA- one\u2028two\x85three") == [(1, [("AA", "one\u2028two\x85three")])]


def test_file_without_entries_has_none():
    assert cut("") == []
