"""Notes on a story, who is called in them, whose story it is, and when to look at it again.

All of it stays on the desk: nothing here is read by a page, a feed or a file for readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article, Mention, Note, Reminder
from core import audit
from core.errors import Refused
from core.models import User
from core.pages.watch import exactly

CALLED = re.compile(r"(?<![\w@.+-])@([\w.+-]{1,150})")
MOST_CALLED = 20


@dataclass(frozen=True)
class Said:
    """A note as the desk reads it: its newest text, and the texts it replaced, oldest first."""

    note: Note
    before: list[Note] = field(default_factory=list)


def said_about(article: Article) -> list[Said]:
    """The notes of a story in the order they were begun; one query."""
    chains: dict[int, Said] = {}
    begun: dict[int, int] = {}
    for note in article.notes.select_related("author").order_by("id"):
        first = begun.get(note.replaces_id or 0, note.pk)
        begun[note.pk] = first
        earlier = chains.get(first)
        chains[first] = Said(note, [*earlier.before, earlier.note] if earlier else [])
    return list(chains.values())


def add_note(
    article: Article,
    *,
    by: User,
    text: str,
    replaces: Note | None = None,
    at: datetime | None = None,
) -> Note:
    """Write a note and call everybody it names by ``@user.name``; return it.

    With ``replaces`` it is the new wording of an earlier note. Refuses without the right to read
    the story, without text, somebody else's note, a note edited meanwhile, and a call to somebody
    who may not read the story: no message about it may reach them.
    """
    _check_may_read(article, by)
    text = text.strip()
    if not text:
        raise Refused(_("Write something first."), field="text")
    if replaces is not None:
        _check_may_replace(article, replaces, by)
    people = called_in(text, article)
    moment = at or timezone.now()
    with transaction.atomic(), exactly():
        Article.objects.select_for_update().get(pk=article.pk)
        if replaces is not None and Note.objects.filter(replaces=replaces).exists():
            raise Refused(_("This note has been edited since you opened it."), field="text")
        note = Note.objects.create(
            article=article, author=by, text=text, replaces=replaces, at=moment
        )
        _call(people, note, by=by)
        audit.record(by, "article.note", article, data={"note": note.pk}, at=moment)
    return note


def _call(people: list[User], note: Note, *, by: User) -> None:
    """Leave a mention for each, but not again for those an earlier wording called."""
    earlier = Mention.objects.filter(note=note.replaces_id or 0)
    known = set(earlier.values_list("person", flat=True)) | {by.pk}
    Mention.objects.bulk_create(
        Mention(note=note, person=person) for person in people if person.pk not in known
    )


def _check_may_read(article: Article, by: User) -> None:
    if not permissions.may_read_notes(by, article):
        raise Refused(_("Notes are for those who may read the story."))


def _check_may_replace(article: Article, note: Note, by: User) -> None:
    if note.article_id != article.pk or note.author_id != by.pk:
        raise Refused(_("Only the person who wrote a note edits it."))


def called_in(text: str, article: Article) -> list[User]:
    """The people a text names by ``@user.name``; a word that is no account stays a word.

    Refuses a name that may not read the story, and more than twenty.
    """
    names = {name.rstrip(".+-") for name in CALLED.findall(text)} - {""}
    if len(names) > MOST_CALLED:
        raise Refused(_("A note calls twenty people at most."), field="text")
    people = list(User.objects.filter(is_active=True, is_staff=True, username__in=names))
    for person in people:
        if not permissions.may_read_notes(person, article):
            raise Refused(
                _("%s may not read this story, so a note here cannot call them.") % person,
                field="text",
            )
    return people


def read_notes(article: Article, *, by: User, at: datetime | None = None) -> int:
    """Count the calls to this person on this story as read; returns how many were not yet."""
    rows = Mention.objects.filter(person=by, note__article=article, read_at=None)
    return rows.update(read_at=at or timezone.now())


def assign(article: Article, to: User | None, *, by: User, at: datetime | None = None) -> None:
    """Make a story somebody's, or nobody's. Under embargo they belong to it from then on.

    Refuses without the right to edit it, and for somebody who could not write it.
    """
    _check_may_edit(article, by)
    if to is not None and not permissions.may_write(to):
        raise Refused(_("%s may not write stories.") % to, field="to")
    if article.assigned_to_id == (to.pk if to else None):
        return
    with transaction.atomic(), exactly():
        Article.objects.filter(pk=article.pk).update(assigned_to=to, version=F("version") + 1)
        data = {"to": to.pk if to else None, "name": str(to) if to else ""}
        audit.record(by, "article.assign", article, data=data, at=at)
    article.assigned_to = to


def remind(
    article: Article, day: date, *, by: User, reason: str, at: datetime | None = None
) -> Reminder:
    """Have the desk look at a story again on a day. Refuses without a right, a reason, a future."""
    _check_may_edit(article, by)
    if not reason.strip():
        raise Refused(_("Say why to look at it again."), field="reason")
    moment = at or timezone.now()
    if day < timezone.localtime(moment).date():
        raise Refused(_("That day is over. Choose today or a day to come."), field="day")
    with transaction.atomic(), exactly():
        reminder = Reminder.objects.create(
            article=article, day=day, reason=reason.strip(), made_by=by
        )
        audit.record(by, "article.remind", article, reason=reason.strip(), at=moment)
    return reminder


def looked_again(reminder: Reminder, *, by: User, at: datetime | None = None) -> None:
    """Put a reminder away. Doing it twice is harmless."""
    _check_may_edit(reminder.article, by)
    moment = at or timezone.now()
    with transaction.atomic(), exactly():
        rows = Reminder.objects.filter(pk=reminder.pk, done_at=None)
        if rows.update(done_at=moment, done_by=by):
            audit.record(by, "article.looked_again", reminder.article, at=moment)


def _check_may_edit(article: Article, by: User) -> None:
    _check_may_read(article, by)
    if article.latest is None or not permissions.may_edit(by, article.latest):
        raise Refused(_("You can read this story, not change it."))
