"""Address words, plain text, excerpts, reading time and what is visible of a string."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    bare_words,
    excerpt,
    fold,
    isolated,
    plain,
    reading_minutes,
    slugify,
    visible_characters,
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Clot drug does not bring back sight", "clot-drug-does-not-bring-back-sight"),
        ("Größe, Ærø & Łódź: ½ façade", "grosse-aero-lodz-1-2-facade"),
        ("It’s the “mother’s” o'clock", "its-the-mothers-oclock"),
        ("TNF-α and β-blockers", "tnf-alpha-and-beta-blockers"),
        ("Ὁ ἄνθρωπος 5 мышь 鼠", "5"),
        ("H₂O  --  ﬁnding", "h2o-finding"),
        ("鼠", ""),
        ("a\x00b/../c\u200bd", "a-b-cd"),
    ],
)
def test_slug_is_ascii_words(text, slug):
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("length", "slug"),
    [(17, "sleep-loss-thins"), (16, "sleep-loss-thins"), (15, "sleep-loss"), (3, "sle")],
)
def test_slug_is_cut_between_words(length, slug):
    assert slugify("Sleep loss thins a barrier", max_length=length) == slug


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One.</p><p>Two <b>three</b></p>", "One.\nTwo three"),
        ("<p>CO<sub>2</sub> &amp; &lt;5&nbsp;kg</p>", "CO2 & <5 kg"),
        (
            '<p>The answer is no.<a class="cite" href="#ref-A">1</a> Yes.</p>',
            "The answer is no. Yes.",
        ),
        ("<ul><li>a</li><li>b</li></ul>c<br>d", "a\nb\nc\nd"),
        ('<img src="/media/a.jpg" alt="a > b"><figcaption>Vessels</figcaption>', "Vessels"),
        ("a<!-- <p>x</p> -->b", "ab"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("", ""),
    ],
)
def test_plain_text_of_html(html, words):
    assert plain(html) == words


@pytest.mark.parametrize(
    ("length", "short"),
    [
        (100, "A careful trial, in 78 people."),
        (20, "A careful trial, in…"),
        (16, "A careful…"),
        (17, "A careful trial…"),
    ],
)
def test_excerpt_ends_after_a_word(length, short):
    assert excerpt("A careful  trial,\nin 78 people.", length) == short


def test_excerpt_of_one_long_word_is_cut_within_it():
    assert excerpt("x" * 50, 10) == "x" * 9 + "…"


@given(st.text(max_size=200), st.integers(min_value=1, max_value=60))
def test_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(text, length)) <= length


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (230, 1), (460, 2), (1150, 5)])
def test_reading_time_in_whole_minutes(words, minutes):
    assert reading_minutes("word " * words) == minutes


@pytest.mark.parametrize(
    "variant",
    [
        "Straße Zwei",
        "STRASSE ZWEI",
        "Stra\u00adße\u200b Zwei",
        "ｓｔｒａｓｓｅ　ｚｗｅｉ",
        " strasse\n\tzwei ",
        "Stra\ufe0fße Zwei",
    ],
)
def test_fold_levels_what_looks_alike(variant):
    assert fold(variant) == "strasse zwei"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        (" a\n\tb ", 2),
        ("", 0),
        ("\u200b\u200c\u200d\u2060\ufeff", 0),
        ("\u00ad\u3164\u115f\u2800\uffa0", 0),
        ("\u202e\u2066", 0),
        ("\u0301\u0301", 0),
        ("e\u0301", 1),
        ("\U000e0041\U000e007f", 0),
        ("👍", 1),
        ("鼠", 1),
    ],
)
def test_visible_characters_counts_what_leaves_a_trace(text, count):
    assert visible_characters(text) == count


SHAPES = [
    *(
        "<",
        "<a ",
        "<!--",
        '<a b="',
        "<a b='",
        "&",
        "&lt",
        "&#",
        " ",
        "\u0301",
        "</",
        "x",
        "α",
        "a ",
    ),
    *('<a class="cite"', "\u1dfa\u0323", "ﷺ", "‘"),
]


def runs_of_the_interpreter(function, text):
    """How many lines of Python a call runs: what grows with the input, without a clock."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("function", [slugify, plain, fold, visible_characters])
@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_no_faster_than_the_text(function, shape):
    small = runs_of_the_interpreter(function, shape * 500)
    large = runs_of_the_interpreter(function, shape * 2000)

    assert large <= 4 * small + 40


@pytest.mark.parametrize("function", [slugify, plain, fold, visible_characters])
@pytest.mark.parametrize("shape", SHAPES)
def test_hostile_shapes_of_64_kib_are_read_at_once(function, shape):
    began = time.process_time()

    function(shape * (65536 // len(shape)))

    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TNF-α blockers", "tnf alpha blockers"),
        ("Ménière’s  DISEASE!", "menieres disease"),
        ("COVID–19, β", "covid 19 beta"),
        ("Straße œdema", "strasse oedema"),
        ("\0 -- ", ""),
    ],
)
def test_bare_words(text, words):
    assert bare_words(text) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nature. 2026;1:11-19", "Nature. 2026;1:11-19"),
        ("Ωμέγα – 11", "Ωμέγα – 11"),
        ("ليلى حداد. 2026;12(3):11-19", "\u2068ليلى حداد\u2069. 2026;12(3):11-19"),
        ("by נועה לוי, 2 July", "by \u2068נועה לוי\u2069, 2 July"),
    ],
)
def test_words_from_right_to_left_leave_the_figures_beside_them_alone(text, shown):
    assert isolated(text) == shown
