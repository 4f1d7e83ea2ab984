"""Sends very many comments at once, as if from many networks, and counts what became of them."""

from __future__ import annotations

import html
import http.client
import itertools
import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.content import Words
from benchmarks.servers import HOST

_TYPE = "application/x-www-form-urlencoded"
TAKEN = 303


@dataclass
class Sent:
    """How each post was answered, and how many refused ones did not get their words back.

    ``began`` and ``ended`` are seconds of ``time.time()``.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    began: float = 0.0
    ended: float = 0.0

    @property
    def broken(self) -> int:
        """Answers that say the site is broken: any 5xx but a 503 with the words."""
        return self.lost + sum(
            number for status, number in self.statuses.items() if status >= 500 and status != 503
        )


def send(port: int, article: int, *, posts: int, senders: int, networks: int) -> Sent:
    """Post so many comments under a story from ``senders`` connections, the next as soon as one
    is answered. The site counts networks where it stands behind a proxy."""
    sent, lock = Sent(), threading.Lock()
    numbers = itertools.islice(itertools.count(), posts)
    token = _token(port, article)
    texts = _texts(min(posts, 500))

    def work() -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=120)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return connection.close()
            text = f"{texts[number % len(texts)]} {number}"
            form = {"name": f"Reader {number}", "text": text, "token": token}
            status, page = _post(connection, article, form, _address(number % networks))
            with lock:
                sent.statuses[status] += 1
                sent.lost += status != TAKEN and text not in html.unescape(page)

    sent.began = time.time()
    threads = [threading.Thread(target=work) for _sender in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent.ended = time.time()
    return sent


def _token(port: int, article: int) -> str:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", f"/comments/form/{article}/")
    token: str = json.loads(connection.getresponse().read())["token"]
    connection.close()
    return token


def _texts(number: int) -> list[str]:
    words = Words()
    return [" ".join(words.paragraphs(120)) for _text in range(number)]


def _address(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _post(
    connection: http.client.HTTPConnection, article: int, form: dict[str, str], address: str
) -> tuple[int, str]:
    headers = {"Content-Type": _TYPE, "X-Real-IP": address}
    connection.request("POST", f"/comments/{article}/", urlencode(form), headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()
