"""Brings what a hotfix changed into the edition that waits, field by field.

What only the hotfix touched is carried by itself; what both touched stays as it waits and becomes
a question. A scheduled edition keeps its moment, and its approval is marked as carried.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import conflicts, editions, permissions
from articles.conflicts import BODY, LISTS, Snapshot
from articles.models import Article, Carry, CarryQuestion, Edition, Person
from core import audit
from core.errors import Refused, Stale
from core.models import User
from core.pages.watch import exactly
from literature.models import Issue, Work
from taxonomy.tags import resolve_tags

# What belongs to one edition alone and is never carried into another.
OWN = {"planned_for", "is_major_change", "change_note"}


@dataclass
class Outcome:
    """What becomes of a waiting edition: new values by field, and what is left to decide."""

    values: dict[str, Any] = field(default_factory=dict)
    questions: list[CarryQuestion] = field(default_factory=list)


def waiting(article: Article, *, at: datetime) -> list[Edition]:
    """The editions beside the live one, scheduled ones first and the newest last."""
    scheduled = Q(live_from__gt=at) & Q(live_until=None)
    rows = article.editions.filter(Q(live_from=None, hotfix_of=None) | scheduled)
    return list(rows.order_by("number"))


def carry_all(hotfix: Edition, *, base: Edition, by: User, at: datetime) -> list[Carry]:
    """Carry a hotfix of ``base`` into everything that waits; inside the publishing transaction."""
    theirs = conflicts.snapshot(hotfix)
    original = conflicts.snapshot(base)
    rows = waiting(hotfix.article, at=at)
    return [carry(into, original, theirs, hotfix=hotfix, by=by, at=at) for into in rows]


def carry(
    into: Edition, original: Snapshot, theirs: Snapshot, *, hotfix: Edition, by: User, at: datetime
) -> Carry:
    """Carry the changes between two snapshots into one edition and return the record of it.

    The version is raised before anything is read, so that a save at the same moment is told.
    """
    Edition.objects.filter(pk=into.pk).update(version=F("version") + 1)
    into.refresh_from_db()
    mine = conflicts.snapshot(into)
    outcome = _outcome(original, mine, theirs)
    made = Carry.objects.create(
        edition=into, hotfix=hotfix, before=mine, fields=sorted(outcome.values), at=at
    )
    for question in outcome.questions:
        question.carry = made
    CarryQuestion.objects.bulk_create(outcome.questions)
    if outcome.values:
        _put(into, outcome.values, by=by)
        _mark_approval(into)
    data = {"fields": made.fields, "questions": len(outcome.questions), "hotfix": hotfix.number}
    audit.record(by, "edition.carry", into, data=data, at=at)
    return made


def _mark_approval(edition: Edition) -> None:
    if edition.state == Edition.State.APPROVED:
        Edition.objects.filter(pk=edition.pk).update(approval_carried=True)
        edition.approval_carried = True


def _outcome(original: Snapshot, mine: Snapshot, theirs: Snapshot) -> Outcome:
    outcome = Outcome()
    for one in conflicts.decide(original, mine, theirs):
        if one.name in OWN:
            continue
        if one.kind == "theirs":
            outcome.values[one.name] = one.theirs
        elif one.kind == "both":
            _meet(outcome, one)
    return outcome


def _meet(outcome: Outcome, one: conflicts.Decision) -> None:
    """A field that both changed: what does not clash is brought together."""
    if one.name == BODY:
        _meet_in_body(outcome, one)
    elif one.name in LISTS:
        merged, clashes = conflicts.merge_rows(one.original, one.mine, one.theirs)
        if merged != one.mine:
            outcome.values[one.name] = merged
        if clashes:
            outcome.questions.append(_question(one.name, one.original, merged, one.theirs))
    else:
        outcome.questions.append(_question(one.name, one.original, one.mine, one.theirs))


def _meet_in_body(outcome: Outcome, one: conflicts.Decision) -> None:
    parts = conflicts.merge_body(one.original or "", one.mine or "", one.theirs or "")
    texts = [part.mine if part.clash else part.text for part in parts]
    merged = "\n".join(text for text in texts if text)
    if merged != "\n".join(conflicts.blocks(one.mine or "")):
        outcome.values[BODY] = merged
    outcome.questions += [
        _question(BODY, part.original, part.mine, part.theirs) for part in parts if part.clash
    ]


def _question(name: str, original: Any, mine: Any, theirs: Any) -> CarryQuestion:
    return CarryQuestion(field=name, original=original, mine=mine, theirs=theirs)


def _put(edition: Edition, values: dict[str, Any], *, by: User) -> None:
    """Write values of a snapshot into an edition, named columns only, and settle it."""
    columns = {_column(name): value for name, value in values.items() if name not in LISTS}
    for name, value in columns.items():
        setattr(edition, name, value)
    if columns:
        edition.save(update_fields=[*columns])
        edition.refresh_from_db()
    editions.replace_rows(
        edition,
        _bylines(values["bylines"]) if "bylines" in values else None,
        _citations(values["citations"]) if "citations" in values else None,
        resolve_tags(values["tags"]) if "tags" in values else None,
    )
    editions.settle(edition, by=by)


def _column(name: str) -> str:
    return f"{name}_id" if name in {"section", "lead_image"} else name


def _bylines(rows: list[list[Any]]) -> list[editions.BylineEntry]:
    people = Person.objects.in_bulk([row[0] for row in rows])
    return [editions.BylineEntry(people[row[0]], row[1]) for row in rows if row[0] in people]


def _citations(rows: list[list[Any]]) -> list[editions.CitationEntry]:
    works = Work.objects.in_bulk([row[1] for row in rows if row[1]])
    issues = Issue.objects.in_bulk([row[2] for row in rows if row[2]])
    return [
        editions.CitationEntry(
            works.get(work),
            issues.get(issue),
            relation=relation,
            pages_raw=pages,
            locator=locator,
            note=note,
            key=key,
        )
        for key, work, issue, relation, pages, locator, note in rows
    ]


def bring_up(hotfix: Edition, *, by: User, at: datetime | None = None) -> Edition:
    """Bring an open hotfix up to the edition that went live after it was opened. Returns it."""
    moment = at or timezone.now()
    if not permissions.may_hotfix(by, hotfix):
        raise Refused(_("Changing the live text beside a draft is not among your rights."))
    with transaction.atomic(), exactly():
        article = Article.objects.select_for_update().get(pk=hotfix.article_id)
        live = article.editions.live(moment).first()
        base = hotfix.hotfix_of
        if live is None or base is None or hotfix.is_frozen or live.pk == base.pk:
            raise Refused(_("There is nothing to bring this hotfix up to."))
        original, theirs = conflicts.snapshot(base), conflicts.snapshot(live)
        carry(hotfix, original, theirs, hotfix=live, by=by, at=moment)
        Edition.objects.filter(pk=hotfix.pk).update(hotfix_of=live)
    hotfix.refresh_from_db()
    return hotfix


def open_questions(edition: Edition) -> list[CarryQuestion]:
    """What is still to be decided about an edition, oldest first."""
    rows = CarryQuestion.objects.filter(carry__edition=edition, choice="")
    return list(rows.select_related("carry__hotfix").order_by("id"))


def may_decide(user: User, edition: Edition, *, at: datetime) -> bool:
    """Whether the person may decide: a scheduled edition is a publisher's, a draft an editor's."""
    if not edition.is_frozen:
        return permissions.may_edit(user, edition)
    return edition.is_scheduled(at) and permissions.may_publish(user, edition)


def settle_question(
    question: CarryQuestion, choice: str, *, by: User, at: datetime | None = None
) -> CarryQuestion:
    """Keep what waits, or take what the hotfix says, and return the settled question.

    Refuses without the right, twice, once readers see the edition, and when the stretch to be
    replaced was rewritten since.
    """
    moment = at or timezone.now()
    with transaction.atomic(), exactly():
        edition = Edition.objects.select_for_update().get(pk=question.carry.edition_id)
        if not may_decide(by, edition, at=moment):
            raise Refused(_("This cannot be decided here any more."))
        rows = CarryQuestion.objects.filter(pk=question.pk, choice="")
        if rows.update(choice=choice, settled_by=by, settled_at=moment) == 0:
            raise Stale(_("Somebody decided this meanwhile."), current=edition.version)
        if choice == CarryQuestion.Choice.TAKE:
            _take(question, edition, by=by)
        audit.record(by, "edition.settle_carry", edition, data={"field": question.field})
    question.refresh_from_db()
    return question


def _take(question: CarryQuestion, edition: Edition, *, by: User) -> None:
    Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1)
    edition.version += 1
    value = question.theirs
    if question.field == BODY:
        value = _replaced(edition.body_source, question.mine or "", question.theirs or "")
    _put(edition, {question.field: value}, by=by)
    _mark_approval(edition)


def _replaced(source: str, mine: str, theirs: str) -> str:
    """A body with one stretch of paragraphs put in the place of another."""
    whole, stretch = conflicts.blocks(source), conflicts.blocks(mine)
    size = len(stretch)
    places = [at for at in range(len(whole)) if size and whole[at : at + size] == stretch]
    if len(places) != 1:
        raise Refused(
            _(
                "This paragraph was rewritten since. Put the change in by hand, "
                "then keep what waits."
            )
        )
    at = places[0]
    return "\n".join([*whole[:at], theirs, *whole[at + size :]])
