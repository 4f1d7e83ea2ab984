"""The newest comments under a story, as a feed."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.feed_formats import Author, Channel, Entry
from articles.models import Article, Edition
from comments.models import Comment
from comments.text import paragraphs, shown
from core.links import absolute
from core.text import excerpt
from core.xml import legal

LENGTH = 50
_SUMMARY = 200


def channel(edition: Edition, *, path: str) -> Channel:
    """The feed itself; ``path`` is the page of the story's comments."""
    title = _("Comments on “%s”") % edition.headline
    key = f"story/{edition.article_id}/comments"
    return Channel(key=key, title=legal(title), summary=_("What readers wrote."), path=path)


def entries(article: Article) -> list[Entry]:
    """The fifty comments that became visible last."""
    rows = Comment.objects.visible().filter(article=article, published_at__isnull=False)
    return [_entry(row) for row in rows.order_by("-published_at", "-pk")[:LENGTH]]


def _entry(comment: Comment) -> Entry:
    address = absolute(comment.get_absolute_url())
    name = legal(comment.signature)
    words = {"paragraphs": paragraphs(comment.text)}
    seen = comment.published_at or comment.created_at
    return Entry(
        key=f"comment/{comment.pk}",
        address=address,
        title=_("%s wrote") % name,
        summary=legal(excerpt(shown(comment.text), _SUMMARY)),
        html=legal(render_to_string("comments/_words.html", words)),
        published=seen,
        updated=max(seen, comment.edited_at or seen),
        authors=[Author(name, address)],
    )
