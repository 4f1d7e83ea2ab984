"""What a reader typed, read as words and phrases. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.text import bare_words

QUERY_LENGTH = 200
MOST_WORDS = 12
# Words that a text about anything has or lacks by chance; looked for, but missed by nobody.
SMALL = frozenset(
    bare_words("""
        a about all also an and any are as at be been being but by can could did do does for from
        had has have how i if in into is it its me my no nor not of on one or our really should so
        some than that the their them then there these they this those to was we were what when
        where which while who whose why will with without would you your
    """).split()
)
Phrase = tuple[str, ...]
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True)
class Query:
    """Phrases that a text must have, all of them; a phrase of one word is a word.

    ``tokens``: of each group one must stand in the document's tokens. ``is_most``: of three or
    more phrases one may be missing. ``is_loose``: any phrase will do. ``alike``: beside a word one
    that is spelt like it, which will do as well. ``is_open``: the last word may go on, and titles
    alone are looked at. ``in_names``: titles and names alone are looked at.
    """

    phrases: tuple[Phrase, ...]
    tokens: tuple[tuple[str, ...], ...] = ()
    alike: Mapping[str, str] = field(default_factory=dict)
    is_most: bool = False
    is_loose: bool = False
    is_open: bool = False
    in_names: bool = False

    @property
    def words(self) -> list[str]:
        return [word for phrase in self.phrases for word in phrase]

    @property
    def telling(self) -> tuple[Phrase, ...]:
        """The phrases that are more than one small word; all where there is no other."""
        kept = tuple(one for one in self.phrases if len(one) > 1 or one[0] not in SMALL)
        return kept or self.phrases

    def ways(self, phrase: Phrase) -> list[Phrase]:
        """The phrase and, where some of its words are alike others, the phrase with those."""
        other = tuple(self.alike.get(word, word) for word in phrase)
        return [phrase] if other == phrase else [phrase, other]

    def joined(self, terms: Sequence[str], *, every: str, either: str) -> str:
        """One term for each phrase, joined by an engine's words for "and" and "or"."""
        if self.is_loose:
            return either.join(terms)
        if self.is_most and len(terms) > 2:
            return _all_but_one(terms, every=every, either=either)
        return every.join(terms)


@dataclass(frozen=True)
class Ask:
    """A question to the index: at most ``limit`` documents, the best or the newest.

    ``of_others``: its tokens let no story through.
    """

    query: Query
    limit: int
    newest: bool = False
    of_others: bool = False


def _all_but_one(terms: Sequence[str], *, every: str, either: str) -> str:
    """Any of the terms may be missing, but only one: n log n terms, where saying it plainly is n².

    All of one half and all but one of the other, or the other way round.
    """
    if len(terms) == 2:
        return f"({either.join(terms)})"
    middle = len(terms) // 2
    halves = terms[:middle], terms[middle:]
    ways = [
        [*whole, *([_all_but_one(rest, every=every, either=either)] if rest[1:] else [])]
        for whole, rest in (halves, halves[::-1])
    ]
    return f"({either.join(f'({every.join(way)})' for way in ways)})"


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
