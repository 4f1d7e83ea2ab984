"""Naive Bayes over hashed words, as pure functions: tokens of a text, and what counts say of it.

The clamps see to it that no single word condemns and that what was learned cannot speak alone.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from comments.spam.rules import Reading

Counts = Mapping[int, tuple[int, int]]  # hash: in how many spam, in how many approved comments
MOST = 600  # tokens of one text
_SMOOTH, _CLAMP, _FLOOR, _STRONGEST = 0.06, 2.2, 0.25, 15
_LEAST_SEEN = 2


@dataclass(frozen=True, slots=True)
class Learned:
    """How many comments of each kind the site has learned."""

    spam: int = 0
    ham: int = 0

    @property
    def weight(self) -> float:
        """How far the counts are to be trusted, from 0 to 1."""
        least = min(self.spam, self.ham)
        return least / (least + 40)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the counts say: a sum in log-odds, and the words that say most, strongest first."""

    z: float = 0.0
    words: tuple[tuple[str, int, int], ...] = ()


def tokens(reading: Reading) -> dict[int, str]:
    """The text as a set of hashed tokens, each with the words it stands for."""
    words = [
        "has:number" if word.isdigit() else word for word in reading.words if 2 <= len(word) <= 24
    ]
    found: dict[int, str] = {}
    for token, shown in _named(reading, words):
        if len(found) >= MOST:
            break
        found[_hash(token)] = shown
    return found


def _named(reading: Reading, words: list[str]) -> Iterator[tuple[str, str]]:
    """The tokens with what they stand for, each once. A number counts as being one; which it was
    is not kept."""
    for word in dict.fromkeys(words):
        yield f"w:{word}", word
    for pair in dict.fromkeys(zip(words, words[1:], strict=False)):
        shown = " ".join(pair)
        yield f"b:{shown}", shown
    for name in dict.fromkeys(reading.hosts):
        yield f"host:{name}", name
    yield f"f:links={min(len(reading.hosts), 3)}", ""
    yield f"f:len={min(len(reading.words) // 20, 6)}", ""


def evidence(found: Mapping[int, str], counts: Counts, learned: Learned) -> Evidence:
    """What ``counts`` say of the tokens ``found``."""
    weighed = []
    for token, shown in found.items():
        spam, ham = counts.get(token, (0, 0))
        if spam + ham < _LEAST_SEEN:
            continue
        ratio = _ratio(spam, ham, learned)
        if abs(ratio) >= _FLOOR:
            weighed.append((abs(ratio), ratio, token, shown, spam, ham))
    weighed.sort(reverse=True)
    top = weighed[:_STRONGEST]
    if not top:
        return Evidence()
    scale = 2 / math.sqrt(len(top)) if len(top) >= 4 else 1.0
    z = max(-4.0, min(4.0, sum(row[1] for row in top) * scale))
    return Evidence(z, tuple((row[3], row[4], row[5]) for row in top if row[3])[:5])


def pack(hashes: Mapping[int, str] | list[int]) -> bytes:
    """Hashes as bytes, sorted."""
    ordered = sorted(hashes)
    return struct.pack(f"<{len(ordered)}q", *ordered)


def unpack(packed: bytes) -> list[int]:
    """The hashes behind ``pack``."""
    return list(struct.unpack(f"<{len(packed) // 8}q", packed))


def _ratio(spam: int, ham: int, learned: Learned) -> float:
    in_ham = (ham + _SMOOTH) / (learned.ham + 3)
    in_spam = (spam + _SMOOTH) / (learned.spam + 3)
    seen = spam + ham
    ratio = math.log(in_spam / in_ham) * seen / (seen + 3)
    return max(-_CLAMP, min(_CLAMP, ratio))


@lru_cache(maxsize=20_000)
def _hash(token: str) -> int:
    digest = hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)
