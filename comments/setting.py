"""Sets the comments of a page: puts together the words that their templates expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from articles.models import Article
from comments.text import Run
from comments.threads import Entry, Order, Thread
from core import wall_time
from core.html import trusted
from core.links import numbered, path_of
from core.moulds import cast


@dataclass(frozen=True)
class Setting:
    """Where comments stand: under which story, whether it takes answers, and on which page.

    ``page`` is the story's address where the comments do not stand in its own page.
    """

    article: Article
    is_open: bool
    page: str = ""

    @cached_property
    def _language(self) -> str | None:
        return get_language()

    @cached_property
    def _replies(self) -> Callable[[int], str]:
        return numbered("comments:reply", "parent_id", article_id=self.article.pk)

    @cached_property
    def _reports(self) -> Callable[[int], str]:
        return numbered("comments:report", "comment_id")

    @cached_property
    def _permalinks(self) -> Callable[[int], str]:
        return numbered("comments:permalink", "comment_id")

    def thread(self, thread: Thread) -> str:
        """All comments of a page as HTML."""
        return self._all(thread.entries)

    def _all(self, entries: Iterable[Entry]) -> str:
        return trusted("".join([self._one(entry) for entry in entries]))

    def _one(self, entry: Entry) -> str:
        words = {"anchor": entry.comment.anchor, "is_visible": entry.is_visible}
        words |= {"is_pinned": entry.comment.pinned, "is_author": entry.is_author}
        words |= self._own(entry) if entry.is_visible else {"marker": entry.marker}
        words["answers"] = self._all(entry.answers) if entry.answers else ""
        return cast("comments/_comment.html", words, language=self._language)

    def _own(self, entry: Entry) -> dict[str, Any]:
        comment, to, about = entry.comment, entry.to, entry.about
        is_named = to is not None and to.is_visible
        return {
            "name": entry.name,
            "badge": entry.badge,
            "is_featured": comment.featured,
            "is_edited": comment.edited_at is not None,
            "address": self._permalinks(entry.pk),
            "written": {
                "iso": wall_time.iso(comment.created_at),
                "shown": wall_time.zoned(comment.created_at),
            },
            "to": {"anchor": to.comment.anchor, "name": to.name} if to and is_named else None,
            "about": {"words": about.words, "fragment": about.fragment} if about else None,
            "story_page": self.page,
            "text": words_of(entry.paragraphs, language=self._language),
            "reply": self._replies(entry.pk) if self.is_open else "",
            "report": self._reports(entry.pk),
        }


def thread_html(
    thread: Thread, article: Article, *, is_open: bool, page: str = "", order: str = ""
) -> str:
    """A page of comments with what leads to the others; ``page`` as in ``Setting``.

    ``order`` is the one they stand in, empty under the story itself.
    """
    submit = path_of("comments:submit", article_id=article.pk)
    is_ordered = bool(order) or article.comment_count > 1
    words = {
        "orders": _orders(submit, order) if is_ordered else [],
        "feed": path_of("comments:feed", article_id=article.pk, form="atom"),
        "comments": Setting(article, is_open, page).thread(thread),
        "is_cut": thread.is_cut,
        "next": _next(submit, thread.after, order) if thread.after else "",
        "is_newest": order == Order.NEWEST,
        "is_picks": order == Order.PICKS,
        "is_open": is_open,
    }
    return cast("comments/_thread.html", words)


def _orders(submit: str, order: str) -> list[dict[str, str | bool]]:
    """The orders to choose; under the story, where the oldest stand first, the other ones."""
    return [
        {
            "address": f"{submit}?order={one.value}",
            "label": str(one.label),
            "is_current": one == order,
        }
        for one in Order
        if order or one != Order.OLDEST
    ]


def _next(submit: str, after: str, order: str) -> str:
    return f"{submit}?after={after}&order={order}" if order else f"{submit}?after={after}"


def words_of(paragraphs: list[list[list[Run]]], *, language: str | None = None) -> str:
    """A reader's text as HTML; ``language`` as ``core.moulds.cast`` takes it."""
    found = [
        [[{"text": run.text, "href": run.href} for run in runs] for runs in lines]
        for lines in paragraphs
    ]
    return cast("comments/_words.html", {"paragraphs": found}, language=language)
