"""One sheet of styles for the reader's pages, put together from the files in ``static/css/``.

The finder offers ``css/site.bundle.css`` beside the files themselves, so that the development
server, the tests and ``collectstatic`` all find it, and a story costs one request for styles.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

BUNDLE = "css/site.bundle.css"
FIRST = ["site.css", "tokens.css", "reset.css", "base.css", "layout.css"]
LAST = ["utilities.css", "print.css"]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s*\n\s*")
BREAK = re.compile(r"(?<=[{};,])\n")
# A space after a colon or before a brace, or a text in quotes, which stays as it is.
NEEDLESS = re.compile(r"""("[^"]*"|'[^']*')|(?<=[\w-]:) | (?={)""")


def sheets(folder: Path) -> list[Path]:
    """The files of the bundle in order: the floor, components by name, utilities, print."""
    components = sorted((folder / "components").glob("*.css"), key=lambda path: path.stem)
    return [*(folder / name for name in FIRST), *components, *(folder / name for name in LAST)]


def bundle(folder: Path) -> str:
    """All sheets as one, without comments, indentation and needless breaks and spaces."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sheets(folder))
    lines = SPACE.sub("\n", COMMENT.sub("", text)).strip()
    return NEEDLESS.sub(r"\1", BREAK.sub("", lines)).replace(";}", "}") + "\n"


class BundleFinder(BaseFinder):
    """Finds the one bundle, made anew whenever a sheet is newer."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(settings.BASE_DIR) / "static" / "css"
        self.storage = FileSystemStorage(Path(settings.BASE_DIR) / "var" / "bundle")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:  # type: ignore[override]  # noqa: FBT001, FBT002 - Django's signature
        if path != BUNDLE:
            return []
        found = str(self._fresh())
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        self._fresh()
        yield BUNDLE, self.storage

    def _fresh(self) -> Path:
        target = Path(self.storage.path(BUNDLE))
        sources = [*sheets(self.folder), Path(__file__)]
        newest = max(path.stat().st_mtime for path in sources)
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_suffix(f".{os.getpid()}")
            part.write_text(bundle(self.folder), encoding="utf-8")
            part.replace(target)
        return target
