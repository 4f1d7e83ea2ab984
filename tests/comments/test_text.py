"""What a reader typed is kept whole, compared without tricks and shown without harm."""

import time
import unicodedata

import pytest

from comments.text import (
    BIDI_CONTROLS,
    Run,
    fingerprint,
    host,
    links,
    normalised,
    one_line,
    paragraphs,
    runs,
    shown,
)

HOSTILE = {
    "accents": "e" + "\u0301\u0316" * 40_000,
    "addresses": "http://a." * 10_000,
    "brackets": "https://a.org/" + "()" * 40_000,
    "closing": "https://a.org/" + ")" * 80_000,
    "dots": "a." * 40_000,
    "lines": "\n" * 80_000,
    "opening": "(" * 80_000 + "https://a.org",
    "spaces": " " * 80_000,
    "zero width": "\u200b" * 80_000,
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  One.  \r\n\r\n\r\n\r\nTwo.\r", "One.\n\nTwo."),
        ("nul\x00 bell\x07 escape\x1b del\x7f c1\x85", "nul bell escape del c1"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301", "é"),
        ("half \ud83d a pair", "half \ufffd a pair"),
    ],
)
def test_typed_text_is_kept_without_controls(typed, kept):
    assert normalised(typed) == kept


def test_name_is_kept_on_one_line():
    assert one_line(" Maren\n\u202eHolt\t ") == "Maren Holt"


@pytest.mark.parametrize("control", BIDI_CONTROLS, ids=unicodedata.name)
def test_bidi_control_is_not_shown(control):
    assert shown(f"abc{control}def") == "abcdef"


@pytest.mark.parametrize(
    "same", ["SILDENAFIL Trial", "sil\u200bdenafil  trial", "ｓildenafil trial"]
)
def test_fingerprint_is_the_same_for_texts_that_read_the_same(same):
    assert fingerprint(same) == fingerprint("sildenafil trial")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("no link here", [Run("no link here")]),
        (
            "see https://doi.org/10.5555/x.",
            [
                Run("see "),
                Run("https://doi.org/10.5555/x", "https://doi.org/10.5555/x"),
                Run("."),
            ],
        ),
        (
            "(http://a.org/b_(c))",
            [
                Run("("),
                Run("http://a.org/b_(c)", "http://a.org/b_(c)"),
                Run(")"),
            ],
        ),
        ("HTTPS://A.org!", [Run("HTTPS://A.org", "HTTPS://A.org"), Run("!")]),
        (
            "javascript:alert(1) data:text/html,x //a.org",
            [
                Run("javascript:alert(1) data:text/html,x //a.org"),
            ],
        ),
        ("https:// http://[ https:///x", [Run("https:// http://[ https:///x")]),
    ],
)
def test_links_are_found_in_a_line(line, expected):
    assert runs(line) == expected


@pytest.mark.parametrize("line", ["a  b", "\tx https://a.org  y ", "", " "])
def test_runs_joined_again_are_the_line(line):
    assert "".join(run.text for run in runs(line)) == line


def test_text_is_cut_into_paragraphs_and_lines():
    assert paragraphs("One\ntwo\n\nthree") == [[[Run("One")], [Run("two")]], [[Run("three")]]]


def test_links_of_a_text_come_in_order():
    assert links("a https://b.org\nhttps://c.org d") == ["https://b.org", "https://c.org"]


def test_host_stands_without_www():
    assert host("https://www.Example.org:8000/x") == "example.org"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_time(text):
    start = time.process_time()

    fingerprint(text), paragraphs(normalised(text)), links(text)

    assert time.process_time() - start < 1
