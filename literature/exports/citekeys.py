"""Makes the keys by which LaTeX and Markdown cite a record: ryan2026randomized."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count, product
from string import ascii_lowercase

from core.text import slugify
from literature.csl import Csl
from literature.exports.records import title_of
from literature.styles.source import Source

LEAST_WORD = 3
NOBODY, NO_YEAR = "anon", "nd"


def citekeys(records: Iterable[Csl]) -> list[str]:
    """One key for each record, in order; the second of the same name gets an a, the third a b."""
    keys: dict[str, None] = {}
    spare: dict[str, Iterator[str]] = {}
    for csl in records:
        stem = citekey(csl)
        names = spare.setdefault(stem, chain([stem], _suffixed(stem)))
        keys[next(name for name in names if name not in keys)] = None
    return list(keys)


def citekey(csl: Csl) -> str:
    """First author's family name, year, and the first word of the title of four letters or more."""
    source = Source.from_csl(csl)
    first = source.authors[0] if source.authors else None
    # Of a group only the first word, of a person the whole family name.
    words = slugify(first.group.split(" ")[0] if first.is_group else first.family) if first else ""
    year = str(source.shown_date.year) if source.shown_date else NO_YEAR
    return f"{words.replace('-', '') or NOBODY}{year}{_title_word(title_of(source))}"


def _title_word(title: str) -> str:
    words = slugify(title, max_length=200).split("-")
    longer = (word for word in words if sum(map(str.isalpha, word)) > LEAST_WORD)
    return next(longer, words[0])


def _suffixed(stem: str) -> Iterator[str]:
    return (
        stem + "".join(letters)
        for length in count(1)
        for letters in product(ascii_lowercase, repeat=length)
    )
