"""Sets the comments of a page: puts together the words that their templates expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from articles.models import Article
from comments.text import Run
from comments.threads import Entry, Thread
from core import wall_time
from core.html import trusted
from core.links import numbered
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


def words_of(paragraphs: list[list[list[Run]]], *, language: str | None = None) -> str:
    """A reader's text as HTML; ``language`` as ``core.moulds.cast`` takes it."""
    found = [
        [[{"text": run.text, "href": run.href} for run in runs] for runs in lines]
        for lines in paragraphs
    ]
    return cast("comments/_words.html", {"paragraphs": found}, language=language)
