"""Reads the demo's files. Knows no model."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

Table = dict[str, Any]


def tables(name: str, key: str) -> list[Table]:
    """The tables ``[[key]]`` of the file ``<name>.toml``, in their order."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8")).get(key, [])


def stories() -> list[Table]:
    """The stories, in the order of their file names."""
    files = sorted((HERE / "stories").glob("*.toml"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
