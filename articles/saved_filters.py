"""Filters of the story list that people keep under a name, for themselves or for the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import SavedFilter
from core.errors import Refused
from core.models import User

# What makes a filter; a page number or an order of columns does not.
KEPT = ("q", "section", "state", "whose")
MOST = 20
SHOWN = 40
LONGEST = 400  # as much as the column holds


@dataclass(frozen=True)
class Chosen:
    """A saved filter as the list offers it."""

    row: SavedFilter
    is_current: bool
    is_own: bool


def normal(query: str) -> str:
    """The filters of an address in one order, or "" when it has none.

    Raises ``Refused`` when they are longer than what can be kept.
    """
    given = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in KEPT:
        value = (given.get(name) or "").replace("\x00", "").strip()
        if value:
            kept[name] = value
    text = kept.urlencode()
    if len(text) > LONGEST:
        raise Refused(_("These filters are too long to keep. Search for fewer words."))
    return text


def is_filter(query: str) -> bool:
    """Whether an address narrows the list in a way that can be kept."""
    try:
        return bool(normal(query))
    except Refused:
        return False


def of(user: User) -> list[SavedFilter]:
    """What a person can choose from: their own and those shared with the desk; one query."""
    rows = SavedFilter.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")
    return list(rows[:SHOWN])


def offered(user: User, query: str) -> list[Chosen]:
    """The same for the list, which shows what ``query`` asks for."""
    current = normal(query) if is_filter(query) else ""
    return [
        Chosen(row, row.query == current, permissions.may_forget_filter(user, row))
        for row in of(user)
    ]


def keep(query: str, *, by: User, name: str, is_shared: bool = False) -> SavedFilter:
    """Keep the filters of an address under a name and return them.

    Refuses without a filter or a name, twice under one name, and more than a person can survey.
    """
    if not permissions.may_list(by):
        raise Refused(_("You cannot see the list of stories."))
    chosen = normal(query)
    if not chosen:
        raise Refused(_("No filter is chosen. Choose one in the list, then keep it."))
    called = " ".join(name.split())
    if not called:
        raise Refused(_("Give the filter a name."), field="name")
    if SavedFilter.objects.filter(owner=by).count() >= MOST:
        raise Refused(_("You keep %d filters already. Forget one first.") % MOST)
    taken = _("You keep a filter named “%s” already. Choose another name.") % called
    if SavedFilter.objects.filter(owner=by, name=called).exists():
        raise Refused(taken, field="name")
    try:
        with transaction.atomic():
            return SavedFilter.objects.create(
                owner=by, name=called, query=chosen, is_shared=is_shared
            )
    except IntegrityError as error:
        raise Refused(taken, field="name") from error


def forget(row: SavedFilter, *, by: User) -> None:
    """Take a filter away; the stories stay as they are. Refuses somebody else's."""
    if not permissions.may_forget_filter(by, row):
        raise Refused(_("Only %s can forget this filter.") % row.owner)
    SavedFilter.objects.filter(pk=row.pk).delete()
