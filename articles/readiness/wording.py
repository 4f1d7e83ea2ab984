"""Checks of the words of a story: what is empty, and what is too long."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.readiness.findings import ASKS, BLOCKS, Case, Finding

LONGEST_HEADLINE = 110
LONGEST_STANDFIRST = 300
LONGEST_SEARCH_TITLE = 70
LONGEST_DESCRIPTION = 160


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


def search_words(case: Case) -> list[Finding]:
    """What search pages cut off: a title of its own, and the description they show."""
    edition = case.edition
    findings = []
    if len(edition.search_title) > LONGEST_SEARCH_TITLE:
        message = _("The title for search engines is longer than %d characters; they cut it.")
        findings.append(Finding(ASKS, message % LONGEST_SEARCH_TITLE, "search_title"))
    if len(edition.search_description) > LONGEST_DESCRIPTION:
        message = _("The description is longer than %d characters; search pages cut it.")
        findings.append(Finding(ASKS, message % LONGEST_DESCRIPTION, "search_description"))
    return findings


def bylines(case: Case) -> list[Finding]:
    return [] if case.has_byline else [Finding(ASKS, _("Nobody stands in the byline."), "bylines")]
