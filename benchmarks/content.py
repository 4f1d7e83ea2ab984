"""Invented words in the amounts of a real story; the same words for every contender."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from typing import TypeVar

WORDS, HEADINGS, TAGS, COMMENTS = 860, 5, 4, 20
VOCABULARY = 20_000
SEED = 7
CONSONANTS = "bcdfglmnprst"
NAMED = 10
Row = TypeVar("Row")


class Words:
    """Words as a language has them: few are frequent, many are rare. Repeats itself exactly."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)  # noqa: S311 - words, not secrets
        self._known = [self._word() for _place in range(VOCABULARY)]
        weights = (1 / (place + 3) for place in range(VOCABULARY))
        self._weights = list(itertools.accumulate(weights))

    @property
    def most_frequent(self) -> str:
        return self._known[0]

    def some(self, number: int) -> str:
        return " ".join(self._random.choices(self._known, cum_weights=self._weights, k=number))

    def sentence(self, number: int) -> str:
        return self.some(number).capitalize() + "."

    def paragraphs(self, words: int, each: int = 60) -> list[str]:
        """Sentences of twelve words, five to a paragraph."""
        count = max(1, words // each)
        return [" ".join(self.sentence(12) for _line in range(each // 12)) for _one in range(count)]

    def body(self, words: int, headings: int) -> str:
        """HTML as an editor writes it, with headings spread over it."""
        parts = [f"<p>{text}</p>" for text in self.paragraphs(words)]
        step = max(1, len(parts) // (headings + 1))
        for number in range(headings, 0, -1):
            parts.insert(number * step, f"<h2>{self.sentence(4)[:-1]}</h2>")
        return "".join(parts)

    def choice(self, rows: Sequence) -> object:
        return rows[int(self._random.random() * len(rows))]

    def sample(self, rows: Sequence[Row], number: int) -> list[Row]:
        """Different ones of these, in any order; fewer where there are not so many."""
        return self._random.sample(rows, min(number, len(rows)))

    @staticmethod
    def name(number: int) -> str:
        """A name that ten stories in a row share and no others: no word of the language."""
        rest, letters = number // NAMED, ""
        while rest or not letters:
            rest, digit = divmod(rest, len(CONSONANTS))
            letters += CONSONANTS[digit] + "a"
        return f"V{letters}x"

    def _word(self) -> str:
        syllables = range(self._random.randint(2, 5))
        pick = self._random.choice
        return "".join(pick(CONSONANTS) + pick("aeiou") for _one in syllables)
