"""Sets the comment form: puts together the words that its templates expect.

An empty form is the same under every story but for its paragraphs and its addresses, so it is
cast; one that comes back with an error is set from the same templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.forms import BaseForm, BoundField
from django.utils.translation import get_language, ngettext

from comments.setting import words_of
from comments.threads import Entry
from core.html import trusted
from core.links import path_of
from core.moulds import cast

_FIELDS = ("name", "email", "about", "text")


def form_html(context: Mapping[str, Any]) -> str:
    """The form as HTML, from what ``comments.forms.form_context`` gives; may have ``refusal``."""
    article_id, form, parent = context["article"].pk, context["form"], context["parent"]
    fields = {name: _field(form, name) for name in _FIELDS}
    parent_id = str(parent.pk) if parent else ""
    words = {
        **fields,
        "address": path_of("comments:submit", article_id=article_id),
        "token_address": path_of("comments:form", article_id=article_id),
        "draft": f"{article_id}-{parent_id or 0}",
        "refusal": context.get("refusal", ""),
        "errors": _errors(form),
        "parent": _parent(parent) if parent else None,
        "parent_id": parent_id,
        "token": context["token"],
        "identity": _typed(form, "identity"),
        "options": _options(context["passages"], chosen=fields["about"]["value"]),
        "wants_replies": bool(form and form["replies"].value()),
        "trap": context["trap"],
        "waits": context["waits"],
        "must_confirm": settings.COMMENT_CONFIRM,
        "max_length": str(settings.COMMENT_MAX_LENGTH),
        "kept": _kept(),
        "asks_akismet": bool(settings.AKISMET_KEY),
    }
    return cast("comments/_form.html", words)


def field_html(field: BoundField, **words: str | bool) -> str:
    """One field alone, with ``label``, ``kind`` and what else its template expects."""
    return cast("comments/_field.html", {"field": _bound(field)} | words)


def _field(form: BaseForm | None, name: str) -> dict[str, Any]:
    if form is None:
        return {"id": f"comment-{name}", "name": name, "value": "", "error": ""}
    return _bound(form[name])


def _bound(field: BoundField) -> dict[str, Any]:
    return {
        "id": field.id_for_label,
        "name": field.html_name,
        "value": str(field.value() or ""),
        "error": " ".join(map(str, field.errors)),
    }


def _typed(form: BaseForm | None, name: str) -> str:
    return str(form[name].value() or "") if form else ""


def _errors(form: BaseForm | None) -> list[dict[str, str]]:
    return [
        {"id": field.id_for_label, "words": str(error)}
        for field in (form or ())
        for error in field.errors
    ]


def _parent(parent: Entry) -> dict[str, str]:
    return {"name": parent.name, "text": words_of(parent.paragraphs)}


def _options(passages: list[tuple[str, list[str]]], *, chosen: str) -> str:
    language = get_language()
    return trusted("".join([_part(part, chosen=chosen, language=language) for part in passages]))


def _part(part: tuple[str, list[str]], *, chosen: str, language: str | None) -> str:
    heading, beginnings = part
    options = [
        cast(
            "comments/_passage.html",
            {"words": words, "is_chosen": chosen == f"{words}…"},
            language=language,
        )
        for words in beginnings
    ]
    words = {"heading": heading, "options": trusted("".join(options))}
    return cast("comments/_passages.html", words, language=language)


def _kept() -> str:
    """What is kept of a comment, and for how long."""
    sentence = ngettext(
        "We keep your name and comment until you ask us to delete them. Your e-mail address and a"
        " fingerprint of your network, not the address itself, are forgotten after %(days)s day.",
        "We keep your name and comment until you ask us to delete them. Your e-mail address and a"
        " fingerprint of your network, not the address itself, are forgotten after %(days)s days.",
        settings.COMMENT_ADDRESS_DAYS,
    )
    return sentence % {"days": settings.COMMENT_ADDRESS_DAYS}
