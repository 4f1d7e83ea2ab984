"""Checks of the words of a story: what is empty, and what is too long."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.readiness.findings import ASKS, BLOCKS, Case, Finding

LONGEST_HEADLINE = 110
LONGEST_STANDFIRST = 300


def body(case: Case) -> list[Finding]:
    if case.edition.body_text.strip():
        return []
    return [Finding(BLOCKS, _("The story has no text."), "body_source")]


def standfirst(case: Case) -> list[Finding]:
    if not case.edition.standfirst.strip():
        return [Finding(BLOCKS, _("The standfirst is empty."), "standfirst")]
    if len(case.edition.standfirst) > LONGEST_STANDFIRST:
        message = _("The standfirst is longer than %d characters.") % LONGEST_STANDFIRST
        return [Finding(ASKS, message, "standfirst")]
    return []


def headline(case: Case) -> list[Finding]:
    if len(case.edition.headline) <= LONGEST_HEADLINE:
        return []
    message = _("The headline is longer than %d characters.") % LONGEST_HEADLINE
    return [Finding(ASKS, message, "headline")]


def bylines(case: Case) -> list[Finding]:
    return [] if case.has_byline else [Finding(ASKS, _("Nobody stands in the byline."), "bylines")]
