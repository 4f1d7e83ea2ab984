"""Puts rooms, desk and list sentences into the stock admin's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Edition
from comments import floods, warnings
from comments.models import Comment
from core.admin_tools import BoundedPaginator
from literature.models import Work
from newsroom import desk, desk_side, log_words, moments
from newsroom.calendar import calendar_for, week_of
from newsroom.desk_sources import Look

register = template.Library()


@dataclass(frozen=True)
class Room:
    """A door in the top row."""

    label: str
    url: str
    is_current: bool
    held: str = ""


def may_enter(request: HttpRequest, model: type[models.Model]) -> bool:
    """Whether the model's own admin lets this person look at its list."""
    if not admin.site.is_registered(model):
        return False
    return admin.site.get_model_admin(model).has_view_or_change_permission(request)


@register.simple_tag(takes_context=True)
def rooms(context: Context) -> list[Room]:
    """The rooms this person may enter, the one this page belongs to marked."""
    request = context["request"]
    index = reverse("admin:index")
    found = [Room(_("Desk"), index, request.path == index)]
    doors = [(_("Stories"), Edition), (_("Literature"), Work), (_("Comments"), Comment)]
    for label, model in doors:
        if may_enter(request, model):
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            inside = request.path.startswith(f"{index}{model._meta.app_label}/")
            waiting = _held_words(request) if model is Comment else ""
            found.append(Room(label, url, inside, waiting))
    return found


def held_for(request: HttpRequest) -> desk.Held | None:
    """The held comments, read once for a page."""
    if not hasattr(request, "held_comments"):
        request.held_comments = desk.held_comments()  # type: ignore[attr-defined]  # kept for the page
    return request.held_comments


def _held_words(request: HttpRequest) -> str:
    held = held_for(request)
    if held is None or not held.count:
        return ""
    return _("%(count)s held") % {"count": held.counted}


@register.simple_tag(takes_context=True)
def story_search(context: Context) -> str:
    """The address of the stories' list, or "" for somebody who may not read it."""
    if not may_enter(context["request"], Edition):
        return ""
    return reverse("admin:articles_edition_changelist")


def _comment_warnings(now: datetime) -> list[str]:
    return [*floods.sentences(now), *warnings.sentences()]


@register.inclusion_tag("admin/_desk.html", takes_context=True)
def the_desk(context: Context) -> dict[str, object]:
    """The sections of the desk for the person who looks."""
    request = context["request"]
    now = timezone.now()
    stories = may_enter(request, Edition)
    moderates = may_enter(request, Comment)
    look = Look(request.user, now)
    return {
        "desk": desk.desk_for(request.user, at=now) if stories else None,
        "fallen": desk_side.fallen(look) if stories else None,
        "calls": desk_side.calls(look) if stories else None,
        "again": desk_side.look_again(look) if stories else None,
        "stories": stories,
        "moderates": moderates,
        "held": held_for(request) if moderates else None,
        "comment_warnings": _comment_warnings(now) if moderates else [],
        "comments_url": reverse("admin:comments_comment_changelist") if moderates else "",
    }


@register.inclusion_tag("admin/_calendar.html", takes_context=True)
def this_week(context: Context) -> dict[str, object]:
    """The week around now, for somebody who may read stories."""
    request = context["request"]
    if not may_enter(request, Edition):
        return {"calendar": None}
    now = timezone.now()
    span = week_of(timezone.localtime(now).date())
    return {"calendar": calendar_for(request.user, span, at=now)}


@register.simple_tag
def zone_words() -> str:
    """In which zone the times of a page are: "Times EST, New York."."""
    return _zone_words()


@register.simple_tag
def desk_time() -> str:
    """The date, the time and its zone, in words."""
    return moments.in_full(timezone.now())


@register.simple_tag(takes_context=True)
def start_url(context: Context) -> str:
    """Where a story is started, or "" for somebody who may not."""
    request = context["request"]
    if not may_enter(request, Edition):
        return ""
    if not admin.site.get_model_admin(Edition).has_add_permission(request):
        return ""
    return reverse("admin:articles_edition_add")


@register.filter
def waited(moment) -> str:
    """How long something has waited, in its largest unit: "49 minutes"."""
    return timesince(moment, timezone.now(), depth=1)


@register.filter
def act_sentence(entry) -> str:
    """An entry of the log, told as a sentence."""
    return log_words.sentence(entry)


@register.simple_tag
def list_sentence(cl) -> str:
    """How many rows a list has, and in which zone its times are, where it shows any."""
    if cl.result_count >= BoundedPaginator.limit:
        said = _("More than %(count)s; the newest are here. Search or filter to find others.")
        return said % {"count": f"{BoundedPaginator.limit - 1:,}"}
    said = ngettext("%(count)d %(one)s.", "%(count)d %(many)s.", cl.result_count) % {
        "count": cl.result_count,
        "one": cl.opts.verbose_name,
        "many": cl.opts.verbose_name_plural,
    }
    return f"{said} {_zone_words()}" if _shows_times(cl) else said


def _shows_times(cl) -> bool:
    times = {f.name for f in cl.opts.fields if isinstance(f, models.DateTimeField)}
    return bool(times & {name for name in cl.list_display if isinstance(name, str)})


def _zone_words() -> str:
    return _("Times %(zone)s, %(place)s.") % {
        "zone": timezone.localtime().tzname(),
        "place": moments.place(timezone.get_current_timezone_name()),
    }


@register.simple_tag
def empty_list_sentence(cl) -> str:
    """Why a list is empty, and what to do about it."""
    if cl.query or cl.has_active_filters:
        return _("Nothing matches. Clear the filters or search for something else.")
    return _("There is nothing here yet.")
