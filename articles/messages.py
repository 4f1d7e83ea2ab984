"""Messages of the desk: who is told of what, and how each person wants it.

What happened is read from the log, from mentions and from the clock; each fact becomes one row for
each person, which the database keeps single. ``message_mail`` sends the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles import embargo, permissions
from articles.models import Article, Edition, Embargo, Mention, Message, MessageChoice
from articles.models.messages import MessageKind, Timing
from core.models import AuditEntry, User

# A worker that was away catches up this far; older news is no news.
LOOKED_BACK = timedelta(days=2)
# The log is read by its newest entries, so that the cost does not grow with it.
ENTRIES_READ = 5_000
DIGEST_HOUR = 8
USUAL = {
    MessageKind.REVIEW_ASKED: Timing.AT_ONCE,
    MessageKind.CHANGES_ASKED: Timing.AT_ONCE,
    MessageKind.APPROVED: Timing.DAILY,
    MessageKind.MENTIONED: Timing.AT_ONCE,
    MessageKind.ASSIGNED: Timing.AT_ONCE,
    MessageKind.PUBLISHED: Timing.DAILY,
    MessageKind.LIFTED: Timing.DAILY,
}
STEPS = {
    "edition.submit": MessageKind.REVIEW_ASKED,
    "edition.ask_changes": MessageKind.CHANGES_ASKED,
    "edition.approve": MessageKind.APPROVED,
}
PUBLICATIONS = ("edition.publish", "edition.force")


@dataclass(frozen=True)
class News:
    """Something that happened to a story, and whom it concerns."""

    kind: str
    fact: str
    article: Article
    people: frozenset[int]
    at: datetime
    who: str = ""


def choices_of(user: User) -> dict[str, str]:
    """Kind -> when this person wants such messages."""
    made = dict(MessageChoice.objects.filter(person=user).values_list("kind", "timing"))
    return {kind: made.get(kind, usual) for kind, usual in USUAL.items()}


def choose(user: User, timings: Mapping[str, str]) -> None:
    """Keep how a person wants messages. What is waiting already goes out as it was."""
    with transaction.atomic():
        for kind, timing in timings.items():
            MessageChoice.objects.update_or_create(
                person=user, kind=MessageKind(kind), defaults={"timing": Timing(timing)}
            )


def gather(at: datetime) -> int:
    """Make a message of each piece of news for each person it concerns; returns how many.

    Doing it twice is harmless: a fact is told to a person once. Nobody is told of what they may
    not see, and nobody of what they did themselves.
    """
    news = [*_from_log(at), *_from_notes(at), *_from_embargoes(at)]
    wanted = {pk for one in news for pk in one.people}
    people = User.objects.filter(is_active=True, pk__in=wanted).in_bulk()
    facts = {one.fact for one in news}
    told = set(Message.objects.filter(fact__in=facts).values_list("person", "fact"))
    fresh = {pk for one in news for pk in one.people if (pk, one.fact) not in told}
    choices = {pk: choices_of(people[pk]) for pk in fresh & people.keys()}
    rows = [
        _message(one, people[pk], choices[pk][one.kind], at)
        for one in news
        for pk in sorted(one.people & people.keys())
        if (pk, one.fact) not in told and permissions.may_read_notes(people[pk], one.article)
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _message(news: News, person: User, timing: str, at: datetime) -> Message:
    due = {Timing.AT_ONCE: at, Timing.DAILY: next_digest(at), Timing.NEVER: None}[Timing(timing)]
    return Message(
        person=person,
        article=news.article,
        kind=news.kind,
        fact=news.fact,
        who=news.who,
        at=news.at,
        due_at=due,
    )


def next_digest(at: datetime) -> datetime:
    """The next eight o'clock in the newsroom."""
    local = timezone.localtime(at)
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    day = today.date() if local < today else today.date() + timedelta(days=1)
    return timezone.make_aware(datetime(day.year, day.month, day.day, DIGEST_HOUR))  # noqa: DTZ001 - made aware here


def _from_log(at: datetime) -> Iterator[News]:
    """Steps of the workflow, stories handed over, and scheduled editions that have gone live."""
    newest = AuditEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    acts = [*STEPS, *PUBLICATIONS, "article.assign", "article.lift_embargo"]
    rows = AuditEntry.objects.filter(id__gt=newest - ENTRIES_READ, act__in=acts)
    entries = list(rows.filter(at__gte=at - LOOKED_BACK, at__lte=at).order_by("id"))
    editions = _editions(entry.object_id for entry in entries if _is_of_edition(entry))
    stories = _stories(entry.object_id for entry in entries if not _is_of_edition(entry))
    for entry in entries:
        if _is_of_edition(entry) and entry.object_id in editions:
            yield from _of_step(entry, editions[entry.object_id])
        elif entry.object_id in stories:
            yield from _of_story(entry, stories[entry.object_id])
    yield from _gone_live(at)


def _is_of_edition(entry: AuditEntry) -> bool:
    return entry.object_type == "articles.edition"


def _editions(numbers: Iterable[str]) -> dict[str, Edition]:
    rows = Edition.objects.filter(pk__in=set(numbers)).select_related("article__latest")
    return {str(row.pk): row for row in rows.defer("body_source", "body_html", "body_text")}


def _stories(numbers: Iterable[str]) -> dict[str, Article]:
    rows = Article.objects.filter(pk__in=set(numbers)).select_related("latest")
    return {str(row.pk): row for row in rows}


def _of_step(entry: AuditEntry, edition: Edition) -> Iterator[News]:
    kind = STEPS.get(entry.act)
    if kind is None:
        return
    reviewed = kind == MessageKind.REVIEW_ASKED
    people = {edition.reviewer_id} if reviewed else _writers(edition)
    yield _news(kind, f"log:{entry.pk}", edition.article, people, entry)


def _of_story(entry: AuditEntry, article: Article) -> Iterator[News]:
    fact = f"log:{entry.pk}"
    if entry.act == "article.assign":
        yield _news(MessageKind.ASSIGNED, fact, article, {entry.data.get("to")}, entry)
    elif article.latest is not None and not article.is_embargoed(entry.at):
        yield _news(MessageKind.LIFTED, fact, article, _concerned(article.latest), entry)


def _news(
    kind: str, fact: str, article: Article, people: set[int | None], entry: AuditEntry
) -> News:
    others = frozenset(pk for pk in people if pk is not None and pk != entry.actor_id)
    return News(kind, fact, article, others, entry.at, entry.actor_name)


def _gone_live(at: datetime) -> Iterator[News]:
    """Editions that went live by the clock: their publication was logged before its moment."""
    rows = Edition.objects.filter(live_from__gte=at - LOOKED_BACK, live_from__lte=at)
    rows = rows.filter(article__withdrawn_at=None).select_related("article__latest")
    editions = {str(row.pk): row for row in rows.defer("body_source", "body_html", "body_text")}
    entries = AuditEntry.objects.filter(
        object_type="articles.edition", object_id__in=editions, act__in=PUBLICATIONS
    ).order_by("id")
    for entry in {entry.object_id: entry for entry in entries}.values():
        edition = editions[entry.object_id]
        moment = edition.live_from
        if moment is not None and moment - entry.at > timedelta(minutes=1):
            people = frozenset(pk for pk in _concerned(edition) if pk is not None)
            fact = f"live:{edition.pk}:{moment:%Y%m%d%H%M}"
            yield News(MessageKind.PUBLISHED, fact, edition.article, people, moment)


def _from_notes(at: datetime) -> Iterator[News]:
    rows = Mention.objects.filter(note__at__gte=at - LOOKED_BACK, note__at__lte=at, read_at=None)
    for row in rows.select_related("note__author", "note__article__latest"):
        note = row.note
        who = str(note.author) if note.author else ""
        people = frozenset({row.person_id})
        yield News(MessageKind.MENTIONED, f"call:{note.pk}", note.article, people, note.at, who)


def _from_embargoes(at: datetime) -> Iterator[News]:
    """Stories whose last embargo has ended by the clock."""
    ended = Embargo.objects.filter(lifts_at__gte=at - LOOKED_BACK, lifts_at__lte=at, lifted_at=None)
    stories = {story.pk: story for one in ended for story in embargo.stories_of(one)}
    for article in stories.values():
        if article.is_withdrawn:
            continue
        until, latest = article.embargoed_until, article.latest
        if latest is not None and until is not None and until <= at:
            people = frozenset(pk for pk in _concerned(latest) if pk is not None)
            fact = f"lift:{article.pk}:{until:%Y%m%d%H%M}"
            yield News(MessageKind.LIFTED, fact, article, people, until)


def _writers(edition: Edition) -> set[Any]:
    return {edition.created_by_id, edition.updated_by_id, edition.article.assigned_to_id}


def _concerned(edition: Edition) -> set[Any]:
    return _writers(edition) | {edition.reviewer_id}
