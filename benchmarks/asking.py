"""Asks a server for pages: by wrk where it is installed, else one after the other."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from itertools import repeat
from urllib.parse import urlencode

from benchmarks.servers import HOST

WRK = shutil.which("wrk")
CONNECTIONS = 8
GOOD = {200, 304}


class Wrong(Exception):
    """The answer was not the page that is measured."""


def fast(port: int, path: str, headers: Mapping[str, str], seconds: float) -> int:
    """How many requests were answered in about that time, over several kept connections."""
    if WRK is None:
        return slow(port, repeat(path), headers, seconds, limit=100_000)
    command = [WRK, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command.append(f"http://{HOST}:{port}{path}")
    told = subprocess.run(  # noqa: S603 - the load generator, on the loopback
        command, capture_output=True, text=True, check=True, timeout=seconds + 30
    ).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise Wrong(path, told)
    return int(re.search(r"(\d+) requests in", told)[1])


def slow(
    port: int, paths: Iterator[str], headers: Mapping[str, str], seconds: float, *, limit: int
) -> int:
    """The same over one kept connection: at most ``limit`` requests, the next path each time."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    end = time.monotonic() + seconds
    done = 0
    for path in paths:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        if answer.status not in GOOD:
            raise Wrong(path, answer.status)
        done += 1
        if done >= limit or time.monotonic() > end:
            break
    connection.close()
    return done


def once(port: int, path: str, headers: Mapping[str, str]) -> tuple[dict[str, str], bytes]:
    """One answer, its headers in small letters, and its body as it came."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status not in GOOD:
        raise Wrong(path, answer.status)
    return {name.lower(): value for name, value in answer.getheaders()}, body


def signed_in(port: int, user: str, password: str) -> dict[str, str]:
    """The headers of somebody signed in at the desk."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    login = "/admin/login/?next=/admin/"
    connection.request("GET", login)
    answer = connection.getresponse()
    page = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    cookie = answer.getheader("Set-Cookie").partition(";")[0]
    form = {"username": user, "password": password, "csrfmiddlewaretoken": token}
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", login, urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    cookies = [
        value.partition(";")[0]
        for name, value in answer.getheaders()
        if name.lower() == "set-cookie"
    ]
    connection.close()
    if not any(cookie.startswith("sessionid=") for cookie in cookies):
        raise Wrong(login, answer.status)
    return {"Cookie": "; ".join(cookies)}
