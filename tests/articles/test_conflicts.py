from __future__ import annotations

import pytest

from articles import conflicts
from tests.factories.articles import BylineFactory, EditionFactory


@pytest.mark.parametrize(
    ("original", "mine", "theirs", "kind"),
    [
        ("a", "a", "a", "same"),
        ("a", "b", "b", "same"),
        ("a", "b", "a", "mine"),
        ("a", "a", "b", "theirs"),
        ("a", "b", "c", "both"),
    ],
)
def test_field_is_decided_by_who_changed_it(original, mine, theirs, kind):
    sides = ({"headline": side} for side in (original, mine, theirs))

    found = {one.name: one.kind for one in conflicts.decide(*sides)}

    assert found["headline"] == kind


def test_any_difference_needs_a_choice_without_an_original():
    found = {one.name: one.kind for one in conflicts.decide({}, {"slug": "a"}, {"slug": "b"})}

    assert found["slug"] == "both"


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (("1", "2", "3"), ("1", "2", "3"), ["1 2 3"]),
        (("1 mine", "2", "3"), ("1", "2", "3 theirs"), ["1 mine", "2", "3 theirs"]),
        (("1", "new", "2", "3"), ("1", "2", "3"), ["1", "new", "2 3"]),
        (("1", "3"), ("1", "2", "3", "4"), ["1", "3", "4"]),
        (("1", "same", "3"), ("1", "same", "3"), ["1", "same", "3"]),
    ],
)
def test_paragraphs_changed_by_one_side_are_settled(mine, theirs, merged):
    parts = conflicts.merge_body(paragraphs("1", "2", "3"), paragraphs(*mine), paragraphs(*theirs))

    assert not any(part.clash for part in parts)
    words = " ".join(" ".join(conflicts.blocks(part.text)) for part in parts)
    assert words.replace("<p>", "").replace("</p>", "") == " ".join(merged)


def test_paragraph_changed_by_both_is_a_clash_of_its_own():
    parts = conflicts.merge_body(
        paragraphs("1", "2", "3"), paragraphs("1", "x", "3"), paragraphs("1", "y", "3")
    )

    clash = next(part for part in parts if part.clash)
    assert (clash.mine_text, clash.theirs_text, clash.original_text) == ("x", "y", "2")


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "3", "null", '{"tags": [1]}', '{"bylines": [[[], "x"]]}'),
        *('{"citations": [["abc123"]]}', '{"headline": []}', '{"bylines": 3}', '{"other": 1}'),
    ],
)
def test_hidden_field_that_holds_nothing_sound_is_no_snapshot(text):
    assert conflicts.load(text) == {}


@pytest.mark.django_db
def test_snapshot_survives_the_way_through_a_form():
    edition = BylineFactory(edition=EditionFactory(headline="A “quoted” headline")).edition

    taken = conflicts.snapshot(edition)

    assert conflicts.load(conflicts.dump(taken)) == taken


def test_reworded_neighbours_are_settled_one_by_one():
    base = "<p>One cup of tea.</p><p>Two cups of tea.</p>"

    parts = conflicts.merge_body(base, base.replace("One", "A"), base.replace("Two", "2"))

    assert [part.clash for part in parts] == [False, False]
    assert [part.text for part in parts] == ["<p>A cup of tea.</p>", "<p>2 cups of tea.</p>"]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (["a", "b"], ["a", "c"], (["a", "b", "c"], False)),
        ([], ["a"], ([], False)),
        ([["k", 1]], [["k", 2]], ([["k", 1]], True)),
    ],
)
def test_entries_of_lists_meet_one_by_one(mine, theirs, expected):
    original = [["k", 0]] if isinstance(theirs[0], list) else ["a"]

    assert conflicts.merge_rows(original, mine, theirs) == expected
