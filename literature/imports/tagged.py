"""Reads files of lines that begin with a tag, as RIS and MEDLINE do; knows no tag's meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

BOM = "\ufeff"
# What goes on longer is no abstract any more.
LONGEST_VALUE = 100_000


@dataclass
class Entry:
    """The tags of one entry with their values in order, from the line on which it begins."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    is_closed: bool = False

    def all(self, *tags: str) -> list[str]:
        """Every value of any of the tags, in the order of the file."""
        return [value for tag, value in self.fields if tag in tags and value]

    def first(self, *tags: str) -> str:
        """The value of the first of the tags that has one."""
        return next((value for tag in tags for value in self.all(tag)), "")

    def add(self, tag: str, value: str) -> None:
        self.fields.append((tag, value.strip()))

    def extend(self, text: str) -> None:
        """Text that goes on from the line before."""
        tag, value = self.fields[-1] if self.fields else ("", "")
        if tag and text.strip() and len(value) < LONGEST_VALUE:
            self.fields[-1] = (tag, f"{value} {text.strip()}".strip())


def entries(
    text: str, line_pattern: re.Pattern[str], *, opening: str, closing: str = ""
) -> Iterator[Entry]:
    """Cut a file into entries: each begins with ``opening`` and ends with ``closing`` or the next.

    ``line_pattern`` has the groups tag and value. Lines without a tag go on from the one before.
    """
    entry: Entry | None = None
    for number, line in enumerate(lines(text), start=1):
        match = line_pattern.match(line)
        tag = match["tag"] if match else ""
        if tag == opening:
            if entry:
                yield entry
            entry = Entry(number)
        if entry is None:
            continue
        if match and tag == closing:
            entry.is_closed = True
            yield entry
            entry = None
        elif match:
            entry.add(tag, match["value"])
        else:
            entry.extend(line)
    if entry:
        yield entry


def lines(text: str) -> Iterable[str]:
    """The lines of a file, whichever way they end; Unicode's own separators end none."""
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n").split("\n")
