"""Finished pages on the disk: a file for each coding, laid out so that nginx can serve them.

    RELEASE/DAY/open/section/story/index.html(.br|.zst|.gz)   hold until the end of DAY
    RELEASE/DAY/timed/...   those that end before, and those that nginx cannot serve
    RELEASE/DAY/asked/...   pages with parameters
    RELEASE/DAY/about/...   what the application must know of each
    RELEASE/DAY/tags/...    which pages carry a tag, so that forgetting it removes their files

DAY is a day in UTC and the day at that moment where the site is at home. Every file appears by a
rename. A store whose disk fails is a store without pages, never an error.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from django.utils import timezone

from core.pages.board import EVERYTHING, Board, slot
from core.pages.codings import IDENTITY, SUFFIXES
from core.pages.ends import end_of
from core.pages.page import Header, Page

SEGMENT = re.compile(r"[!$&'()*+,:;=@A-Za-z0-9_~-][!$&'()*+,.:;=@A-Za-z0-9_~-]{0,180}")
LONGEST = 1_000
DAY = 86_400
# nginx reads its clock once for a bundle of requests; so late, in seconds, it may be.
LAG = 0.1
INDEX = "index.html"


def place_of(key: str) -> str:
    """The file of a page inside its tree; empty where no file can stand for the address."""
    path, _mark, query = key.partition("?")
    parts = path.removeprefix("/").split("/")
    last = parts.pop()
    if len(key) > LONGEST or not path.startswith("/"):
        return ""
    if not all(SEGMENT.fullmatch(part) for part in [*parts, *([last] if last else [])]):
        return ""
    name = (last or INDEX) + (f"?{query}" if query else "")
    return "/".join([*parts, name])


class Store:
    """The pages of one release under ``root``; the board lies beside them."""

    def __init__(
        self,
        root: Path,
        *,
        release: str,
        limit: int,
        can_serve: Callable[[str, list[Header]], bool] | None = None,
    ) -> None:
        """``can_serve`` says of a place and headers whether nginx may serve such a page."""
        self.root = root
        self._release = root / "pages" / release
        self._limit = limit
        self._can_serve = can_serve
        self.board = Board(root, clear=self._discard)

    def load(self, key: str, now: float) -> Page | None:
        """The page of an address if it holds at ``now``."""
        place = place_of(key)
        if not place:
            return None
        day = self._day(now)
        try:
            about = json.loads((day / "about" / f"{place}.json").read_bytes())
            page = self._read(day / about["tree"] / place, about)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return page if page and page.holds(self.board, now) else None

    def keep(self, key: str, page: Page) -> bool:
        """Write a page and its codings; False where it cannot be, or was forgotten meanwhile."""
        place = place_of(key)
        if not place:
            return False
        try:
            self._write(place, page, is_asked="?" in key)
        except OSError:
            return False
        return page.holds(self.board, page.made)

    def forget(self, slots: Iterable[int], *, position: int = 0) -> None:
        """Note on the board that these are forgotten, then remove the files of their pages.

        nginx keeps files open by the name of their door, a tenth of a second. Where one of those
        was removed, this returns when the tenth is over.
        """
        wanted = set(slots)
        self.board.forget(wanted, position=position)
        if any([self._forget_in(day, wanted) for day in self._days()]):
            now = time.time()
            time.sleep((int(now * 10) + 1) / 10 + LAG - now)

    def _forget_in(self, day: Path, slots: set[int]) -> bool:
        """Whether nginx may have had a file of what was removed."""
        if slot(EVERYTHING) in slots:
            had = (day / "open").is_dir()
            self._clear(day)
            return had
        return any([self._remove(day, day / "tags" / str(place)) for place in slots])

    def sweep(self) -> None:
        """Remove every day but this one, and other releases that nobody used for an hour."""
        today = self._day(_now())
        for day in self._days():
            is_own = day.parent == today.parent
            if day != today and (is_own or _age(day) > DAY / 24):
                self._clear(day)

    def open_doors(self, start: float, end: float) -> None:
        """Let nginx serve what holds all day in each whole tenth of a second up to ``end``."""
        doors = self.root / "doors"
        doors.mkdir(exist_ok=True)
        first, last = int(start * 10), int(end * 10)
        for tenth in range(first, last):
            day = self._day(tenth / 10)
            target = Path("..") / day.relative_to(self.root) / "open"
            if not self.board.open_door(f"{tenth // 10}.{tenth % 10}", target):
                return
        for door in doors.iterdir():
            if float(door.name) < start - 1:
                door.unlink(missing_ok=True)

    def _day(self, now: float) -> Path:
        moment = datetime.fromtimestamp(now, UTC)
        return self._release / f"{moment.date()}_{timezone.localdate(moment)}"

    def _days(self) -> list[Path]:
        with suppress(OSError):
            return list((self.root / "pages").glob("*/????-??-??_*"))
        return []

    def _read(self, base: Path, about: dict) -> Page | None:
        bodies = {}
        for coding, (length, check) in about["codings"].items():
            body = Path(f"{base}{SUFFIXES[coding]}").read_bytes()
            if len(body) != length or crc32(body) != check:
                return None
            bodies[coding] = body
        headers = [(name, value) for name, value in about["headers"]]
        return Page(
            headers,
            bodies,
            tuple(about["slots"]),
            about["since"],
            about["made"],
            about["ends"],
            etag=about["etag"],
            tags=about["tags"],
        )

    def _write(self, place: str, page: Page, *, is_asked: bool) -> None:
        day = self._day(page.made)
        if not day.is_dir():
            self.sweep()
        tree = "asked" if is_asked else "open" if self._is_open(place, page) else "timed"
        about = {
            "tree": tree,
            "etag": page.etag,
            "slots": list(page.slots),
            "since": page.since,
            "made": page.made,
            "ends": page.ends,
            "headers": page.headers,
            "tags": page.tags,
            "codings": {name: [len(body), crc32(body)] for name, body in page.bodies.items()},
        }
        if self.board.add_bytes(page.size) > self._limit:
            self._clear(day)
            self.board.add_bytes(page.size)
        self._note(day, page, f"{tree}/{place}\n")
        # nginx takes the time of a file for its version: the same second may see two texts.
        version = crc32(page.bodies[IDENTITY]) >> 1
        files = [
            (_beside(target, body, version), target)
            for coding, body in page.bodies.items()
            for target in [Path(f"{day / tree / place}{SUFFIXES[coding]}")]
        ]
        target = day / "about" / f"{place}.json"
        files.append((_beside(target, json.dumps(about).encode()), target))
        # Alone, so that nginx never sees a page that was forgotten while it was made.
        with self.board.alone():
            holds = self.board.holds(page.slots, page.since)
            for beside, target in files:
                if holds:
                    beside.replace(target)
                else:
                    beside.unlink(missing_ok=True)

    def _is_open(self, place: str, page: Page) -> bool:
        if self._can_serve is None or not self._can_serve(place, page.headers):
            return False
        return page.ends == end_of(datetime.fromtimestamp(page.made, UTC), None).timestamp()

    def _note(self, day: Path, page: Page, line: str) -> None:
        tags = day / "tags"
        tags.mkdir(parents=True, exist_ok=True)
        for place in page.slots:
            if place != slot(EVERYTHING):
                with (tags / str(place)).open("a", encoding="utf-8") as index:
                    index.write(line)

    def _remove(self, day: Path, index: Path) -> bool:
        taken = index.with_name(f"{index.name}.{uuid.uuid4().hex}")
        try:
            index.rename(taken)
            lines = set(taken.read_text(encoding="utf-8").splitlines())
            taken.unlink()
        except OSError:
            return False
        freed = sum(_unlink(day, line) for line in lines)
        self.board.add_bytes(-freed)
        return any(line.startswith("open/") for line in lines)

    def _discard(self) -> None:
        """All files, when nobody knows what they are worth."""
        for day in self._days():
            gone = day.with_name(f"gone-{uuid.uuid4().hex}")
            with suppress(OSError):
                day.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)

    def _clear(self, day: Path) -> None:
        """Away at once by a rename, then file by file."""
        gone = day.with_name(f"gone-{uuid.uuid4().hex}")
        with suppress(OSError):
            day.rename(gone)
            self.board.add_bytes(-self.board.words[2])
            shutil.rmtree(gone, ignore_errors=True)
            day.parent.rmdir()


def _unlink(day: Path, line: str) -> int:
    """Remove a page's files; how many bytes that freed."""
    tree, _slash, place = line.partition("/")
    (day / "about" / f"{place}.json").unlink(missing_ok=True)
    freed = 0
    for suffix in SUFFIXES.values():
        file = Path(f"{day / tree / place}{suffix}")
        with suppress(OSError):
            freed += file.stat().st_size
            file.unlink()
    return freed


def _beside(target: Path, content: bytes, version: int | None = None) -> Path:
    """Write it next to where it will be; ``version`` becomes the time of the file."""
    beside = target.with_name(f".{uuid.uuid4().hex}")
    try:
        beside.write_bytes(content)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
    if version is not None:
        os.utime(beside, (version, version))
    return beside


def _now() -> float:
    return datetime.now(UTC).timestamp()


def _age(path: Path) -> float:
    try:
        return _now() - path.stat().st_mtime
    except OSError:
        return 0.0
