"""Embargoes: what was promised to somebody outside, and that nothing goes out before it ends.

A story may have several, and an embargo may hold several stories. One on a work holds every story
that cites the work: as long as none of them is live, no page, list or feed knows of the work. The
story keeps the latest end of all in ``embargoed_until``; ``publishing`` asks ``check`` inside its
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import page_tags, permissions
from articles.models import Article, Citation, Edition, Embargo, EmbargoedWork
from core import audit, wall_time
from core.errors import Refused
from core.models import User
from core.pages.ends import CLOCK
from core.pages.watch import exactly
from literature.models import Work


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
    """The embargoes that bind ``article`` at ``at``, its works' among them; two queries."""
    rows = Embargo.objects.holding(at).of_story(article.pk)
    rows = rows.prefetch_related("held_works__work")
    return Hold(sorted(rows, key=lambda one: one.ends_at))


def check(edition: Edition, moment: datetime) -> None:
    """Refuse a publication at ``moment`` while an embargo of the story or of its works holds.

    A hotfix mends what readers see already: it is held by what it newly cites alone. Call this
    with the story's row locked, so that no embargo is added between this and the write.
    """
    rows = Embargo.objects.holding(moment)
    if edition.hotfix_of_id is None:
        rows = rows.of_story(edition.article_id)
    else:
        rows = rows.brought_in_by(edition.pk, beside=edition.hotfix_of_id)
    last = max(rows, key=lambda one: one.ends_at, default=None)
    if last is None:
        return
    raise Refused(
        _("The embargo of %(source)s lifts on %(when)s. Publish it then or later.")
        % {"source": last.source, "when": last.when},
        field="live_from",
    )


def add(
    article: Article,
    terms: Terms,
    *,
    by: User,
    at: datetime | None = None,
    work: Work | None = None,
) -> Embargo:
    """Put a story under a new embargo, or a work that it cites, and return the embargo.

    One on a work holds every story that cites it. Refuses without the right to write, without a
    source, a time that does not exist or happens twice, one that has passed, one that a scheduled
    edition would break, and a work that readers can read of already.
    """
    _check_may_hold(article, by=by)
    if not terms.source.strip():
        raise Refused(_("Say who set the embargo."), field="source")
    moment = at or timezone.now()
    if terms.lifts_at <= moment:
        raise Refused(_("That moment has passed. An embargo lifts at a moment to come."))
    with transaction.atomic(), exactly(*pages_of([work] if work else [])):
        held = list(_citing([work.pk]).select_for_update()) if work else [_locked(article)]
        for one in held:
            _check_schedule(one, terms.lifts_at, moment)
        if work is not None:
            _check_unread(work, held, article, moment)
        embargo = _create(terms, by=by)
        if work is not None:
            embargo.held_works.create(work=work)
        else:
            embargo.articles.add(article)
        settle(one.pk for one in held)
        for one in held:
            _log(by, "article.embargo", one, embargo, moment=moment)
    return embargo


def _create(terms: Terms, *, by: User) -> Embargo:
    return Embargo.objects.create(
        kind=terms.kind,
        source=terms.source.strip(),
        wall_day=terms.wall.date(),
        wall_clock=terms.wall.time(),
        zone=terms.zone,
        is_second=terms.fold == wall_time.SECOND,
        lifts_at=terms.lifts_at,
        terms=terms.terms.strip(),
        contact=terms.contact.strip(),
        made_by=by,
    )


def _check_unread(work: Work, held: list[Article], article: Article, moment: datetime) -> None:
    if article.pk not in {one.pk for one in held}:
        raise Refused(_("The story does not cite this study."), field="work")
    if Edition.objects.live(moment).filter(citations__work=work).exists():
        raise Refused(
            _("Readers can read of this study already. There is nothing left to hold back."),
            field="work",
        )


def _citing(works: Iterable[int]) -> QuerySet[Article]:
    """The stories with an edition, not of the past, that cites one of these works."""
    cited = Citation.objects.filter(work__in=list(works), edition__live_until=None)
    return Article.objects.filter(pk__in=cited.values("edition__article"))


def stories_of(embargo: Embargo) -> list[Article]:
    """The stories an embargo holds, those that cite a work under it among them."""
    works = list(embargo.held_works.values_list("work", flat=True))
    own = embargo.articles.values_list("pk", flat=True)
    found = {*own, *_citing(works).values_list("pk", flat=True)}
    return list(Article.objects.filter(pk__in=found).select_related("latest").order_by("pk"))


def held_works(at: datetime) -> QuerySet[EmbargoedWork]:
    """The works under an embargo in force at ``at``, as rows with ``work``."""
    return EmbargoedWork.objects.filter(embargo__in=Embargo.objects.holding(at))


def pages_of(works: Iterable[Work]) -> set[str]:
    """The tags of pages that may tell of these works."""
    rows = list(works)
    issues = {page_tags.issue(work.issue_id) for work in rows if work.issue_id}
    return {CLOCK, *page_tags.of_works(work.pk for work in rows), *issues} if rows else set()


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
    settle([article.pk])
    _log(by, "article.embargo", article, embargo, moment=moment)


def lift(embargo: Embargo, *, by: User, reason: str, at: datetime | None = None) -> Embargo:
    """End an embargo before its time, for every story it holds, and return it.

    Refuses without the right, without a reason, and when it has ended. Nothing is published by
    this: a scheduled edition keeps its moment.
    """
    moment = at or timezone.now()
    _check_lift(embargo, by=by, reason=reason)
    works = [row.work for row in embargo.held_works.select_related("work")]
    with transaction.atomic(), exactly(*pages_of(works)):
        rows = Embargo.objects.holding(moment).filter(pk=embargo.pk, lifted_at=None)
        values: dict[str, Any] = {"lifted_at": moment, "lifted_by": by}
        if rows.update(**values, lift_reason=reason.strip()) == 0:
            raise Refused(_("This embargo holds no more."))
        articles = stories_of(embargo)
        settle(article.pk for article in articles)
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
        settle([article.pk])
        _log(by, "article.release_embargo", article, embargo, moment=moment, reason=reason)


def _check_lift(embargo: Embargo, *, by: User, reason: str) -> None:
    if not permissions.may_lift_embargo(by):
        raise Refused(_("Lifting an embargo is not among your rights."))
    if not reason.strip():
        raise Refused(_("Say in a sentence why; it is kept for ever."), field="reason")


def settle(articles: Iterable[int]) -> None:
    """Write the latest end of all embargoes onto these stories, where that is another one."""
    for pk in articles:
        rows = Embargo.objects.of_story(pk)
        until = max((one.ends_at for one in rows), default=None)
        stories = Article.objects.filter(pk=pk).exclude(embargoed_until=until)
        stories.update(embargoed_until=until, version=F("version") + 1)


def _log(
    by: User, act: str, article: Article, embargo: Embargo, *, moment: datetime, reason: str = ""
) -> None:
    data = {"embargo": embargo.pk, "source": embargo.source, "lifts": embargo.when}
    audit.record(by, act, article, reason=reason.strip(), data=data, at=moment)
