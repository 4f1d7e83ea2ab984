"""Checks that sections ask for: which a story needs, and who signed them for this very text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checklists, permissions
from articles.fingerprint import fingerprint
from articles.models import Edition, ReviewStep, SignOff
from core import audit
from core.errors import Refused, Stale
from core.models import User
from taxonomy.models import Section


@dataclass(frozen=True)
class Signed:
    """A check with the last signature under it, and whether that is for the text as it stands."""

    step: ReviewStep
    sign_off: SignOff | None = None
    is_current: bool = False

    @property
    def failed(self) -> list[str]:
        """The questions that were answered with no."""
        if self.sign_off is None:
            return []
        return checklists.failed(self.step.checklist, self.sign_off.answers)

    @property
    def is_void(self) -> bool:
        return self.sign_off is not None and not self.is_current


def asked_of(section: Section) -> list[ReviewStep]:
    """The checks a section asks for, its own and those of the sections above; one query."""
    parts = section.path.split("/")
    paths = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    return list(ReviewStep.objects.filter(is_active=True, section__path__in=paths))


def signed(edition: Edition) -> list[Signed]:
    """Every check an edition needs and how it stands; one query when none is asked for."""
    asked = asked_of(edition.section)
    if not asked:
        return []
    rows = SignOff.objects.filter(edition=edition, step__in=asked).select_related("by")
    newest = {row.step_id: row for row in rows.order_by("id")}
    now = fingerprint(edition) if newest else ""
    return [
        Signed(step, row, is_current=row is not None and row.fingerprint == now)
        for step, row in ((step, newest.get(step.pk)) for step in asked)
    ]


def sign(
    edition: Edition,
    step: ReviewStep,
    *,
    by: User,
    version: int,
    note: str = "",
    answers: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> SignOff:
    """Put one's name under a check and return the signature.

    ``answers`` are those to the check's list of questions, where it has one. Refuses while one
    is open, one's own story, without the right, for a check that is not asked for, and when the
    edition has its place in time; ``Stale`` when ``version`` is not the text any more.
    """
    if permissions.is_author(by, edition):
        raise Refused(_("You wrote this, so somebody else signs for it."))
    if not permissions.may_sign(by, edition):
        raise Refused(_("Signing checks is not among your rights."))
    whole = checklists.check_whole(step.checklist, answers or {})
    moment = at or timezone.now()
    with transaction.atomic():
        current = Edition.objects.select_for_update().get(pk=edition.pk)
        if current.is_frozen:
            raise Refused(_("This edition has been published already."))
        if step not in asked_of(current.section):
            raise Refused(_("“%s” is not asked for in this section.") % step)
        if current.version != version:
            raise Stale(
                _("The story was changed meanwhile. Read it again, then sign."),
                current=current.version,
            )
        made = SignOff.objects.create(
            edition=current,
            step=step,
            by=by,
            at=moment,
            version=version,
            fingerprint=fingerprint(current),
            note=note.strip(),
            answers=whole,
        )
        audit.record(by, "edition.sign", current, reason=note, data={"step": step.name}, at=moment)
    return made
