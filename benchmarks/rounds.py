"""Measures contenders in turn, round by round, so that a busy moment meets all alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks import asking, machine
from benchmarks.progress import Bar
from benchmarks.servers import Server

MOST_REQUESTS = 2_000


@dataclass
class Contender:
    """A page of a server. Where it has several ``paths``, each request asks for the next one."""

    name: str
    server: Server
    paths: Sequence[str]
    headers: dict[str, str] = field(default_factory=dict)
    is_fast: bool = False
    others: Callable[[], list[int]] = list
    limit: int = MOST_REQUESTS
    costs: list[float] = field(default_factory=list)
    bytes: int = 0

    def __post_init__(self) -> None:
        self._turn = cycle(self.paths)

    @property
    def cost(self) -> float:
        """Microseconds of processor time a request, the median of the rounds."""
        return statistics.median(self.costs)

    def ask(self, seconds: float) -> int:
        port = self.server.port
        if self.is_fast:
            return asking.fast(port, self.paths[0], self.headers, seconds)
        return asking.slow(port, self._turn, self.headers, seconds, limit=self.limit)

    def warm(self) -> None:
        """Once through, so that neither imports nor compiled templates are measured."""
        for _time in range(3):
            _headers, body = asking.once(self.server.port, next(self._turn), self.headers)
            self.bytes = len(body)

    def measure(self, seconds: float) -> None:
        before = self._spent()
        answered = self.ask(seconds)
        self.costs.append((self._spent() - before) / answered * 1e6)

    def _spent(self) -> float:
        return machine.processor_seconds([*self.server.pids(), *self.others()])


def run(contenders: Sequence[Contender], *, rounds: int, seconds: float) -> None:
    for contender in contenders:
        contender.warm()
    bar = Bar("measuring", rounds * len(contenders))
    done = 0
    for _round in range(rounds):
        for contender in contenders:
            contender.measure(seconds)
            done += 1
            bar.show(done)


def ratio(one: Contender, other: Contender) -> float:
    """How often the cost of ``other`` goes into that of ``one``: the median of each round's own."""
    pairs = zip(one.costs, other.costs, strict=True)
    return statistics.median(mine / theirs for mine, theirs in pairs if theirs)
