"""Public notes on what was wrong in a story."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article, Correction, Edition
from core import audit
from core.errors import Refused
from core.models import User


def add_correction(
    article: Article,
    *,
    by: User,
    text: str,
    kind: str = Correction.Kind.CORRECTION,
    was: str = "",
    edition: Edition | None = None,
    at: datetime | None = None,
) -> Correction:
    """Add a dated note that readers see on the story and on the corrections page.

    A typo is kept for the desk alone: readers get no note of it. Refuses without the right,
    without text (of a typo, also without what was wrong), and on a story that never was
    published.
    """
    if not permissions.may_correct(by, article):
        raise Refused(_("Correcting a story is not among your rights."))
    is_typo = kind == Correction.Kind.TYPO
    if not text.strip() and not (is_typo and was.strip()):
        raise Refused(_("Say what was wrong and what is right."), field="text")
    if article.first_published_at is None:
        raise Refused(_("A story that was never published needs no correction."))
    with transaction.atomic():
        correction = Correction.objects.create(
            article=article,
            edition=edition,
            kind=kind,
            text=text.strip(),
            was=was.strip(),
            made_by=by,
            at=at or timezone.now(),
        )
        act = "article.mend_typo" if is_typo else "article.correct"
        audit.record(by, act, article, reason=text.strip() or was.strip())
    return correction
