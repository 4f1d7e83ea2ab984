"""What the demo's desk says about its stories: notes, a day to look again, an embargo."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from articles import embargo, notes, saved_filters
from articles.models import Article, Edition, Embargo, Note
from core.models import User

EMBARGO_DAYS = 2


def load(users: dict[str, User]) -> int:
    """Talk about the stories that wait, unless somebody has already; returns how many notes."""
    if Note.objects.exists():
        return 0
    reviewed = _first(Edition.State.IN_REVIEW)
    written = _first(Edition.State.DRAFT)
    if reviewed is not None:
        notes.add_note(
            reviewed,
            by=users["wren"],
            text="@edda The interval is in the table on page 4 of the paper, not in its abstract.",
        )
        notes.add_note(
            reviewed,
            by=users["edda"],
            text="Then we give it in the second paragraph. @wren, can you add how many left?",
        )
    if written is not None:
        notes.assign(written, users["wren"], by=users["edda"])
        _hold(written, by=users["edda"])
    published = Article.objects.filter(first_published_at__lte=timezone.now(), withdrawn_at=None)
    live = published.order_by("-first_published_at").first()
    if live is not None:
        notes.remind(
            live,
            timezone.localdate(),
            by=users["edda"],
            reason="The journal has answered readers’ letters. Does our summary still stand?",
        )
    saved_filters.keep(
        "state=in_review&section=health", by=users["edda"], name="Health, in review", is_shared=True
    )
    return Note.objects.count()


def _first(state: str) -> Article | None:
    edition = Edition.objects.open().filter(state=state, number=1).order_by("pk").first()
    return edition.article if edition else None


def _hold(article: Article, *, by: User) -> None:
    if Embargo.objects.filter(articles=article).exists():
        return
    day = timezone.localtime() + timedelta(days=EMBARGO_DAYS)
    wall = datetime(day.year, day.month, day.day, 17)  # noqa: DTZ001 - a wall time, as its source gives it
    terms = embargo.Terms(source="The journal’s press office", wall=wall, zone="America/New_York")
    embargo.add(article, terms, by=by)
