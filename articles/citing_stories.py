"""Which stories cite a work, for the desk: their newest edition and the one that readers see."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles import permissions
from articles.models import Citation, Correction, Edition
from core.models import User
from literature.models import Work
from literature.usage import Use

MOST = 200


def stories_citing(work: Work, user: User, since: datetime, correction: str) -> list[Use]:
    """The stories that cite ``work`` and ``user`` may see, those that report on it first.

    Three queries. One is handled when it was corrected after ``since``. The desk also sees
    stories that nobody reads yet.
    """
    at = timezone.now()
    live = Edition.objects.live(at).values("pk")
    shown = Q(edition__article__latest=F("edition")) | Q(edition__in=live)
    seen = Edition.objects.filter(permissions.seen_by(user)).values("pk")
    rows = Citation.objects.filter(shown, work=work, edition__in=seen)
    rows = rows.select_related("edition__article")
    found: dict[int, Citation] = {}
    for row in rows.order_by("-edition__sort_at", "-edition_id")[:MOST]:
        kept = found.get(row.edition.article_id)
        if kept is None or (row.is_subject and not kept.is_subject):
            found[row.edition.article_id] = row
    public = set(
        Edition.objects.live(at).filter(article__in=found).values_list("article", flat=True)
    )
    corrected = Correction.objects.public().filter(article__in=found, at__gte=since)
    handled = set(corrected.values_list("article", flat=True))
    uses = [
        _use(row, is_public=number in public, is_handled=number in handled, text=correction)
        for number, row in found.items()
    ]
    return sorted(uses, key=lambda use: (not use.is_subject, not use.is_public))


def _use(row: Citation, *, is_public: bool, is_handled: bool, text: str) -> Use:
    edition = row.edition
    asked = urlencode({"edition": edition.pk, "text": text})
    return Use(
        title=edition.headline,
        url=reverse("admin:articles_edition_change", args=[edition.pk]),
        relation=str(row.get_relation_display()),
        is_subject=row.is_subject,
        is_public=is_public,
        correct_url=f"{reverse('admin:articles_correction_add')}?{asked}" if is_public else "",
        is_handled=is_handled,
    )
