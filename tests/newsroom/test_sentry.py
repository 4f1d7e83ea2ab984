"""What goes to Sentry: the error, and nothing about people."""

import gzip
import http.server
import json
import logging
import threading

import brotli
import pytest
import sentry_sdk

from core.logs import request_id
from newsroom import sentry

logger = logging.getLogger("newsroom.tests")
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
CANARY, MAIL, ADDRESS = "zqcanaryxv", "nina@example.org", "203.0.113.7"


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(UNPACK[self.headers["Content-Encoding"]](body).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def received(settings):
    """What a Sentry on this machine gets, once it was flushed."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.bodies = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SENTRY_DSN = f"http://key@127.0.0.1:{server.server_port}/1"
    sentry.start()
    yield server.bodies
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)
    server.shutdown()
    thread.join()
    server.server_close()


def fail(text):
    secret = CANARY
    raise ValueError(f"{text} of {MAIL} at {ADDRESS} {len(secret)}")


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_error_arrives_with_its_number_and_without_people(received, rf):
    request = rf.get(f"/?q={CANARY}", HTTP_COOKIE=f"sessionid={CANARY}")
    token = request_id.set("a-number")
    try:
        fail("A mistake")
    except ValueError:
        more = {"request": request, "status_code": 500}
        logger.exception("Error for %s", MAIL, extra=more)
    finally:
        request_id.reset(token)
    sentry_sdk.flush(10)

    (body,) = received
    event = json.loads(body.splitlines()[-1])
    assert event["exception"]["values"][0]["value"] == "A mistake of (e-mail) at (address) 10"
    assert event["logentry"]["message"] == "Error for (e-mail)"
    assert event["tags"] == {"request": "a-number"}
    assert set(event) <= sentry.SENT | {"environment", "sdk", "contexts"}
    assert not [word for word in (CANARY, MAIL, ADDRESS) if word in body]


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_warning_is_not_sent(received):
    logger.warning("Nothing happened.")
    sentry_sdk.flush(10)

    assert received == []
