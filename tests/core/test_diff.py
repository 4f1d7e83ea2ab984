"""Two texts side by side: what stayed, what went, what came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.diff import Span, marked


def sides(old, new):
    return [[(span.kind, span.text) for span in side] for side in marked(old, new)]


def test_changed_word_is_marked_on_both_sides():
    old, new = sides("It helped 78 people.", "It helped 79 people.")

    assert old == [("same", "It helped "), ("removed", "78"), ("same", " people.")]
    assert new == [("same", "It helped "), ("added", "79"), ("same", " people.")]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("", "", [], []),
        ("same text", "same text", [], []),
        ("", "new text", [], ["new text"]),
        ("old text", "", ["old text"], []),
        ("a b c", "a c", ["b "], []),
        ("a c", "a b c", [], ["b "]),
        ("the red fox", "a blue dog", ["the red fox"], ["a blue dog"]),
        ("One. Two. Three.", "Two. Three. One.", ["One. "], [". One"]),
        ("p 442-450", "p 625-728", ["442"], ["625"]),
    ],
)
def test_changes_of_short_texts(old, new, removed, added):
    before, after = marked(old, new)

    assert [span.text for span in before if span.kind == "removed"][: len(removed)] == removed
    assert [span.text for span in after if span.kind == "added"][: len(added)] == added
    assert bool(removed) == any(span.kind == "removed" for span in before)
    assert bool(added) == any(span.kind == "added" for span in after)


def test_one_word_changed_in_a_long_text_is_the_only_change():
    words = [f"word{number % 700} and" for number in range(5000)]
    old = " ".join(words)
    words[2500] = "otherwise"

    before, after = marked(old, " ".join(words))

    assert [span for span in before if span.kind == "removed"] == [Span("removed", "word400 and")]
    assert [span for span in after if span.kind == "added"] == [Span("added", "otherwise")]


texts = st.lists(st.sampled_from(["a", "b", "c", " ", "  ", "\n", ".", "é", "word"]), max_size=150)


@settings(max_examples=200, deadline=None)
@given(texts.map("".join), texts.map("".join))
def test_spans_joined_give_both_texts_back(old, new):
    before, after = marked(old, new)

    assert "".join(span.text for span in before) == old
    assert "".join(span.text for span in after) == new
    assert {span.kind for span in before} <= {"same", "removed"}
    assert {span.kind for span in after} <= {"same", "added"}


@settings(max_examples=50, deadline=None)
@given(texts.map("".join))
def test_a_text_and_itself_do_not_differ(text):
    assert {span.kind for side in marked(text, text) for span in side} <= {"same"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 16_000, "b a " * 16_000),
        ("a" * 65_536, "b" * 65_536),
        (" ".join(map(str, range(11_000))), " ".join(map(str, range(11_000, 0, -1)))),
        ("<>" * 32_768, "><" * 32_768),
    ],
)
def test_hostile_texts_of_64_kib_are_compared(old, new):
    before, after = marked(old, new)

    assert "".join(span.text for span in before) == old
    assert "".join(span.text for span in after) == new
