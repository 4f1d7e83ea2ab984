"""The moderators' list: which comments it shows, and what a moderator needs to see of each.

Nothing here counts a table: numbers are read up to a limit, above which the page says "more than".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from articles.models import Edition
from articles.permissions import seen_by
from comments import claims, spam
from comments.fingerprints import email_hmacs
from comments.marking import Piece, marked
from comments.models import Comment, CommentQuerySet, Decision, Note, Objection
from comments.moderation import may_be_undone
from comments.permissions import Person
from comments.spam import estimate, objections
from comments.states import State, Who, next_states
from comments.text import shown
from core.text import excerpt

SIZE = 20
COUNTED = 99
_EXCERPT = 240
_NOTES = 200
_HELD_ONCE = 2  # the version of a comment that was checked and held
HELD, READ, SPAM, REJECTED, DECIDED = "held", "visible", "spam", "rejected", "decided"
REPORTED = "reported"
OF_WRITER = "writer"  # no choice in the list: it is led to from a card
SHOWS = {
    HELD: _("Held"),
    REPORTED: _("Reported"),
    READ: _("On the page"),
    SPAM: _("Spam"),
    REJECTED: _("Rejected"),
    DECIDED: _("Decided"),
}
_CONDITIONS = {
    HELD: Q(state=State.HELD),
    REPORTED: Q(reports_weight__gt=0, published_at__isnull=False),
    READ: Q(published_at__isnull=False),
    SPAM: Q(state=State.SPAM),
    REJECTED: Q(state=State.REJECTED),
}
WHYS = {
    "trap": _("Hidden field"),
    "ban": _("Banned to the queue"),
    "reports": _("Reported"),
    "namesake": _("Name of ours"),
    "copies": _("Copies"),
    "score": _("Likely spam"),
    "links": _("Links"),
    "timing": _("Timing"),
    "rate": _("Many at once"),
    "first": _("First comment"),
}


Addresses = dict[int, frozenset[str]]  # the hashes of a writer's address by comment


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the list. Unknown words mean the first choice, never an error."""

    show: str = HELD
    why: str = ""
    story: int | None = None
    after: str = ""
    # The number of a comment: everything of its writer is asked for, whatever its state.
    writer: int | None = None

    @classmethod
    def read(cls, asked: dict[str, str]) -> Filters:
        show, why = asked.get("show", ""), asked.get("why", "")
        writer = _number(asked.get("writer", ""))
        if writer is not None:
            return cls(show=OF_WRITER, writer=writer, after=asked.get("after", ""))
        return cls(
            show=show if show in SHOWS else HELD,
            why=why if why in WHYS and show in {"", HELD} else "",
            story=_number(asked.get("story", "")),
            after=asked.get("after", ""),
        )

    def as_query(self, **changes: str | int | None) -> dict[str, str]:
        """The words of an address that asks for this, with some changed; the list starts anew."""
        asked: dict[str, str | int | None]
        asked = {"show": self.show, "why": self.why, "story": self.story} | changes
        if asked["show"] == OF_WRITER:
            asked = {"writer": self.writer, **changes}
        elif asked["show"] == HELD:
            del asked["show"]
        return {name: str(value) for name, value in asked.items() if value not in {"", None}}


@dataclass(frozen=True, slots=True)
class Story:
    """What a card says of the story: its headline and address, as far as this person may see."""

    headline: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of earlier comments from the same e-mail address."""

    approved: int = 0
    rejected: int = 0
    spam: int = 0

    @property
    def is_blank(self) -> bool:
        return not (self.approved or self.rejected or self.spam)


@dataclass(frozen=True, slots=True)
class Card:
    """A comment with all a moderator needs to decide on it."""

    comment: Comment
    name: str
    paragraphs: list[list[list[Piece]]]
    story: Story
    reasons: list[str]
    steps: frozenset[str]
    record: Record | None = None
    parent_name: str = ""
    parent_text: str = ""
    decisions: list[Decision] = field(default_factory=list)
    reader: str = ""
    score: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    # Who finds which of the rules wrong here, by the rule's code.
    objections: dict[str, str] = field(default_factory=dict)

    @property
    def points(self) -> list[tuple[estimate.Part, str]]:
        """Every point of the score, with the name of who finds it wrong here."""
        return [(part, self.objections.get(part.code, "")) for part in estimate.parts(self.score)]

    @property
    def last(self) -> Decision | None:
        """The newest step a person took."""
        return next((decision for decision in self.decisions if decision.by_name), None)

    @property
    def undoable(self) -> Decision | None:
        """The newest step, if it can be taken back."""
        newest = self.decisions[0] if self.decisions else None
        return newest if newest and may_be_undone(newest, self.comment) else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of cards; ``after`` asks for the next and is empty on the last."""

    cards: list[Card]
    after: str = ""

    @property
    def is_stuck(self) -> bool:
        """Whether nothing on it can be decided just now: it is empty or others read all of it."""
        return all(card.reader or card.comment.state != State.HELD for card in self.cards)

    @property
    def turns(self) -> list[tuple[Card, int | None]]:
        """Each card with the number of the comment that comes after it."""
        numbers = [card.comment.pk for card in self.cards]
        return list(zip(self.cards, [*numbers[1:], None], strict=True)) if numbers else []


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: how many, up to a limit, since when, and for which chief reasons."""

    count: int
    is_more: bool
    oldest: datetime | None
    whys: Counter[str]


def page(filters: Filters, *, user: Person, at: datetime) -> Page:
    """The cards that ``filters`` ask for: held ones oldest first, all others newest first."""
    rows, moment = _rows(filters)
    rows = _from(rows, filters, moment)
    order = [moment, "pk"] if filters.show == HELD else [f"-{moment}", "-pk"]
    disputed = Exists(Objection.objects.filter(comment=OuterRef("pk")))
    rows = rows.order_by(*order).annotate(is_disputed=disputed)
    found = list(rows.select_related("article", "parent", "claimed_by")[: SIZE + 1])
    comments = found[:SIZE]
    has_more = len(found) > SIZE
    return Page(
        cards=cards(comments, user=user, at=at),
        after=_key(comments[-1], moment) if has_more else "",
    )


def to_decide(filters: Filters) -> list[int]:
    """The numbers of the held comments on the page that ``filters`` ask for; none elsewhere."""
    if filters.show != HELD:
        return []
    rows, moment = _rows(filters)
    found = _from(rows, filters, moment).order_by(moment, "pk")
    return list(found.values_list("pk", flat=True)[:SIZE])


def cards(comments: Sequence[Comment], *, user: Person, at: datetime) -> list[Card]:
    """The comments as cards, in at most five queries whatever their number."""
    stories = _stories(comments, user=user, at=at)
    decisions = _decisions(comments)
    addresses = {comment.pk: _addresses(comment) for comment in comments}
    records = _records(addresses)
    notes = _notes(addresses)
    disputes = _disputes(comments)
    return [
        Card(
            comment=comment,
            name=comment.signature,
            paragraphs=_marked(comment),
            score=estimate.facts_of(comment.reasons),
            story=stories.get(comment.article_id, Story()),
            reasons=spam.sentences(comment.reasons),
            steps=frozenset(next_states(comment.state, who=Who.MODERATOR)),
            record=records.get(comment.pk),
            parent_name=comment.parent.signature if comment.parent else "",
            parent_text=excerpt(shown(comment.parent.text), _EXCERPT) if comment.parent else "",
            decisions=decisions[comment.pk],
            reader=claims.reader(comment, user=user, at=at),
            notes=[note for note in notes if _is_about(note, comment.pk, addresses)],
            objections=disputes.get(comment.pk, {}),
        )
        for comment in comments
    ]


def waiting() -> Waiting:
    """The queue in numbers, in one bounded query."""
    rows = list(Comment.objects.held().values_list("created_at", "chief_reason")[: COUNTED + 1])
    chief = Counter(reason for _created, reason in rows if reason)
    return Waiting(
        count=min(len(rows), COUNTED),
        is_more=len(rows) > COUNTED,
        oldest=rows[0][0] if rows else None,
        whys=chief,
    )


def _rows(filters: Filters) -> tuple[CommentQuerySet, str]:
    """The comments asked for, and the column that orders them."""
    if filters.writer is not None:
        return _of_writer(filters.writer), "created_at"
    rows = Comment.objects.all()
    if filters.story is not None:
        rows = rows.filter(article_id=filters.story)
    if filters.why:
        rows = rows.filter(chief_reason=filters.why)
    if filters.show == DECIDED:
        return rows.filter(decided_at__isnull=False), "decided_at"
    return rows.filter(_CONDITIONS[filters.show]), "created_at"


def _of_writer(number: int) -> CommentQuerySet:
    """The comments of whoever wrote this one, by address or account; it alone if neither is
    known."""
    one = Comment.objects.filter(pk=number).only("email", "email_hmac", "identity", "user").first()
    same = Q(pk=number)
    if one and one.email_hmac:
        same |= Q(email_hmac__in=_addresses(one))
    if one and one.identity_id:
        same |= Q(identity=one.identity_id)
    if one and one.user_id:
        same |= Q(user=one.user_id)
    return Comment.objects.filter(same)


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 18 else None


def _key(comment: Comment, moment: str) -> str:
    return f"{getattr(comment, moment).isoformat()}~{comment.pk}"


def _from(rows: CommentQuerySet, filters: Filters, moment: str) -> CommentQuerySet:
    """The rows behind the last one of the page before; a key that is none asks for the first."""
    written, _tilde, number = filters.after.rpartition("~")
    try:
        last = parse_datetime(written)
    except ValueError:
        last = None
    is_number = number.isascii() and number.isdigit() and len(number) <= 18
    if last is None or last.tzinfo is None or not is_number:
        return rows
    side = "gt" if filters.show == HELD else "lt"
    beyond = Q(**{f"{moment}__{side}": last})
    return rows.filter(beyond | Q(**{moment: last, f"pk__{side}": int(number)}))


def _stories(comments: Iterable[Comment], *, user: Person, at: datetime) -> dict[int, Story]:
    """The stories by number. A story readers do not see is named only to who may see it."""
    newest = {comment.article_id: comment.article.latest_id for comment in comments}
    live = Edition.objects.live(at).filter(article__in=newest).only("article", "headline", "path")
    stories = {
        edition.article_id: Story(edition.headline, edition.get_absolute_url()) for edition in live
    }
    hidden = [latest for number, latest in newest.items() if latest and number not in stories]
    if hidden:
        shown = Edition.objects.filter(seen_by(user), pk__in=hidden)
        for edition in shown.only("article", "headline"):
            stories[edition.article_id] = Story(edition.headline)
    return stories


def _decisions(comments: Iterable[Comment]) -> dict[int, list[Decision]]:
    """The steps of each, newest first. One that was only ever held has none worth a query."""
    found: dict[int, list[Decision]] = defaultdict(list)
    moved = [
        comment.pk
        for comment in comments
        if comment.state != State.HELD or comment.version > _HELD_ONCE
    ]
    if not moved:
        return found
    for decision in Decision.objects.filter(comment__in=moved):
        found[decision.comment_id].append(decision)
    return found


def _marked(comment: Comment) -> list[list[list[Piece]]]:
    facts = estimate.facts_of(comment.reasons)
    return marked(comment.text, estimate.marks(facts, comment.text))


def _disputes(comments: Iterable[Comment]) -> dict[int, dict[str, str]]:
    """The objections to rules. The list knows already which comments have any."""
    disputed = [comment.pk for comment in comments if getattr(comment, "is_disputed", True)]
    return objections.on(disputed) if disputed else {}


def _addresses(comment: Comment) -> frozenset[str]:
    """The hashes under which more of the same e-mail address may stand; none when it is forgotten
    or was never given."""
    found = {comment.email_hmac, *email_hmacs(comment.email)} if comment.email_hmac else set()
    return frozenset(found)


def _notes(addresses: Addresses) -> list[Note]:
    """The newest notes on these comments and on their writers."""
    about = Q(comment__in=list(addresses))
    if any(addresses.values()):
        about |= Q(email_hmac__in=set().union(*addresses.values()))
    return list(Note.objects.filter(about)[:_NOTES])


def _is_about(note: Note, number: int, addresses: Addresses) -> bool:
    return note.comment_id == number or note.email_hmac in addresses[number]


def _records(addresses: Addresses) -> dict[int, Record]:
    """What became of the comments of each address, by the number of a comment of it."""
    if not any(addresses.values()):
        return {}
    rows = Comment.objects.filter(email_hmac__in=set().union(*addresses.values())).order_by()
    counted = [
        Count("pk", filter=Q(state=state)) for state in (State.APPROVED, State.REJECTED, State.SPAM)
    ]
    counts = rows.values("email_hmac").annotate(
        approved=counted[0], rejected=counted[1], spam=counted[2]
    )
    found = counts.values_list("email_hmac", "approved", "rejected", "spam")
    each = {hashed: numbers for hashed, *numbers in found}
    return {
        number: Record(*map(sum, zip(*(each[one] for one in hashes & each.keys()), strict=True)))
        for number, hashes in addresses.items()
        if hashes & each.keys()
    }
