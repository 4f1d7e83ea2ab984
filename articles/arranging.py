"""Arranging fronts: which story stands where, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from articles.models import Article, Front, FrontSlot
from core import audit
from core.errors import Refused, Stale
from core.models import User
from taxonomy.models import Section

Place = FrontSlot.Place
# How many stories each place holds.
ROOM = {Place.LEAD: 1, Place.BESIDE: 3, Place.PICK: 6}
Arrangement = Mapping[str, Sequence[Article]]
Chosen = Mapping[str, Sequence[int]]


def chosen(section: Section | None, *, at: datetime) -> dict[str, list[int]]:
    """The stories the desk put on a front, by place, as numbers of articles. One query.

    Whether readers may see them is for whoever shows them to ask.
    """
    holds = Q(front__until=None) | Q(front__until__gt=at)
    rows = FrontSlot.objects.filter(holds, front__section=section)
    found: dict[str, list[int]] = {}
    for place, article in rows.order_by("position").values_list("place", "article"):
        found.setdefault(place, []).append(article)
    return found


def arrange(front: Front, places: Arrangement, *, by: User, version: int) -> Front:
    """Put these stories on the front, in place of those that stood there. Returns the front.

    Refuses a story in two places and more stories than a place holds; ``Stale`` when somebody
    arranged it meanwhile. In one transaction: the places and the log.
    """
    _check(places)
    with transaction.atomic():
        rows = Front.objects.filter(pk=front.pk, version=version)
        if rows.update(version=F("version") + 1) == 0:
            now = Front.objects.get(pk=front.pk)
            said = _("Somebody else arranged this front meanwhile. Look at it again.")
            raise Stale(said, current=now.version)
        front.slots.all().delete()
        FrontSlot.objects.bulk_create(
            FrontSlot(front=front, place=place, position=position, article=article)
            for place, articles in places.items()
            for position, article in enumerate(articles)
        )
        audit.record(by, "front.arrange", front)
    front.refresh_from_db()
    return front


def _check(places: Arrangement) -> None:
    seen: set[int] = set()
    for place, articles in places.items():
        if len(articles) > ROOM[Place(place)]:
            said = _("“%(place)s” holds %(room)d stories.")
            raise Refused(said % {"place": Place(place).label, "room": ROOM[Place(place)]})
        for article in articles:
            if article.pk in seen:
                raise Refused(_("“%s” stands in two places.") % article)
            seen.add(article.pk)
