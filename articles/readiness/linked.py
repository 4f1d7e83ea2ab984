"""Check of the links in the text, from answers the worker keeps; it asks nobody itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.links import outside_links
from articles.models import LinkAnswer
from articles.readiness.findings import ASKS, Case, Finding


def dead_links(case: Case) -> list[Finding]:
    links = outside_links(case.edition.body_source)
    if not links:
        return []
    dead = LinkAnswer.objects.filter(url__in=links, state=LinkAnswer.State.DEAD)
    message = _("The link to %(url)s leads nowhere: %(said)s.")
    return [
        Finding(ASKS, message % {"url": row.url[:80], "said": row.said}, "body_source")
        for row in dead.order_by("id")
    ]
