"""Akismet as a second opinion, off without a key: it is asked after a comment was kept.

It never decides. Its word becomes one of the reasons a moderator reads, and takes a comment that
nobody has read off the page. After a moderator's decision has settled, and only where it differs,
the comment is reported back exactly as it was sent. The calls follow akismet.com/developers.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from comments import moderation
from comments.models import Comment, Decision
from comments.opinion_models import Alert, Opinion
from comments.spam.second_opinion import CODE
from comments.states import State
from core.errors import OutsideFailure
from core.http import Response, fetch
from core.pages.watch import exactly

BASE = "https://rest.akismet.com/1.1/"
THANKS = "Thanks for making the web a better place."
KEPT = timedelta(days=15)
TIMEOUT, AT_ONCE, MOST_TRIES = 5.0, 20, 10
# An answer can be provisional; it is asked for again after twice the time that Akismet names.
MOST_RECHECKS, LONGEST_RECHECK = 2, timedelta(hours=1)
PAUSES = (timedelta(minutes=20), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))


class Unclear(OutsideFailure):
    """Akismet answered neither yes nor no; ``wait`` seconds where it asked for them."""

    def __init__(self, words: str, *, wait: float | None = None) -> None:
        super().__init__(words, permanent=False)
        self.wait = wait


def is_on() -> bool:
    """Whether comments are shown to Akismet; readers are told exactly then."""
    return bool(settings.AKISMET_KEY)


def register(
    comment: Comment, *, address: str, agent: str, referrer: str, permalink: str, at: datetime
) -> None:
    """Let a reader's comment wait for its turn, with what Akismet needs to know of the sender."""
    if not is_on() or comment.user_id is not None or not address:
        return
    sent = {
        "blog": settings.SITE_URL,
        "user_ip": address,
        "user_agent": agent[:500],
        "referrer": referrer[:1_000],
        "permalink": permalink,
        "comment_type": "reply" if comment.parent_id else "comment",
        "comment_author": comment.name,
        "comment_author_email": comment.email,
        "comment_content": comment.text,
        "comment_date_gmt": comment.created_at.isoformat(),
        "blog_lang": get_language() or "en",
        "blog_charset": "UTF-8",
    }
    waiting = {"sent": sent, "next_at": at, "at": at}
    Opinion.objects.get_or_create(comment=comment, defaults=waiting)


def work(at: datetime) -> int:
    """Ask and report what is due; a failure ends the run and is tried again later."""
    Opinion.objects.filter(at__lt=at - KEPT).exclude(sent={}).update(sent={}, next_at=None)
    if not is_on():
        return 0
    done = 0
    due = Opinion.objects.filter(next_at__lte=at).order_by("next_at", "pk")
    for opinion in due.select_related("comment")[:AT_ONCE]:
        try:
            if opinion.to_tell:
                _report(opinion, at=at)
            else:
                _ask(opinion, at=at)
        except OutsideFailure as failure:
            _later(opinion, failure, at=at)
            break
        done += 1
    return done


def hear(decision: Decision, *, at: datetime) -> None:
    """Report a settled decision if Akismet said otherwise; once, and again when it turns."""
    label = {State.SPAM: "spam", State.APPROVED: "ham"}.get(State(decision.to_state))
    opinion = Opinion.objects.filter(comment=decision.comment_id).exclude(sent={}).first()
    if not label or opinion is None or opinion.is_spam is None:
        return
    believed = opinion.told or ("spam" if opinion.is_spam else "ham")
    waits = {"to_tell": label, "next_at": at, "tries": 0}
    if label == believed:
        waits = {"to_tell": "", "next_at": None, "tries": 0}
    Opinion.objects.filter(pk=opinion.pk).update(**waits)


def _ask(opinion: Opinion, *, at: datetime) -> None:
    again = {"recheck_reason": "retry"} if opinion.tries or opinion.rechecks else {}
    answer = _call("comment-check", opinion.sent | again, at=at)
    words = answer.text().strip()
    if words not in {"true", "false"}:
        raise Unclear(
            answer.headers.get("x-akismet-debug-help", words[:200]), wait=answer.retry_after
        )
    opinion.is_spam = words == "true"
    opinion.is_blatant = answer.headers.get("x-akismet-pro-tip", "").lower() == "discard"
    opinion.next_at = _recheck_at(opinion, answer, at=at)
    opinion.rechecks += opinion.next_at is not None
    opinion.tries = 0
    with transaction.atomic():
        opinion.save()
        if opinion.is_spam:
            _say(opinion, at=at)


def _recheck_at(opinion: Opinion, answer: Response, *, at: datetime) -> datetime | None:
    """When to ask again because "no" is not the last word; None when it is."""
    seconds = answer.headers.get("x-akismet-recheck-after", "").strip()
    is_number = seconds.isascii() and seconds.isdigit() and len(seconds) <= 6
    if opinion.is_spam or not is_number or opinion.rechecks >= MOST_RECHECKS:
        return None
    return at + min(timedelta(seconds=2 * int(seconds)), LONGEST_RECHECK)


@exactly()
def _say(opinion: Opinion, *, at: datetime) -> None:
    """Put the word among the reasons; hold what stands on the page unread."""
    comment = Comment.objects.get(pk=opinion.comment_id)
    said = {"code": CODE, "blatant": opinion.is_blatant}
    kept = [reason for reason in comment.reasons if reason.get("code") != CODE]
    Comment.objects.filter(pk=comment.pk).exclude(state=State.ERASED).update(reasons=[said, *kept])
    if comment.state == State.PUBLISHED:
        moderation.decide(comment, State.HELD, by=None, version=comment.version, at=at)


def _report(opinion: Opinion, *, at: datetime) -> None:
    response = "true" if opinion.is_spam else "false"
    extra = {"comment_check_response": response, "reporter": "moderator"}
    answer = _call(f"submit-{opinion.to_tell}", opinion.sent | extra, at=at)
    if answer.text().strip() != THANKS:
        raise Unclear(answer.text()[:200], wait=answer.retry_after)
    told = opinion.to_tell
    rows = Opinion.objects.filter(pk=opinion.pk, to_tell=told)
    rows.update(told=told, to_tell="", next_at=None, tries=0)


def _call(name: str, data: dict[str, str], *, at: datetime) -> Response:
    answer = fetch(
        BASE + name,
        method="POST",
        data=urlencode(data | {"api_key": settings.AKISMET_KEY}).encode(),
        headers={"content-type": "application/x-www-form-urlencoded; charset=UTF-8"},
        timeout=TIMEOUT,
        max_bytes=10_000,
    )
    if answer.status != 200:
        raise Unclear(f"HTTP {answer.status}", wait=answer.retry_after)
    _heed(answer, at=at)
    return answer


def _heed(answer: Response, *, at: datetime) -> None:
    """Keep what Akismet says about the account, for the desk; an answer without it ends it."""
    words = answer.headers.get("x-akismet-alert-msg") or answer.headers.get("x-akismet-error", "")
    code = answer.headers.get("x-akismet-alert-code", "")
    if not words and not code:
        Alert.objects.all().delete()
        return
    said = {"code": code[:10], "words": words[:300]}
    Alert.objects.update_or_create(pk=1, defaults=said, create_defaults=said | {"since": at})


def _later(opinion: Opinion, failure: OutsideFailure, *, at: datetime) -> None:
    """Try again after 20 minutes, 1, 6 and 24 hours; then the local score stands alone."""
    asked = getattr(failure, "wait", None)
    pause = timedelta(seconds=asked) if asked else None
    if pause is None and opinion.tries < len(PAUSES):
        pause = PAUSES[opinion.tries]
    Opinion.objects.filter(pk=opinion.pk).update(
        tries=opinion.tries + 1,
        next_at=at + pause if pause and opinion.tries < MOST_TRIES else None,
    )
