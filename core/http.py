"""The only door to the network: one request to a public address, bounded in time and size.

An address is looked up once, refused unless every answer is public, and then connected to by
number, so that nobody can change it between the check and the use. Redirects come through the
same check. Keeps nothing and tries nothing twice: its callers decide that.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import OutsideFailure

TIMEOUT = 20.0  # seconds for everything: name, connection, redirects, the whole answer
MAX_BYTES = 5_000_000
MAX_REDIRECTS = 5
LONGEST_URL = 4_000
PIECE = 65_536
PORTS = {"http": 80, "https": 443}
NAME_ALONE = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")
UNPRINTABLE = re.compile(r"[\x00-\x20\x7f]")
CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
REDIRECTS = {301, 302, 303, 307, 308}
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
# An IPv6 address may carry an IPv4 one, which is the one that is reached (RFC 6052).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
COMPATIBLE = ipaddress.ip_network("::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Response:
    """An answer. ``headers`` have lower-case names, ``url`` is where the last redirect led."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    url: str = ""

    @property
    def is_busy(self) -> bool:
        """Whether the service asks to be left alone for a while."""
        return self.status in BUSY

    @property
    def retry_after(self) -> float | None:
        """Seconds the service asks to wait; None when it says nothing or gives a date."""
        told = self.headers.get("retry-after", "").strip()
        return float(told) if re.fullmatch(r"[0-9]{1,6}", told) else None

    def text(self) -> str:
        """The body in the charset it claims, else UTF-8; what cannot be read becomes U+FFFD."""
        told = CHARSET.search(self.headers.get("content-type", ""))
        try:
            return self.body.decode(told[1] if told else "utf-8")
        except (LookupError, UnicodeDecodeError):
            return self.body.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """The body as JSON, without signs that no database holds (NUL, half of a pair).

        Raises OutsideFailure when it is cut off or something else.
        """
        try:
            return _storable(json.loads(self.text()))
        except (ValueError, RecursionError) as error:
            message = _("%(host)s sent an answer that cannot be read. It may be cut off.")
            raise OutsideFailure(message % {"host": host_of(self.url)}, permanent=False) from error


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode().replace("\x00", "")
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    return value


@dataclass(frozen=True)
class Hop:
    """One request to one checked address."""

    method: str
    parts: SplitResult
    address: str
    headers: Mapping[str, str]
    data: bytes | None
    deadline: float
    max_bytes: int


def fetch(
    url: str,
    *,
    method: str = "GET",
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_BYTES,
    accept: str = "*/*",
) -> Response:
    """Send one request and return the answer, whatever its status.

    ``timeout`` bounds the whole in seconds, ``max_bytes`` the body. Redirects of GET and HEAD are
    followed, at most five, each checked like the first. Raises OutsideFailure with a sentence for
    a person: permanent where asking again cannot help, as for an address that is refused.
    """
    if not settings.NETWORK:
        raise OutsideFailure(
            _("This site is set up without a network, so nothing was asked."), permanent=True
        )
    deadline = time.monotonic() + timeout
    sent = {"user-agent": user_agent(), "accept": accept, "accept-encoding": "identity"}
    sent |= {name.lower(): value for name, value in (headers or {}).items()}
    for _hop in range(MAX_REDIRECTS + 1):
        parts = _checked(url)
        address = _public_address(parts, deadline)
        answer = _ask(Hop(method, parts, address, sent, data, deadline, max_bytes))
        target = answer.headers.get("location", "")
        if answer.status not in REDIRECTS or not target or method not in {"GET", "HEAD"}:
            return answer
        url = urljoin(url, target)
        if urlsplit(url).netloc != parts.netloc:
            sent.pop("authorization", None)
    message = _("%(host)s sends from one address to the next without end.")
    raise OutsideFailure(message % {"host": host_of(url)}, permanent=True)


def user_agent() -> str:
    """Who asks, with an address to write to, as services wish it."""
    return f"Newsroom/1.0 ({settings.SITE_URL}; mailto:{settings.SITE_CONTACT_EMAIL})"


def host_of(url: str) -> str:
    """The host in an address, for a sentence about it."""
    return urlsplit(url).hostname or url[:60]


def is_public(address: Address) -> bool:
    """Whether an address may be reached from here; what it carries inside counts as well."""
    if address.is_loopback:
        return bool(settings.NETWORK_LOOPBACK)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and (address in TRANSLATED or address in COMPATIBLE):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _checked(url: str) -> SplitResult:
    if len(url) > LONGEST_URL:
        raise _refused(url)
    try:
        parts = urlsplit(UNPRINTABLE.sub(lambda sign: quote(sign[0]), url))
        host = (parts.hostname or "").encode("idna")
        port = parts.port or PORTS.get(parts.scheme)
    except (ValueError, UnicodeError) as error:
        raise _refused(url) from error
    name = host.decode("ascii").lower()
    is_usual = settings.NETWORK_LOOPBACK or port == PORTS.get(parts.scheme)
    if parts.scheme not in PORTS or not name or "@" in parts.netloc or not is_usual:
        raise _refused(url)
    shown = f"[{name}]" if ":" in name else name
    if not NAME_ALONE.fullmatch(shown):
        raise _refused(url)
    return parts._replace(netloc=f"{shown}:{port}", fragment="")


def _public_address(parts: SplitResult, deadline: float) -> str:
    host = parts.hostname or ""
    found = look_up(host, parts.port or 0, deadline)
    numbers = [ipaddress.ip_address(number.partition("%")[0]) for number in found]
    if not numbers or not all(map(is_public, numbers)):
        raise _refused(parts.geturl())
    return found[0]


def look_up(host: str, port: int, deadline: float) -> list[str]:
    """Every address of a host, in the system's order; the tests put a fake here.

    The system's own look-up knows no time limit, so it is left behind when it takes too long.
    """
    found: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(str(answer[4][0]) for answer in answers)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if thread.is_alive():
        raise _too_slow(host)
    if not found:
        raise OutsideFailure(
            _("%(host)s cannot be found on the network.") % {"host": host}, permanent=False
        )
    return found


def _ask(hop: Hop) -> Response:
    host = hop.parts.hostname or ""
    try:
        return send(hop)
    except TimeoutError as error:
        raise _too_slow(host) from error
    except ssl.SSLError as error:
        message = _("%(host)s cannot prove who it is, so nothing was sent.")
        raise OutsideFailure(message % {"host": host}, permanent=False) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        message = _("%(host)s does not answer as it should.")
        raise OutsideFailure(message % {"host": host}, permanent=False) from error


def send(hop: Hop) -> Response:
    """Send one hop over a socket of its own and read the answer; the tests put a fake here."""
    connection = _Pinned(hop)
    path = quote(hop.parts.path or "/", safe="/%:;=@!$&'()*+,~-._")
    query = quote(hop.parts.query, safe="/%:;=@!$&'()*+,~-._?[]")
    try:
        target = f"{path}?{query}" if query else path
        connection.request(hop.method, target, body=hop.data, headers=dict(hop.headers))
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        body = read_bounded(answer, hop)
        if answer.length:
            raise http.client.IncompleteRead(body, answer.length)
    finally:
        connection.close()
    return Response(answer.status, headers, body, _shown(hop.parts))


def read_bounded(answer: http.client.HTTPResponse | io.BytesIO, hop: Hop) -> bytes:
    """The body, as long as it keeps within the hop's size; raises OutsideFailure above it."""
    body = bytearray()
    while piece := answer.read(PIECE):
        body += piece
        if len(body) > hop.max_bytes:
            message = _("%(host)s sent more than can be taken.")
            raise OutsideFailure(message % {"host": hop.parts.hostname}, permanent=True)
    return bytes(body)


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name says by now."""

    def __init__(self, hop: Hop) -> None:
        super().__init__(hop.parts.hostname or "", hop.parts.port)
        self.hop = hop
        self.default_port = PORTS[hop.parts.scheme]
        self.response_class = self._response  # type: ignore[assignment]  # called like the class

    def connect(self) -> None:
        left = _left(self.hop)
        sock = socket.create_connection((self.hop.address, self.port or 0), timeout=left)
        if self.hop.parts.scheme == "https":
            context = ssl.create_default_context()
            sock.settimeout(_left(self.hop))
            sock = context.wrap_socket(sock, server_hostname=self.host)
        self.sock = sock

    def _response(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        url: str | None = None,
    ) -> http.client.HTTPResponse:
        response = http.client.HTTPResponse(sock, debuglevel, method, url)
        response.fp.close()
        response.fp = io.BufferedReader(_Timed(sock, self.hop))
        return response


class _Timed(io.RawIOBase):
    """Reads from a socket and gives up when the time for the whole request is over."""

    def __init__(self, sock: socket.socket, hop: Hop) -> None:
        self.sock, self.hop = sock, hop
        self.source = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.sock.settimeout(_left(self.hop))
        return self.source.readinto(buffer)

    def close(self) -> None:
        self.source.close()
        super().close()


def _left(hop: Hop) -> float:
    left = hop.deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _shown(parts: SplitResult) -> str:
    usual = f":{PORTS[parts.scheme]}"
    return parts._replace(netloc=parts.netloc.removesuffix(usual)).geturl()


def _too_slow(host: str) -> OutsideFailure:
    return OutsideFailure(
        _("%(host)s did not answer in time. Try again in a while.") % {"host": host},
        permanent=False,
    )


def _refused(url: str) -> OutsideFailure:
    return OutsideFailure(
        _("“%(url)s” is not an address that may be asked.") % {"url": url[:100]}, permanent=True
    )


def rest(seconds: float) -> None:
    """Wait until a service may be asked again; the tests do not wait."""
    time.sleep(seconds)
