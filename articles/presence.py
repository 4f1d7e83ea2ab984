"""Who has an edition open at the moment. It never holds anybody up: the version does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import permissions
from articles.models import Edition, Presence
from core.errors import Refused
from core.models import User

HERE = timedelta(seconds=70)
IDLE = timedelta(minutes=10)


def beat(
    edition: Edition, *, by: User, has_typed: bool = False, at: datetime | None = None
) -> Presence:
    """Say that ``by`` has the edition open; after a pause it counts as opened anew."""
    moment = at or timezone.now()
    values = {"seen_at": moment} | ({"typed_at": moment} if has_typed else {})
    rows = Presence.objects.filter(edition=edition, user=by)
    if rows.filter(seen_at__gt=moment - HERE).update(**values) == 0:
        fresh = {"since": moment, "gave_way_to": None} | values
        Presence.objects.update_or_create(edition=edition, user=by, defaults=fresh)
    return Presence.objects.select_related("gave_way_to").get(edition=edition, user=by)


def others(edition: Edition, *, besides: User, at: datetime | None = None) -> list[Presence]:
    """The other people who have it open and gave way to nobody, longest first."""
    moment = at or timezone.now()
    rows = Presence.objects.filter(edition=edition, seen_at__gt=moment - HERE, gave_way_to=None)
    return list(rows.exclude(user=besides).select_related("user"))


def is_idle(presence: Presence, at: datetime) -> bool:
    """Whether that person typed nothing for ten minutes."""
    return (presence.typed_at or presence.since) <= at - IDLE


def take_over(edition: Edition, *, by: User, at: datetime | None = None) -> int:
    """Tell those who are idle that ``by`` goes on writing; returns how many that were.

    Their text is theirs still: what they save is compared, as always. Refuses without the right
    to edit, and while somebody else is typing.
    """
    moment = at or timezone.now()
    if not permissions.may_edit(by, edition):
        raise Refused(_("You can read this story, not change it."))
    there = others(edition, besides=by, at=moment)
    busy = [one.user.short_name for one in there if not is_idle(one, moment)]
    if busy:
        raise Refused(_("%s is writing at the moment.") % get_text_list(busy, _("and")))
    rows = Presence.objects.filter(pk__in=[one.pk for one in there])
    return rows.update(gave_way_to=by)


def sentence(there: Sequence[Presence]) -> str:
    """ "Ana has this open since 10:02 EST." or ""."""
    if not there:
        return ""
    names = get_text_list([one.user.short_name for one in there], _("and"))
    since = format_date(timezone.localtime(there[0].since), "H:i T")
    facts = {"who": names, "since": since}
    text = ngettext(
        "%(who)s has this open since %(since)s.",
        "%(who)s have this open, the first since %(since)s.",
        len(there),
    )
    return text % facts
