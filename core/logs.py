"""How the log is written: one line for each event, for people or as JSON, without personal data.

Control characters are shown, not written, so that nothing a stranger sends begins a line of its
own. E-mail and network addresses are left out wherever they stand, in tracebacks too.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

# Of the request that is being answered; empty outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_IPV4 = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_IPV6 = re.compile(
    r"(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]*[0-9a-f]{1,4}(?![\w:])", re.IGNORECASE
)


def discreet(text: str) -> str:
    """The text without e-mail and network addresses."""
    text = _MAIL.sub("(e-mail)", text)
    return _IPV6.sub("(address)", _IPV4.sub("(address)", text))


def one_line(text: str) -> str:
    """The text with its control characters written out, as Python writes them."""
    return _CONTROLS.sub(lambda found: repr(found[0])[1:-1], text)


def identified(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request a number, which its lines carry, and tell it to whom an error meets.

    Pages that are kept for all carry none: only answers from 400 on do.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = request_id.set(number)
        try:
            response = get_response(request)
        finally:
            request_id.reset(token)
        if response.status_code >= 400:
            response.headers["X-Request-ID"] = number
        return response

    return middleware


class Lines(logging.Formatter):
    """For people: time, level, logger, message; a traceback follows, set in."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        record.message = one_line(discreet(record.message))
        number = request_id.get()
        return super().formatMessage(record) + (f" [{number}]" if number else "")

    def formatException(self, ei: tuple) -> str:  # noqa: N802 - the library's name
        lines = discreet(super().formatException(ei)).splitlines()
        return "\n".join(f"    {one_line(line)}" for line in lines)


class Json(logging.Formatter):
    """For machines: an object on one line, its traceback inside."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
        }
        if number := request_id.get():
            line["request"] = number
        if record.exc_info and record.exc_info[0]:
            line["traceback"] = discreet(self.formatException(record.exc_info))
        return json.dumps(line)
