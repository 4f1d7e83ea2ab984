"""Embargoes: what was promised to somebody outside, and that nothing goes out before it ends.

A story may have several, and an embargo may hold several stories. The story keeps the latest end
of all in ``embargoed_until``; ``publishing`` asks ``check`` inside its transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article, Edition, Embargo
from core import audit, wall_time
from core.errors import Refused
from core.models import User
from core.pages.watch import exactly


@dataclass(frozen=True)
class Terms:
    """An embargo as its source words it: a naive wall time in an IANA zone, and the rest.

    ``fold`` chooses between two equal times, as in ``core.wall_time.resolve``.
    """

    source: str
    wall: datetime
    zone: str
    fold: int | None = None
    kind: str = Embargo.Kind.JOURNAL
    terms: str = ""
    contact: str = ""

    @property
    def lifts_at(self) -> datetime:
        return wall_time.resolve(self.wall, self.zone, fold=self.fold)


@dataclass(frozen=True)
class Hold:
    """What binds a story at a moment: the embargoes in force, the last to end at the end."""

    embargoes: list[Embargo] = field(default_factory=list)

    @property
    def last(self) -> Embargo | None:
        return self.embargoes[-1] if self.embargoes else None


def holding(article: Article, at: datetime) -> Hold:
    """The embargoes that bind ``article`` at ``at``; one query."""
    return Hold(sorted(article.embargoes.holding(at), key=lambda one: one.ends_at))


def check(article: Article, moment: datetime) -> None:
    """Refuse a publication at ``moment`` while an embargo of the story holds.

    Call it with the story's row locked, so that none is added between this and the write.
    """
    if not article.is_embargoed(moment):
        return
    last = holding(article, moment).last
    if last is None:
        return
    raise Refused(
        _("The embargo of %(source)s lifts on %(when)s. Publish it then or later.")
        % {"source": last.source, "when": last.when},
        field="live_from",
    )


def add(article: Article, terms: Terms, *, by: User, at: datetime | None = None) -> Embargo:
    """Put a story under a new embargo and return it.

    Refuses without the right to write, without a source, a time that does not exist or happens
    twice, one that has passed, and one that a scheduled edition would break.
    """
    _check_may_hold(article, by=by)
    if not terms.source.strip():
        raise Refused(_("Say who set the embargo."), field="source")
    moment = at or timezone.now()
    lifts_at = terms.lifts_at
    if lifts_at <= moment:
        raise Refused(_("That moment has passed. An embargo lifts at a moment to come."))
    with transaction.atomic(), exactly():
        locked = _locked(article)
        _check_schedule(locked, lifts_at, moment)
        embargo = Embargo.objects.create(
            kind=terms.kind,
            source=terms.source.strip(),
            wall_day=terms.wall.date(),
            wall_clock=terms.wall.time(),
            zone=terms.zone,
            is_second=terms.fold == wall_time.SECOND,
            lifts_at=lifts_at,
            terms=terms.terms.strip(),
            contact=terms.contact.strip(),
            made_by=by,
        )
        _attach(embargo, article, by=by, moment=moment)
    return embargo


def apply(embargo: Embargo, article: Article, *, by: User, at: datetime | None = None) -> Embargo:
    """Put a further story under an embargo that is known already. Doing it twice is harmless."""
    _check_may_hold(article, by=by)
    moment = at or timezone.now()
    if not embargo.holds(moment):
        raise Refused(_("This embargo holds no more."))
    with transaction.atomic(), exactly():
        _check_schedule(_locked(article), embargo.ends_at, moment)
        if not embargo.articles.filter(pk=article.pk).exists():
            _attach(embargo, article, by=by, moment=moment)
    return embargo


def _check_may_hold(article: Article, *, by: User) -> None:
    now = Article.objects.select_related("latest").get(pk=article.pk)
    if now.latest is None or not permissions.may_edit(by, now.latest):
        raise Refused(_("You can read this story, not put it under embargo."))
    if now.is_withdrawn:
        raise Refused(_("The story was withdrawn. There is nothing left to hold back."))


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _check_schedule(article: Article, ends_at: datetime, moment: datetime) -> None:
    """An edition that would go live before the embargo ends comes off the schedule first."""
    early = Edition.objects.filter(article=article, live_from__gt=moment, live_from__lt=ends_at)
    edition = early.order_by("live_from").first()
    if edition is not None and edition.live_from is not None:
        raise Refused(
            _(
                "Edition %(number)d is scheduled for %(when)s, before this embargo lifts. Take it"
                " off the schedule first."
            )
            % {
                "number": edition.number,
                "when": wall_time.in_zone(edition.live_from, timezone.get_current_timezone_name()),
            }
        )


def _attach(embargo: Embargo, article: Article, *, by: User, moment: datetime) -> None:
    embargo.articles.add(article)
    _settle([article.pk])
    _log(by, "article.embargo", article, embargo, moment=moment)


def lift(embargo: Embargo, *, by: User, reason: str, at: datetime | None = None) -> Embargo:
    """End an embargo before its time, for every story it holds, and return it.

    Refuses without the right, without a reason, and when it has ended. Nothing is published by
    this: a scheduled edition keeps its moment.
    """
    moment = at or timezone.now()
    _check_lift(embargo, by=by, reason=reason)
    with transaction.atomic(), exactly():
        rows = Embargo.objects.holding(moment).filter(pk=embargo.pk, lifted_at=None)
        values: dict[str, Any] = {"lifted_at": moment, "lifted_by": by}
        if rows.update(**values, lift_reason=reason.strip()) == 0:
            raise Refused(_("This embargo holds no more."))
        articles = list(embargo.articles.select_related("latest"))
        _settle([article.pk for article in articles])
        for article in articles:
            _log(by, "article.lift_embargo", article, embargo, moment=moment, reason=reason)
    embargo.refresh_from_db()
    return embargo


def release(
    embargo: Embargo, article: Article, *, by: User, reason: str, at: datetime | None = None
) -> None:
    """Take one story out of an embargo that does not apply to it.

    Refuses without the right to lift, without a reason, and for a story it does not hold.
    """
    moment = at or timezone.now()
    _check_lift(embargo, by=by, reason=reason)
    with transaction.atomic(), exactly():
        _locked(article)
        if not embargo.articles.filter(pk=article.pk).exists():
            raise Refused(_("This embargo does not hold the story."))
        embargo.articles.remove(article)
        _settle([article.pk])
        _log(by, "article.release_embargo", article, embargo, moment=moment, reason=reason)


def _check_lift(embargo: Embargo, *, by: User, reason: str) -> None:
    if not permissions.may_lift_embargo(by):
        raise Refused(_("Lifting an embargo is not among your rights."))
    if not reason.strip():
        raise Refused(_("Say in a sentence why; it is kept for ever."), field="reason")


def _settle(articles: Iterable[int]) -> None:
    """Write the latest end of all embargoes onto these stories."""
    for pk in articles:
        until = max((one.ends_at for one in Embargo.objects.filter(articles=pk)), default=None)
        Article.objects.filter(pk=pk).update(embargoed_until=until, version=F("version") + 1)


def _log(
    by: User, act: str, article: Article, embargo: Embargo, *, moment: datetime, reason: str = ""
) -> None:
    data = {"embargo": embargo.pk, "source": embargo.source, "lifts": embargo.when}
    audit.record(by, act, article, reason=reason.strip(), data=data, at=moment)
