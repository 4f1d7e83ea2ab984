"""What a reader typed, read as words and phrases. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.text import bare_words

QUERY_LENGTH = 200
MOST_WORDS = 12
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True)
class Query:
    """Phrases that a text must have, all of them; a phrase of one word is a word.

    ``tokens``: of each group one must stand in the document's tokens. ``is_loose``: any phrase
    will do. ``is_open``: the last word may go on, and titles alone are looked at. ``in_names``:
    titles and names alone are looked at.
    """

    phrases: tuple[tuple[str, ...], ...]
    tokens: tuple[tuple[str, ...], ...] = ()
    is_loose: bool = False
    is_open: bool = False
    in_names: bool = False

    @property
    def words(self) -> list[str]:
        return [word for phrase in self.phrases for word in phrase]


@dataclass(frozen=True)
class Ask:
    """A question to the index: at most ``limit`` documents, the best or the newest."""

    query: Query
    limit: int
    newest: bool = False


def phrases_of(typed: str) -> tuple[tuple[str, ...], ...]:
    """The words of a query, each once, and its quoted phrases; at most twelve words in all.

    A word with signs inside is a phrase: covid-19 is "covid 19".
    """
    asked = typed[:QUERY_LENGTH].replace("\0", " ")
    pieces = QUOTED.findall(asked) + QUOTED.sub(" ", asked).split()
    phrases = (tuple(bare_words(piece).split()) for piece in pieces)
    kept: list[tuple[str, ...]] = []
    room = MOST_WORDS
    for phrase in dict.fromkeys(filter(None, phrases)):
        if len(phrase) > room:
            break
        room -= len(phrase)
        kept.append(phrase)
    return tuple(kept)


def normal_form(typed: str) -> str:
    """One form of a query, for pins and for counting what was not found."""
    return bare_words(typed[:QUERY_LENGTH].replace("\0", " "))
