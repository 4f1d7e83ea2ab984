"""Publication: an approved edition is given its place in time, or a story is taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import carrying, editions, embargo, indexing, permissions, readiness, signals
from articles.models import Article, Edition
from articles.page_tags import forget_story
from core import audit
from core.errors import Refused, Stale
from core.models import User
from core.pages.watch import exactly


def publish(
    edition: Edition,
    *,
    by: User,
    at: datetime | None = None,
    version: int | None = None,
    force: str = "",
) -> Edition:
    """Put an approved edition live from ``at`` (now, or a moment to come), and return it.

    Refuses without the right, when it is not approved, when a finding blocks it, when it has its
    place already, and a moment before one that another edition of the story holds or before the
    story's last embargo lifts; ``Stale`` when it changed meanwhile. ``force`` is the reason to
    publish without approval or despite findings, never despite an embargo: it needs a right of
    its own, and the edition stays marked with it.
    A hotfix goes live at once, up to what is scheduled, and is carried into what waits.
    Then, in one transaction: the edition before it ends where this one begins, a first
    publication is dated, and the log is written. After commit ``article_published`` is told.
    """
    moment = at or timezone.now()
    _check_publish(edition, by=by, force=force)
    seen = edition.version if version is None else version
    with transaction.atomic(), exactly():
        article = Article.objects.select_for_update().get(pk=edition.article_id)
        if article.is_withdrawn:
            raise Refused(_("The story was withdrawn. It cannot be published again."))
        embargo.check(edition, moment)
        until = _end_previous(article, edition, moment)
        first = article.first_published_at or moment
        rows = Edition.objects.open().filter(pk=edition.pk, version=seen, state=edition.state)
        place: dict[str, Any] = {"live_from": moment, "live_until": until, "sort_at": first}
        place["state"] = Edition.State.APPROVED
        if rows.update(**place, forced_reason=force, version=F("version") + 1) == 0:
            raise Stale(_("The story was changed meanwhile. Look at it again."), current=seen + 1)
        Article.objects.filter(pk=article.pk).update(
            first_published_at=first, latest=editions.newest(edition)
        )
        indexing.index_article(article.pk, at=moment)
        forget_story(article)
        act = "edition.force" if force else "edition.publish"
        audit.record(by, act, edition, reason=force, data={"live_from": moment.isoformat()})
        if edition.hotfix_of is not None:
            carrying.carry_all(edition, base=edition.hotfix_of, by=by, at=moment)
        signals.announce(
            signals.article_published, sender=Article, edition_id=edition.pk, by_id=by.pk
        )
    edition.refresh_from_db()
    return edition


def _check_publish(edition: Edition, *, by: User, force: str) -> None:
    if not permissions.may_publish(by, edition):
        raise Refused(_("Publishing is not among your rights."))
    if edition.is_frozen:
        raise Refused(_("This edition is published or scheduled already."))
    if force:
        _check_force(edition, by=by, reason=force)
        return
    if edition.state != Edition.State.APPROVED:
        raise Refused(_("A second person approves a story before it is published."))
    readiness.check(edition)


def _check_force(edition: Edition, *, by: User, reason: str) -> None:
    if not permissions.may_force(by, edition):
        raise Refused(_("Publishing despite what stands in the way is not among your rights."))
    if not reason.strip():
        raise Refused(_("Say in a sentence why it cannot wait."), field="reason")


def _end_previous(article: Article, edition: Edition, moment: datetime) -> datetime | None:
    """End the edition readers would see at ``moment`` there; return where the new one ends."""
    if edition.hotfix_of_id is not None:
        return _end_fixed(article, edition, moment)
    current = article.editions.filter(live_from__isnull=False, live_until=None).first()
    if current is None:
        return None
    if current.live_from and current.live_from > moment:
        raise Refused(
            _("Edition %d is scheduled for a later moment. Take it off the schedule first.")
            % current.number
        )
    Edition.objects.filter(pk=current.pk).update(live_until=moment)
    return None


def _end_fixed(article: Article, hotfix: Edition, moment: datetime) -> datetime | None:
    """A hotfix stands in for the live edition, as long as that one would have stayed."""
    if moment > timezone.now():
        raise Refused(_("A hotfix goes live at once. Something else is scheduled as a draft."))
    live = article.editions.live(moment).first()
    if live is None or live.pk != hotfix.hotfix_of_id:
        raise Refused(
            _("Another edition went live meanwhile. Bring the hotfix up to it, then publish.")
        )
    Edition.objects.filter(pk=live.pk).update(live_until=moment)
    return live.live_until


def unschedule(
    edition: Edition, *, by: User, at: datetime | None = None, version: int | None = None
) -> Edition:
    """Take a scheduled edition off the schedule; it is approved again. Returns it.

    Refuses when its moment has come; ``Stale`` when ``version`` is not the current one any more,
    as after it was given another moment. The edition before it stays live without an end.
    """
    moment = at or timezone.now()
    if not permissions.may_publish(by, edition):
        raise Refused(_("Publishing is not among your rights."))
    with transaction.atomic(), exactly():
        article = Article.objects.select_for_update().get(pk=edition.article_id)
        rows = Edition.objects.filter(pk=edition.pk, live_from__gt=moment, live_until=None)
        was_first = article.first_published_at == edition.live_from
        current = rows.values_list("version", flat=True).first()
        if version is not None and current is not None and current != version:
            raise Stale(_("The story was changed meanwhile. Look at it again."), current=current)
        place = {"live_from": None, "state": _state_before(edition), "forced_reason": ""}
        if rows.update(**place, version=F("version") + 1) == 0:
            raise Refused(_("It is not on the schedule any more."))
        article.editions.filter(live_until=edition.live_from).update(live_until=None)
        if was_first:
            Article.objects.filter(pk=article.pk).update(first_published_at=None)
            Edition.objects.filter(pk=edition.pk).update(sort_at=None)
        indexing.index_article(article.pk, at=moment)
        forget_story(article)
        audit.record(by, "edition.unschedule", edition)
    edition.refresh_from_db()
    return edition


def hold_back(article: Article, *, until: datetime, at: datetime) -> int:
    """Move what is scheduled between ``at`` and ``until`` to ``until``; returns how many editions.

    For an embargo that lifts later than it did. What readers see meanwhile stays that long. Logged.
    Call it with the story's row locked.
    """
    early = article.editions.filter(live_from__gt=at, live_from__lt=until).order_by("-live_from")
    for edition in early:
        moment = edition.live_from
        article.editions.filter(live_until=moment).update(live_until=until)
        dated = until if edition.sort_at == moment else edition.sort_at
        rows = Edition.objects.filter(pk=edition.pk)
        rows.update(live_from=until, sort_at=dated, version=F("version") + 1)
        first = Article.objects.filter(pk=article.pk, first_published_at=moment)
        first.update(first_published_at=until)
        audit.record(None, "edition.hold_back", edition, data={"live_from": until.isoformat()})
    if early:
        indexing.index_article(article.pk, at=until)
        forget_story(article)
    return len(early)


def _state_before(edition: Edition) -> str:
    """What a scheduled edition is again: a forced one was perhaps never approved."""
    was_approved = edition.approved_by_id is not None or not edition.forced_reason
    return Edition.State.APPROVED if was_approved else Edition.State.DRAFT


def withdraw(
    article: Article,
    *,
    by: User,
    reason: str,
    kind: str = Article.Withdrawal.NOTICE,
    at: datetime | None = None,
    seen: int | None = None,
) -> Article:
    """Take a story away from readers now, with a reason they can read. Returns the story.

    ``kind`` decides what readers find: the page with the reason, or 410 for a legal removal.
    Refuses without the right or reason, and when it is not live. A waiting schedule ends too.
    ``seen`` is the edition readers saw when the person decided; ``Stale`` if it is another now.
    After commit ``article_withdrawn`` is told.
    """
    moment = at or timezone.now()
    if not permissions.may_withdraw(by, article):
        raise Refused(_("Withdrawing a story is not among your rights."))
    if not reason.strip():
        raise Refused(_("Say in a sentence why; readers will see it."), field="reason")
    with transaction.atomic(), exactly():
        current = Article.objects.select_for_update().get(pk=article.pk)
        first = current.first_published_at
        if current.is_withdrawn or first is None or first > moment:
            raise Refused(_("Only a story that readers can see is withdrawn."))
        _check_seen(current, seen, moment)
        Article.objects.filter(pk=article.pk).update(
            withdrawn_at=moment, withdrawal_reason=reason, withdrawal_kind=kind
        )
        _end_visibility(current, moment)
        indexing.index_article(article.pk, at=moment)
        forget_story(article)
        audit.record(by, "article.withdraw", current, reason=reason, data={"kind": kind})
        signals.announce(
            signals.article_withdrawn, sender=Article, article_id=article.pk, by_id=by.pk
        )
    article.refresh_from_db()
    return article


def _check_seen(article: Article, seen: int | None, moment: datetime) -> None:
    live = article.editions.live(moment).only("pk", "number", "version").first()
    if seen is not None and live is not None and live.pk != seen:
        raise Stale(
            _("Edition %d went live while you were deciding. Look at it, then withdraw the story.")
            % live.number,
            current=live.version,
        )


def _end_visibility(article: Article, moment: datetime) -> None:
    article.editions.filter(live_from__gt=moment).update(live_from=None, live_until=None)
    open_end = Q(live_until=None) | Q(live_until__gt=moment)
    article.editions.filter(open_end, live_from__lte=moment).update(live_until=moment)
