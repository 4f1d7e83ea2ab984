"""What processes cost, as Linux counts it: processor time and memory, from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children: dict[int, list[int]] = {}
    for place in PROC.glob("[0-9]*"):
        fields = _stat(place)
        if fields:
            children.setdefault(int(fields[1]), []).append(int(place.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def processor_seconds(pids: Iterable[int]) -> float:
    """Time in user and system mode of processes that run, in steps of a hundredth."""
    ticks = 0
    for pid in pids:
        fields = _stat(PROC / str(pid))
        if fields:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def memory(pids: Iterable[int]) -> float:
    """Megabytes, with memory that several processes share divided among them (PSS)."""
    kilobytes = 0
    for pid in pids:
        try:
            lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def _stat(place: Path) -> list[str]:
    """The fields after the name, which may hold spaces: state, parent, ..."""
    try:
        return (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (OSError, UnicodeError):
        return []
