"""One door to the network: what it lets through, and what it never reaches."""

import gzip
import ipaddress
import re
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from core import http
from core.errors import OutsideFailure

on_loopback = pytest.mark.allow_hosts(["127.0.0.1"])
HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Note: kept\r\n\r\nhello"


def whole_request(client):
    """Head and body, however many packets they come in."""
    came = b""
    while b"\r\n\r\n" not in came or len(came.split(b"\r\n\r\n", 1)[1]) < length_of(came):
        piece = client.recv(65_536)
        if not piece:
            break
        came += piece
    return came


def length_of(came):
    found = re.search(rb"(?i)content-length: (\d+)", came)
    return int(found[1]) if found else 0


@contextmanager
def serving(*answers, gap=0.0):
    """A server on this machine that sends its answers piece by piece; counts who came."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def serve():
            for answer in answers:
                try:
                    client, _address = server.accept()
                except OSError:
                    return
                with client:
                    came.append(whole_request(client))
                    try:
                        for piece in [answer] if isinstance(answer, bytes) else answer:
                            client.sendall(piece)
                            time.sleep(gap)
                    except OSError:
                        pass

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1], came
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.fixture
def network(settings):
    settings.NETWORK = True
    return settings


@pytest.fixture
def loopback(network):
    network.NETWORK_LOOPBACK = True


@on_loopback
def test_fetch_over_a_socket(loopback, settings):
    settings.SITE_CONTACT_EMAIL = "desk@news.example.org"

    with serving(HELLO) as (port, came):
        answer = http.fetch(f"http://127.0.0.1:{port}/a b?q=é", accept="text/plain")

    assert (answer.status, answer.body, answer.headers["x-note"]) == (200, b"hello", "kept")
    assert came[0].startswith(b"GET /a%20b?q=%C3%A9 HTTP/1.1\r\n")
    assert b"mailto:desk@news.example.org" in came[0]


@on_loopback
def test_fetch_posts_data(loopback):
    with serving(HELLO) as (port, came):
        http.fetch(f"http://127.0.0.1:{port}/", method="POST", data=b"a=1")

    assert came[0].startswith(b"POST /")
    assert came[0].endswith(b"a=1")


@on_loopback
def test_fetch_slow_drip_ends_in_time(loopback):
    drip = [HELLO[n : n + 1] for n in range(len(HELLO))]

    with serving(drip, gap=0.05) as (port, _came):
        started = time.monotonic()
        with pytest.raises(OutsideFailure, match="in time") as failure:
            http.fetch(f"http://127.0.0.1:{port}/", timeout=0.3)

    assert time.monotonic() - started < 2
    assert not failure.value.permanent


@on_loopback
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (HELLO[:-2], "does not answer as it should"),
        (b"", "does not answer as it should"),
        (b"SSH-2.0-OpenSSH\r\n", "does not answer as it should"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_000, "more than can be taken"),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", "not an address"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n", "not an address"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::ffff:10.0.0.1]/\r\n\r\n", "not an address"),
    ],
    ids=["cut off", "nothing", "not http", "too large", "to a file", "to metadata", "mapped"],
)
def test_fetch_bad_server(loopback, answer, words):
    with serving(answer) as (port, _came), pytest.raises(OutsideFailure, match=words):
        http.fetch(f"http://127.0.0.1:{port}/", max_bytes=1_000)


@on_loopback
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::127.0.0.1]:{port}/",
        "http://localhost:{port}/",
        "http://0:{port}/",
        "http://127.0.0.1",
        "http://2130706433",
        "http://0x7f.1",
        "http://0177.0.0.1",
        "http://[::ffff:127.0.0.1]",
        "http://[::1]",
        "http://[64:ff9b::7f00:1]",
        "http://[2002:7f00:1::]",
        "http://localhost",
        "http://0",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1",
        "http://172.16.0.1",
        "http://192.168.0.1",
        "http://100.64.0.1",
        "http://[fe80::1]",
        "http://[fc00::1]",
        "http://224.0.0.1",
        "http://255.255.255.255",
        "http://name@93.184.215.14/",
        "http://93.184.215.14:22/",
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "//93.184.215.14/",
        "http://",
        "http://a..b/",
        "http://[::1",
        "http://93.184.215.14:99999/",
        "",
    ],
)
def test_fetch_refuses_address(network, address):
    with serving(HELLO) as (port, came), pytest.raises(OutsideFailure) as failure:
        http.fetch(address.format(port=port))

    assert failure.value.permanent
    assert came == []


def test_fetch_refuses_name_that_resolves_inside(network, monkeypatch):
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)

    with pytest.raises(OutsideFailure, match="not an address that may be asked"):
        http.fetch("http://rebind.example/")


def test_fetch_connects_to_the_address_that_was_checked(network, monkeypatch):
    asked, reached = [], []

    def resolve(host, *args, **kwargs):
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.215.14" if len(asked) == 1 else "127.0.0.1", 80))]

    def connect(address, timeout):
        reached.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(OutsideFailure):
        http.fetch("http://rebind.example/")

    assert (asked, reached) == (["rebind.example"], [("93.184.215.14", 80)])


def test_fetch_name_server_hangs(network, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(5) and [])

    with pytest.raises(OutsideFailure, match="in time"):
        http.fetch("http://slow.example/", timeout=0.1)
    over.set()


def test_fetch_follows_redirects_without_secrets(outside):
    outside.answers("one.example", status=302, headers={"Location": "https://two.example/x"})
    outside.answers("two.example", body="there")

    answer = http.fetch("https://one.example/", headers={"Authorization": "Bearer key"})

    assert (answer.text(), answer.url) == ("there", "https://two.example/x")
    assert "authorization" in outside.asked[0].headers
    assert "authorization" not in outside.asked[1].headers


def test_fetch_redirects_are_bounded(outside):
    outside.answers("round.example", status=301, headers={"Location": "/again"})

    with pytest.raises(OutsideFailure, match="without end"):
        http.fetch("https://round.example/")

    assert len(outside.asked) == http.MAX_REDIRECTS + 1


def test_fetch_post_is_not_sent_on(outside):
    outside.answers("one.example", status=307, headers={"Location": "https://two.example/"})

    answer = http.fetch("https://one.example/", method="POST", data=b"secret")

    assert (answer.status, len(outside.asked)) == (307, 1)


def test_fetch_without_network(settings):
    settings.NETWORK = False

    with pytest.raises(OutsideFailure, match="without a network") as failure:
        http.fetch("https://one.example/")

    assert failure.value.permanent


def test_text_wrong_charset():
    claimed = {"content-type": "text/plain; charset=ascii"}

    assert http.Response(200, claimed, "Müller".encode()).text() == "Müller"
    assert http.Response(200, {}, b"M\xfcller").text() == "M\ufffdller"
    assert http.Response(200, {"content-type": "a; charset=latin-1"}, b"M\xfc").text() == "Mü"
    assert http.Response(200, {"content-type": "a; charset=none"}, b"M").text() == "M"


@pytest.mark.parametrize("body", [b'{"a": [1, 2', b"", b"Resource not found.", b"[" * 90_000])
def test_json_unreadable(body):
    with pytest.raises(OutsideFailure, match=r"api\.example sent an answer that cannot be read"):
        http.Response(200, {}, body, "https://api.example/x").json()


def test_json_holds_nothing_that_a_database_refuses():
    body = b'{"a\\u0000": ["x\\ud800y", {"b": "\\u0000"}, 1, null]}'

    assert http.Response(200, {}, body).json() == {"a": ["xy", {"b": ""}, 1, None]}


def test_json_of_compressed_answer_is_unreadable():
    with pytest.raises(OutsideFailure):
        http.Response(200, {}, gzip.compress(b"{}"), "https://api.example/").json()


def test_busy_with_a_time():
    answer = http.Response(429, {"retry-after": "12"})

    assert (answer.is_busy, answer.retry_after) == (True, 12.0)
    assert http.Response(503, {"retry-after": "soon"}).retry_after is None


@pytest.mark.parametrize("number", ["2606:2800:21f:cb07::1", "93.184.215.14", "::ffff:8.8.8.8"])
def test_public_addresses(number):
    assert http.is_public(ipaddress.ip_address(number))
