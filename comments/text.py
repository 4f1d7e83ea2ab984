"""What a reader typed, made safe to keep, to compare and to show. Pure functions, linear time."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.text import MARKS_IN_A_ROW, fold

# Controls that reorder the text around them (Unicode property Bidi_Control).
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DROPPED = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
_NO_BIDI = str.maketrans("", "", BIDI_CONTROLS)
# A lone surrogate cannot be stored as UTF-8.
_NO_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CLOSING = ".,;:!?'\"»”’)]}>"
_OPENING = "'\"«“‘([{<"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_PIECES = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line; ``href`` is an http(s) address or empty."""

    text: str
    href: str = ""


def normalised(raw: str) -> str:
    """The text as it is kept: NFC, newlines as ``\\n``, no control characters, no empty ends."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").translate(_DROPPED)
    text = unicodedata.normalize("NFC", _calm(text.translate(_NO_SURROGATES)))
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    return "\n".join(kept).strip()


def one_line(raw: str) -> str:
    """A name as it is kept: normalised, bidi controls removed, white space collapsed."""
    return " ".join(normalised(raw).translate(_NO_BIDI).split())


def fingerprint(text: str) -> str:
    """The same for two texts that read the same: a hash of the folded words."""
    return hashlib.sha256(fold(text).encode()).hexdigest()


def shown(text: str) -> str:
    """The text as a page may show it: nothing in it reorders what stands around it."""
    return text.translate(_NO_BIDI)


def signed(name: str, namesake: int) -> str:
    """A name as a page may show it, with the number that tells it from the same name of others."""
    return f"{shown(name)} ({namesake})" if namesake > 1 else shown(name)


def paragraphs(text: str) -> list[list[list[Run]]]:
    """The text as paragraphs of lines of runs, links found, for a template to set."""
    blocks = [block for block in shown(text).split("\n\n") if block.strip()]
    return [[runs(line) for line in block.strip("\n").split("\n")] for block in blocks]


def runs(line: str) -> list[Run]:
    """One line as runs; each http(s) address in it is a run of its own."""
    if "://" not in line:
        return [Run(line)] if line else []
    found: list[Run] = []
    for word in _PIECES.findall(line):
        before, address, after = _split_address(word)
        _append(found, before)
        if address:
            found.append(Run(address, address))
        _append(found, after)
    return found


def links(text: str) -> list[str]:
    """The http(s) addresses in a text, in order."""
    words = [word for word in text.split() if "://" in word]
    addresses = {word: _split_address(word)[1] for word in set(words)}
    return [addresses[word] for word in words if addresses[word]]


def host(address: str) -> str:
    """The host of an http(s) address, without ``www.``; empty when it has none."""
    return (_host(address) or "").removeprefix("www.")


def _calm(text: str) -> str:
    """The text without towers of accents: sorting one takes quadratic time, no language has them.

    The limit is that of the stream-safe format (Unicode Standard Annex 15, section 13).
    """
    if text.isascii():
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def _append(found: list[Run], text: str) -> None:
    if not text:
        return
    if found and not found[-1].href:
        found[-1] = Run(found[-1].text + text)
    else:
        found.append(Run(text))


def _split_address(word: str) -> tuple[str, str, str]:
    """What stands before an address in a word, the address, what stands after."""
    bare = word.lstrip(_OPENING)
    if not bare.lower().startswith(("http://", "https://")):
        return word, "", ""
    before = word[: len(word) - len(bare)]
    address = _without_closing(bare)
    if not _host(address):
        return word, "", ""
    return before, address, bare[len(address) :]


def _without_closing(address: str) -> str:
    """The address without the punctuation of the sentence; a bracket it opened itself stays."""
    if address[-1] not in _CLOSING:
        return address
    end = len(address)
    depth = {close: address.count(close) - address.count(start) for close, start in _PAIRS.items()}
    while end and address[end - 1] in _CLOSING:
        character = address[end - 1]
        if character in depth:
            if depth[character] <= 0:
                break
            depth[character] -= 1
        end -= 1
    return address[:end]


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
