"""Loads the demo publication through the same doors that people use. Safe to repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles import (
    checklists,
    corrections,
    editions,
    embargo,
    indexing,
    publishing,
    steps,
    workflow,
)
from articles.editions import BylineEntry, CitationEntry
from articles.evidence import Card
from articles.models import Address, Article, Edition, Person, ReviewStep
from core.models import User
from literature.models import Issue, Work
from newsroom import roles
from newsroom.demo import accounts, arrangements, conversation, desk_talk, library, moderating
from newsroom.demo.reading import Table, stories
from taxonomy.models import Section, Tag

WRITTEN = timedelta(hours=6)
REVIEWED_IN = timedelta(hours=53)
SCHEDULED_IN = timedelta(days=30)


@dataclass(frozen=True)
class Library:
    """Everything a story may point at, by the names the files use."""

    users: dict[str, User]
    sections: dict[str, Section]
    tags: dict[str, Tag]
    people: dict[str, Person]
    issues: dict[tuple[str, str, str], Issue]
    works: dict[str, Work]


def load(tell: Callable[[str], object]) -> int:
    """Load what is missing and return how many stories were added; ``tell`` hears of each step."""
    roles.sync()
    users = accounts.load()
    ada = users["ada"]
    journals = library.load_journals()
    shelf = Library(
        users=users,
        sections=library.load_sections(by=ada),
        tags=library.load_tags(),
        people=library.load_people(users),
        issues=library.load_issues(journals, by=ada),
        works=library.load_works(journals, by=ada),
    )
    tell(f"{len(shelf.works)} works in {len(journals)} journals are on the shelf.")
    rows = [row for row in stories() if not _is_there(row)]
    for row in sorted(rows, key=_begun):
        load_story(row, shelf)
        tell(f"Story: {row['headline']}")
    arrangements.load(by=users["edda"])
    _ask_for_checks(shelf)
    found = sum(indexing.rebuild().values())
    tell(f"{found} stories, people, journals and works can be searched.")
    tell(f"{conversation.load(users)} comments were added.")
    tell(f"{moderating.load(users)} acts of moderators and reports of readers were added.")
    tell(f"{desk_talk.load(users)} notes were written on the desk.")
    return len(rows)


def _is_there(row: Table) -> bool:
    return Address.objects.filter(path=f"{row['section']}/{row['slug']}").exists()


def desk_day() -> datetime:
    """Yesterday at nine: when the stories that wait on the desk were begun."""
    yesterday = timezone.localtime() - timedelta(days=1)
    return yesterday.replace(hour=9, minute=0, second=0, microsecond=0)


def _begun(row: Table) -> datetime:
    if "published" in row and row["state"] != "scheduled":
        return row["published"] - WRITTEN
    return desk_day()


def load_story(row: Table, shelf: Library) -> Edition:
    """Write one story and take it as far as its file says."""
    wren = shelf.users["wren"]
    edition = editions.start_story(
        by=wren,
        fields=_fields(row, shelf) | {"comments_mode": row["comments_mode"]},
        bylines=[BylineEntry(shelf.people[one["person"]], one["role"]) for one in row["bylines"]],
        citations=[_citation(one, shelf) for one in row.get("citations", [])],
        tags=[shelf.tags[slug] for slug in row["tags"]],
    )
    _date(edition, _begun(row))
    if "embargo" in row:
        _hold(edition, row, shelf)
    _STATES[row["state"]](edition, row, shelf)
    for one in row.get("corrections", []):
        corrections.add_correction(
            edition.article,
            by=shelf.users["edda"],
            kind=one["kind"],
            text=one["text"],
            was=one["was"],
            at=one["at"],
        )
    return edition


def _fields(row: Table, shelf: Library) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: row[name] for name in ("slug", "headline", "standfirst", "kind", "note_at_foot")
    }
    return values | {
        "body_source": row["body"],
        "evidence": Card.of(row.get("evidence", {})).dump(),
        "section": shelf.sections[row["section"]],
        "lead_image": library.load_picture(row, by=shelf.users["wren"]),
        "lead_caption": row["picture_caption"],
    }


def _citation(one: Table, shelf: Library) -> CitationEntry:
    issue = one.get("issue")
    return CitationEntry(
        work=None if issue else shelf.works[one["work"]],
        issue=shelf.issues[issue["journal"], issue["volume"], issue["issue_label"]]
        if issue
        else None,
        relation=one["relation"],
        pages_raw=one["pages"],
        note=one["note"],
        key=one["key"],
    )


def _date(edition: Edition, at: datetime) -> None:
    """Rows made just now get the times of the story they tell."""
    Edition.objects.filter(pk=edition.pk).update(created_at=at, updated_at=at, state_since=at)
    Article.objects.filter(pk=edition.article_id, latest__number=1).update(created_at=at)


def _submit(edition: Edition, row: Table, shelf: Library, *, at: datetime | None = None) -> None:
    moment = at or _begun(row) + timedelta(hours=1)
    workflow.transition(
        edition,
        "submit",
        by=shelf.users["wren"],
        reviewer=shelf.users["edda"],
        due=moment + REVIEWED_IN,
        note=row.get("review_note", ""),
        at=moment,
    )


def _ask_changes(edition: Edition, row: Table, shelf: Library) -> None:
    _submit(edition, row, shelf)
    workflow.transition(
        edition,
        "ask_changes",
        by=shelf.users["edda"],
        note=row.get("changes_note", "The second paragraph says more than the table shows."),
        at=_begun(row) + timedelta(hours=2),
    )


def _approve(edition: Edition, row: Table, shelf: Library, *, at: datetime | None = None) -> None:
    _submit(edition, row, shelf, at=at)
    workflow.transition(
        edition,
        "approve",
        by=shelf.users["edda"],
        at=(at or _begun(row)) + timedelta(hours=2),
    )


def _publish(edition: Edition, row: Table, shelf: Library) -> None:
    _approve(edition, row, shelf)
    force = row.get("forced", "")
    publishing.publish(edition, by=shelf.users["paul"], at=row["published"], force=force)


def _goes_live(row: Table) -> datetime:
    return max(row["published"], desk_day() + SCHEDULED_IN)


def _hold(edition: Edition, row: Table, shelf: Library) -> None:
    """Put a story under embargo until an hour before it goes live."""
    lifts = (_goes_live(row) - timedelta(hours=1)).astimezone(ZoneInfo(row["embargo"]["zone"]))
    terms = embargo.Terms(wall=lifts.replace(tzinfo=None), fold=lifts.fold, **row["embargo"])
    embargo.add(edition.article, terms, by=shelf.users["wren"])


def _schedule(edition: Edition, row: Table, shelf: Library) -> None:
    _approve(edition, row, shelf)
    publishing.publish(edition, by=shelf.users["paul"], at=_goes_live(row))


def _supersede(edition: Edition, row: Table, shelf: Library) -> None:
    _publish(edition, row, shelf)
    change = row["next"]
    following = _next(edition, change, shelf)
    begun = change["published"] - WRITTEN
    _date(following, begun)
    _approve(following, row, shelf, at=begun)
    publishing.publish(following, by=shelf.users["paul"], at=change["published"])


def _publish_and_open(edition: Edition, row: Table, shelf: Library) -> None:
    _publish(edition, row, shelf)
    _date(_next(edition, row["draft"], shelf), desk_day())
    if "hotfix" in row:
        _fix(edition, row["hotfix"], shelf)


def _fix(edition: Edition, change: Table, shelf: Library) -> None:
    """A hotfix of what readers see, in review beside the draft that waits."""
    edda = shelf.users["edda"]
    hotfix = editions.open_hotfix(edition, by=edda)
    hotfix = editions.write(hotfix, version=hotfix.version, by=edda, fields=dict(change))
    paul = shelf.users["paul"]
    moment = desk_day() + timedelta(hours=3)
    workflow.transition(hotfix, "submit", by=edda, reviewer=paul, due=moment + WRITTEN, at=moment)


def _ask_for_checks(shelf: Library) -> None:
    """The health section asks for a check; what is approved there already has it signed."""
    step, _made = ReviewStep.objects.get_or_create(
        name="Medical review",
        section=shelf.sections["health"],
        defaults={
            "checklist": ReviewStep.Checklist.HEALTH,
            "what": "Do the numbers in the text stand in the paper, absolute ones first?",
        },
    )
    answers = dict.fromkeys(checklists.HEALTH, checklists.YES)
    approved = Edition.objects.open().filter(state=Edition.State.APPROVED)
    for edition in approved.filter(section__path__startswith="health/", sign_offs=None):
        steps.sign(edition, step, by=shelf.users["paul"], version=edition.version, answers=answers)


def _next(edition: Edition, change: Table, shelf: Library) -> Edition:
    wren = shelf.users["wren"]
    following = editions.open_next(edition, by=wren)
    names = {"headline", "standfirst", "note_at_foot", "change_note", "is_major_change"}
    names &= change.keys()
    fields = {name: change[name] for name in names}
    if "body" in change:
        fields["body_source"] = change["body"]
    return editions.write(following, version=following.version, by=wren, fields=fields)


def _withdraw(edition: Edition, row: Table, shelf: Library) -> None:
    _publish(edition, row, shelf)
    publishing.withdraw(
        edition.article,
        by=shelf.users["paul"],
        reason=row["withdrawal_reason"],
        at=row.get("withdrawn", row["published"] + timedelta(days=9)),
    )


def _leave(edition: Edition, row: Table, shelf: Library) -> None:
    """A draft stays as it is."""


_STATES: dict[str, Callable[[Edition, Table, Library], None]] = {
    "draft": _leave,
    "in_review": _submit,
    "changes_asked": _ask_changes,
    "approved": _approve,
    "scheduled": _schedule,
    "live": _publish,
    "superseded": _supersede,
    "live_with_draft": _publish_and_open,
    "withdrawn": _withdraw,
}
