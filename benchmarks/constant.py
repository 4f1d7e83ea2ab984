"""The floor: an application that answers every address with the same bytes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

BODY = [Path(os.environ["BENCH_BODY"]).read_bytes()]
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(BODY[0]))),
]


def application(_environ: dict, start_response: Callable) -> list[bytes]:
    start_response("200 OK", HEADERS)
    return BODY
