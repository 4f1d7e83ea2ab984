"""Text with emphasis as data: the runs of a reference, and two ways of writing a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

EMPHASIS: dict[str, dict[str, Any]] = {
    "i": {"italic": True},
    "em": {"italic": True},
    "b": {"bold": True},
    "strong": {"bold": True},
    "sup": {"sup": True},
    "sub": {"sub": True},
}
# Chicago 18: articles, conjunctions and prepositions of up to four letters stay small.
SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "like", "near"}
    | {"nor", "of", "off", "on", "onto", "or", "out", "over", "past", "per", "plus", "so", "than"}
    | {"the", "till", "to", "up", "upon", "v.", "via", "vs", "vs.", "with", "yet"}
)
WORD = re.compile(r"[^\s\-\u2010-\u2015/]+")
OPENERS = "“‘\"'(["
_Rule = Callable[[int, str], str]


@dataclass(frozen=True)
class Run:
    """A piece of text in one style; ``href`` makes it a link, ``nocase`` keeps its capitals."""

    text: str
    italic: bool = False
    bold: bool = False
    sup: bool = False
    sub: bool = False
    small_caps: bool = False
    href: str = ""
    nocase: bool = False


def plain(runs: Iterable[Run]) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def merged(runs: Iterable[Run]) -> list[Run]:
    """The same text with neighbours of one style joined and empty runs left out."""
    result: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if result and _style(result[-1]) == _style(run):
            result[-1] = replace(run, text=result[-1].text + run.text)
        else:
            result.append(run)
    return result


def _style(run: Run) -> tuple[str | bool, ...]:
    return (run.italic, run.bold, run.sup, run.sub, run.small_caps, run.href, run.nocase)


def title_runs(markup: str) -> list[Run]:
    """Read a title with i, b, sub, sup and span (small caps, nocase); other tags are left out."""
    reader = _TitleReader()
    reader.feed(" ".join(markup.split()))
    reader.close()
    return merged(reader.runs)


def flipped(runs: Iterable[Run]) -> list[Run]:
    """The runs inside italic text: what was italic stands upright."""
    return [replace(run, italic=not run.italic) for run in runs]


def capitalised_after_colon(runs: list[Run]) -> list[Run]:
    """APA: the first word after a colon, a question or exclamation mark begins with a capital."""
    text = plain(runs)
    starts = {match.end() for match in re.finditer(r"[:?!]\s+[“‘\"(]?", text)}
    return _rewritten(runs, lambda start, word: _capital(word) if start in starts else word)


def headline(runs: list[Run]) -> list[Run]:
    """Chicago headline capitals; names of species, genes and abbreviations keep their own."""
    words = list(_words(plain(runs)))
    if not words:
        return runs
    text = plain(runs)
    always = {words[0].start(), words[-1].start()}
    always |= {b.start() for a, b in pairwise(words) if ":" in text[a.end() - 1 : b.start()]}

    def written(start: int, word: str) -> str:
        is_small = word.lower().rstrip(",;") in SMALL_WORDS and start not in always
        return word.lower() if is_small else _capital(word)

    return _rewritten(runs, written)


def _words(text: str) -> Iterable[re.Match[str]]:
    return WORD.finditer(text)


def _rewritten(runs: list[Run], rule: _Rule) -> list[Run]:
    offset, result = 0, []
    for run in runs:
        text = run.text
        if not (run.nocase or run.italic):
            text = _rewritten_text(run.text, offset, rule)
        result.append(replace(run, text=text))
        offset += len(run.text)
    return result


def _rewritten_text(text: str, offset: int, rule: _Rule) -> str:
    def one(match: re.Match[str]) -> str:
        lead = len(match[0]) - len(match[0].lstrip(OPENERS))
        start = match.start() + offset
        word = match[0][lead:]
        # A word may stand at its own place or behind its opening quote.
        fixed = rule(start, word)
        return match[0][:lead] + (fixed if fixed != word or not lead else rule(start + lead, word))

    return WORD.sub(one, text)


def _capital(word: str) -> str:
    # mRNA, p53 and BNT162b2 keep their own capitals, Greek letters stay small.
    is_latin = word[:1].isascii() or "À" <= word[:1] <= "ɏ"
    if not is_latin or word != word.lower() or any(map(str.isdigit, word)):
        return word
    return word[:1].upper() + word[1:]


class _TitleReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, Run]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = self._open[-1][1] if self._open else Run("")
        changes = dict(EMPHASIS.get(tag, {}))
        if tag == "span":
            words = " ".join(value or "" for _name, value in attrs)
            if "small-caps" in words or re.search(r"\bsc\b", words):
                changes["small_caps"] = True
            if "nocase" in words:
                changes["nocase"] = True
        self._open.append((tag, replace(style, **changes)))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _style in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        style = self._open[-1][1] if self._open else Run("")
        self.runs.append(replace(style, text=data))
