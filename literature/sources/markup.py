"""Cleans titles and names as services send them: JATS, entities, capitals, stray markup."""

from __future__ import annotations

import re
from html import escape, unescape

from core import html, text
from literature.identifiers import IdentifierError, normalise_orcid
from literature.imports.record import named
from literature.names import recase

LONGEST = 1_200
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
DROPPED = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
MATH = re.compile(r"<(?:mml:)?math\b([^>]*)>(.*?)</(?:mml:)?math\s*>", re.DOTALL | re.IGNORECASE)
ALT_TEXT = re.compile(r'\balttext="([^"]*)"', re.IGNORECASE)
TAG = re.compile(r"<(/?)(?:\w+:)?([a-zA-Z][\w-]*)\b[^<>]*>")
KEPT = {
    **dict.fromkeys(["italic", "i", "em"], "i"),
    **dict.fromkeys(["bold", "b", "strong"], "b"),
    **dict.fromkeys(["scp", "sc"], "sc"),
    "sub": "sub",
    "sup": "sup",
}


def clean_title(raw: str) -> str:
    """A title with emphasis, sub- and superscripts and small capitals, and nothing else."""
    marked = CDATA.sub(r"\1", raw[:LONGEST])
    marked = MATH.sub(_formula, DROPPED.sub("", marked))
    parts, place = [], 0
    for tag in TAG.finditer(marked):
        parts += [_escaped(marked[place : tag.start()]), _tag(tag)]
        place = tag.end()
    parts.append(_escaped(marked[place:]))
    return html.clean(" ".join("".join(parts).split()), "title")


def clean_name(raw: object) -> str:
    """A name without markup, on one line; capitals alone are given their usual case."""
    return recase(text.plain(clean_title(str(raw)))) if raw else ""


def person(
    given: object, family: object, suffix: object = "", orcid: object = ""
) -> dict[str, str]:
    """A CSL name with its ORCID iD, where that is sound; empty parts are left out."""
    name = named(clean_name(family), clean_name(given), clean_name(suffix))
    number = _orcid(orcid)
    return {**name, "ORCID": number} if number else name


def group(name: object) -> dict[str, str]:
    """A CSL name of a group."""
    return {"literal": text.plain(clean_title(str(name)))}


def _orcid(raw: object) -> str:
    try:
        return normalise_orcid(str(raw)) if raw else ""
    except IdentifierError:
        return ""


def _formula(match: re.Match[str]) -> str:
    spoken = ALT_TEXT.search(match[1])
    return spoken[1] if spoken else TAG.sub("", match[2])


def _tag(match: re.Match[str]) -> str:
    kept = KEPT.get(match[2].lower())
    if kept is None:
        return ""
    if kept == "sc":
        return "</span>" if match[1] else '<span class="sc">'
    return f"<{match[1]}{kept}>"


def _escaped(words: str) -> str:
    # "&amp;lt;" is a sign encoded twice; what would become a tag stays the text that it is.
    for _time in range(2):
        decoded = unescape(words)
        if TAG.search(decoded):
            break
        words = decoded
    return escape(unescape(words), quote=False)
