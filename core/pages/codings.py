"""The codings of a page: which one a browser takes, and the page in each."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli
import zstandard

IDENTITY = "identity"
# The smallest first; what nginx looks for stands behind each name.
SUFFIXES = {"br": ".br", "zstd": ".zst", "gzip": ".gz", IDENTITY: ""}
SMALL = 256


def coded(body: bytes) -> dict[str, bytes]:
    """The body in every coding that makes it smaller, and as it is."""
    bodies = {IDENTITY: body}
    if len(body) < SMALL:
        return bodies
    bodies["br"] = brotli.compress(body, quality=5)
    bodies["zstd"] = zstandard.ZstdCompressor(level=9).compress(body)
    bodies["gzip"] = gzip.compress(body, compresslevel=6, mtime=0)
    return bodies


@lru_cache(maxsize=1_024)
def accepted(header: str) -> tuple[str, ...]:
    """The codings a browser takes, the smallest first, and the plain one (RFC 9110, 12.5.3)."""
    weights = dict(_weight(part) for part in header.lower().split(",")[:32])
    rest = weights.get("*", 0.0)
    named = {"gzip": max(weights.get("gzip", rest), weights.get("x-gzip", 0.0))}
    taken = [
        name
        for name in SUFFIXES
        if name != IDENTITY and named.get(name, weights.get(name, rest)) > 0
    ]
    return (*taken, IDENTITY)


def _weight(part: str) -> tuple[str, float]:
    name, _sep, parameters = part.partition(";")
    weight = parameters.strip().removeprefix("q=").strip()
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0
