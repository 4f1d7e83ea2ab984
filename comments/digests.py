"""Tells moderators what waits: at once in a quiet hour, then at most four times an hour and twelve
times a day, however much comes in. Each can ask for fewer, or none."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import floods, letters, permissions
from comments.desk_models import DigestSetting
from comments.fingerprints import email_hmacs
from comments.models import Comment, Letter
from comments.text import shown
from core.errors import Refused
from core.links import absolute
from core.models import User
from core.text import excerpt

DAY = timedelta(hours=24)
Pace = DigestSetting.Pace
PAUSES: dict[str, timedelta] = {
    Pace.SOON: timedelta(minutes=15),
    Pace.HOUR: timedelta(hours=1),
    Pace.DAY: DAY,
}
PER_DAY, SHOWN, COUNTED, _EXCERPT = 12, 10, 250, 300


def send_digests(at: datetime) -> int:
    """Write to the moderators with an address; returns how many letters went out."""
    if not settings.COMMENT_DIGESTS:
        return 0
    held = list(Comment.objects.held().order_by("-created_at", "-pk")[:COUNTED])
    if not held:
        return 0
    people = User.objects.filter(is_active=True, is_staff=True).exclude(email="")
    moderators = [person for person in people if permissions.may_moderate(person)]
    paces = dict(DigestSetting.objects.values_list("user", "pace"))
    wanted = [(person, PAUSES.get(paces.get(person.pk, Pace.SOON))) for person in moderators]
    return sum(_send(person, held, at, pause=pause) for person, pause in wanted if pause)


def pace_of(user: User) -> str:
    """How often a person wants to hear."""
    kept = DigestSetting.objects.filter(user=user).first()
    return kept.pace if kept else Pace.SOON


def choose_pace(user: User, pace: str) -> None:
    """Keep how often a person wants to hear. Raises ``Refused`` for a pace that is none."""
    if pace not in Pace.values:
        raise Refused(_("Choose how often you want to hear."), field="pace")
    DigestSetting.objects.update_or_create(user=user, defaults={"pace": pace})


def _send(person: User, held: list[Comment], at: datetime, *, pause: timedelta) -> bool:
    mine = Letter.objects.filter(
        kind=Letter.Kind.DIGEST, address_hmac__in=email_hmacs(person.email, at=at), at__gt=at - DAY
    )
    times = list(mine.order_by("-at").values_list("at", flat=True)[:PER_DAY])
    if len(times) >= PER_DAY or (times and at - times[0] < pause):
        return False
    new = [one for one in held if not times or one.created_at > times[0]]
    if not new:
        return False
    subject = ngettext("%d comment waits", "%d comments wait", len(new)) % len(new)
    values = {
        "person": person,
        "floods": floods.sentences(at),
        "items": [_item(one) for one in new[:SHOWN]],
        "more": max(0, len(new) - SHOWN),
        "link": absolute(reverse("admin:comments_comment_changelist")),
        "pace_link": absolute(reverse("admin:comments_comment_letters")),
    }
    return letters.send(Letter.Kind.DIGEST, subject, values, to=person.email, at=at)


def _item(comment: Comment) -> dict[str, str]:
    return {"name": shown(comment.name), "text": excerpt(shown(comment.text), _EXCERPT)}
