"""Forms and receipts are signed; a token that is none is a hint, never an error."""

from datetime import UTC, datetime, timedelta

import pytest

from comments import tokens
from comments.tokens import Standing

NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


def test_token_survives_the_trip():
    word = tokens.issue(7, at=NOON)

    read = tokens.read(word, 7, at=NOON + timedelta(days=400))

    assert (read.standing, read.age, len(read.key)) == (Standing.GOOD, timedelta(days=400), 32)


@pytest.mark.parametrize(
    ("word", "standing"),
    [("", Standing.MISSING), ("abc", Standing.BROKEN), ("a:b:c", Standing.BROKEN)],
)
def test_token_that_is_none_says_so(word, standing):
    assert tokens.read(word, 7, at=NOON).standing == standing


def test_token_of_another_story_says_so():
    assert tokens.read(tokens.issue(8, at=NOON), 7, at=NOON).standing == Standing.OTHER_STORY


def test_trap_has_one_name_under_each_story():
    assert tokens.trap_name(7) == tokens.trap_name(7) != tokens.trap_name(8)


@pytest.mark.parametrize(
    ("age", "is_fresh"),
    [(timedelta(0), True), (timedelta(minutes=15), True), (timedelta(minutes=16), False)],
)
def test_receipt_shows_the_words_for_a_quarter_of_an_hour(age, is_fresh):
    word = tokens.receipt(12, at=NOON)

    assert tokens.read_receipt(word, at=NOON + age) == (12, is_fresh)


@pytest.mark.parametrize("word", ["", "12", "a:b:c", tokens.issue(7, at=NOON)])
def test_receipt_that_was_not_signed_is_none(word):
    assert tokens.read_receipt(word, at=NOON) is None
