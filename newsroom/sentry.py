"""Errors go to Sentry, an optional extra, where SENTRY_DSN names one; nothing about people does.

What is sent is what the log has: a message without addresses, and the lines of code. No request,
header, cookie, form, local variable or name of a machine is collected to begin with.
"""

from __future__ import annotations

import logging
from typing import Any

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.logging import LoggingIntegration

from core.logs import discreet, request_id

# All that an event may have; whatever else a later version collects stays here.
SENT = {"event_id", "timestamp", "level", "logger", "logentry", "exception", "platform", "tags"}

NOTHING: Any = {
    "user_info": False,
    "http_bodies": [],
    "database_query_data": False,
    "stack_frame_variables": False,
}


def start() -> None:
    """From here on errors that are logged are sent, each with its request's number."""
    sentry_sdk.init(
        settings.SENTRY_DSN,
        default_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        data_collection=NOTHING,
        max_breadcrumbs=0,
        traces_sample_rate=None,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
        before_send=bare,
    )


def bare(event: Any, _hint: dict[str, Any]) -> Any:
    """The event with no more than ``SENT``, and no address in its words."""
    event = {name: value for name, value in event.items() if name in SENT}
    event["tags"] = {"request": request_id.get()} if request_id.get() else {}
    if "logentry" in event:
        known = event["logentry"]
        words = str(known.get("formatted") or known.get("message") or "")
        event["logentry"] = {"message": discreet(words)}
    for error in event.get("exception", {}).get("values", []):
        error["value"] = discreet(str(error.get("value") or ""))
    return event
