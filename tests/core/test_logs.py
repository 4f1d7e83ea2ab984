"""One event, one line, and nobody's address in it."""

import json
import logging
import sys

import pytest

from core import logs


def written(form, message, *args, error=None):
    exc_info = None
    if error is not None:
        try:
            raise error
        except type(error):
            exc_info = sys.exc_info()
    return form.format(logging.LogRecord("desk", 20, "", 1, message, args, exc_info))


@pytest.mark.parametrize("form", [logs.Lines("{levelname} {message}", style="{"), logs.Json()])
def test_log_of_forged_lines_is_one_line(form):
    line = written(form, "Not Found: %s", "/a\n2026 INFO forged\r\u2028x")

    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("form", [logs.Lines("{levelname} {message}", style="{"), logs.Json()])
def test_log_leaves_addresses_out_of_message_and_traceback(form):
    error = ValueError("Key (email)=(ann@example.org) exists")

    line = written(form, "asked by %s and %s", "192.0.2.7", "2001:db8:0:1::9", error=error)

    assert "ann@" not in line
    assert "192.0.2.7" not in line
    assert "2001:db8" not in line
    assert "ValueError" in line


def test_log_keeps_times_and_numbers():
    assert logs.discreet("at 12:30:45, story 1.2") == "at 12:30:45, story 1.2"


def test_json_line_carries_the_number_of_its_request():
    token = logs.request_id.set("abc")

    line = json.loads(written(logs.Json(), "saved"))

    logs.request_id.reset(token)
    assert (line["message"], line["request"]) == ("saved", "abc")


def test_error_tells_its_number_and_a_good_page_does_not(client, db):
    missing, page = client.get("/nothing/here/"), client.get("/")

    assert len(missing.headers["X-Request-ID"]) == 32
    assert "X-Request-ID" not in page.headers
