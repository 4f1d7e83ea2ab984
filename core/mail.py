"""Mail in plain text, from a template: nothing in it is HTML, so nothing is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine


def send_plain(
    subject: str,
    template: str,
    values: dict[str, Any],
    *,
    to: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send one mail; ``subject`` becomes one line. Raises ``OSError`` when the server refuses.

    Every failure of ``smtplib`` is an ``OSError`` too.
    """
    text = Engine.get_default().get_template(template).render(Context(values, autoescape=False))
    line = " ".join(subject.split())
    headers = dict(headers) if headers else None
    EmailMessage(line, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers).send()
