"""References as plain text in a style, one in a paragraph, to be copied."""

from __future__ import annotations

from collections.abc import Iterable

from literature.csl import Csl
from literature.formatting import format_record
from literature.runs import plain


def write(records: Iterable[Csl], *, style: str) -> str:
    """Every record in the style, by its number where there are several."""
    lines = [plain(format_record(record, style)) for record in records]
    if len(lines) == 1:
        return f"{lines[0]}\n"
    return "".join(f"{number}. {line}\n" for number, line in enumerate(lines, 1))
