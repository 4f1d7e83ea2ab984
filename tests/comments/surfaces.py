"""Every place where a reader's name and words come out again, and how to look at it there.

Each surface takes a comment as it stands in the database and gives back what is sent out. Those in
``PAGES`` and ``DESK`` are HTML; those in ``PLAIN`` are letters, feeds and files.
"""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition
from comments import digests, own_data, replies, tokens
from comments.models import (
    Ban,
    Comment,
    Decision,
    Erasure,
    Identity,
    Letter,
    Note,
    Report,
    Revision,
)
from core.models import AuditEntry, User

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Places:
    """The comment, who looks at it, and the moderator's browser."""

    comment: Comment
    edition: Edition
    reader: Client
    desk: Client

    def open(self, name: str, *words: object, client: Client | None = None) -> str:
        answer = (client or self.reader).get(reverse(name, args=words))
        return answer.content.decode() if answer.status_code < 300 else ""

    @property
    def receipt(self) -> str:
        return tokens.receipt(self.comment.pk, at=timezone.now())

    @property
    def story(self) -> str:
        """The story's page, whose structured data is whole and names no element."""
        page = self.reader.get(self.edition.get_absolute_url()).content.decode()
        for script in Scripts(page).structured:
            json.loads(script)
            assert "<" not in script
        return page


def _linked(at: Places) -> str:
    """The names and words in the story's structured data, as a machine reads them."""
    blocks = [json.loads(script) for script in Scripts(at.story).structured]
    nodes = [node for block in blocks for node in block.get("comment", ())]
    return "\n".join(f"{node['author']['name']}\n{node['text']}" for node in nodes)


def _send(at: Places, **changes: str) -> str:
    fields = {"name": at.comment.name, "text": at.comment.text, "email": "nobody"} | changes
    address = reverse("comments:submit", args=[at.comment.article_id])
    return at.reader.post(address, fields).content.decode()


def _closed(at: Places) -> str:
    rows = Article.objects.filter(pk=at.comment.article_id)
    rows.update(comments_mode=Article.Comments.CLOSED)
    page = _send(at)
    rows.update(comments_mode=Article.Comments.PREMODERATE)
    return page


def _permalink(at: Places) -> str:
    """Where it leads, and what stands there beside."""
    answer = at.reader.get(at.comment.get_absolute_url())
    return f"{answer.get('Location', '')}{answer.content.decode()}"


def _own_word(at: Places) -> str:
    return tokens.letter_word(own_data.PURPOSE, at.comment.email_hmac, at=timezone.now())


def _post(at: Places, name: str, *words: object, **fields: object) -> str:
    return at.desk.post(reverse(f"admin:comments_{name}", args=words), fields).content.decode()


def _queue(at: Places, show: str = "held") -> str:
    address = reverse("admin:comments_comment_changelist")
    return at.desk.get(address, {"show": show}).content.decode()


def _held_queue(at: Places) -> str:
    rows = Comment.objects.filter(pk=at.comment.pk)
    rows.update(state="held", published_at=None)
    page = _queue(at)
    rows.update(state=at.comment.state, published_at=at.comment.published_at)
    return page


def _ban(at: Places) -> str:
    asked = {"kind": "email", "effect": "refuse", "reason": "Offers.", "days": "7"}
    return _post(at, "comment_ban", at.comment.pk, step="look", **asked)


def _stale(at: Places) -> str:
    return _post(at, "comment_decision", at.comment.pk, verdict="hold", version=99)


def _in_bulk(at: Places) -> str:
    pick = [f"{at.comment.pk}:99"]
    return _post(at, "comment_decisions", pick=pick, verdict="approve")


def _trial(at: Places) -> str:
    return _post(at, "comment_statistics", text=at.comment.text)


def _letter(send: Callable[[Places], object]) -> Callable[[Places], str]:
    def read(at: Places) -> str:
        Letter.objects.all().delete()
        mail.outbox.clear()
        send(at)
        (letter,) = mail.outbox
        message = letter.message()
        assert message.get_content_type() == "text/plain", "a letter has one part, and no HTML"
        assert set(message) & {"Bcc", "Cc", "Reply-To"} == set()
        return f"{letter.subject}\n{letter.body}"

    return read


@_letter
def _digest(at: Places) -> None:
    rows = Comment.objects.filter(pk=at.comment.pk)
    rows.update(state="held", published_at=None)
    User.objects.filter(username="ada").update(email="mo@example.org")
    digests.send_digests(timezone.now())
    rows.update(state=at.comment.state, published_at=at.comment.published_at)


@_letter
def _reply_notice(at: Places) -> None:
    Comment.objects.filter(pk=at.comment.parent_id).update(wants_replies=True)
    Comment.objects.filter(pk=at.comment.pk).update(replies_told=False)
    replies.send_replies(timezone.now() + timedelta(minutes=2))


def _feed(at: Places) -> str:
    """What the feed says in words; the HTML it carries is the surface ``feed's HTML``."""
    return " ".join(f"{entry.findtext(f'{ATOM}title')}" for entry in _entries(at))


def _feed_html(at: Places) -> str:
    return "".join(entry.findtext(f"{ATOM}content") or "" for entry in _entries(at))


def _entries(at: Places) -> list[ET.Element]:
    feed = at.open("comments:feed", at.comment.article_id, "atom")
    return ET.fromstring(feed).findall(f"{ATOM}entry")  # noqa: S314 - our own


def _export(at: Places) -> str:
    file = json.loads(at.open("comments:yours_export", _own_word(at)))
    return "\n".join(f"{row['name']}\n{row['text']}" for row in file["comments"])


PAGES: dict[str, Callable[[Places], str]] = {
    "story": lambda at: at.story,
    "comments": lambda at: at.open("comments:submit", at.comment.article_id),
    "permalink": _permalink,
    "answer": lambda at: at.open("comments:reply", at.comment.article_id, at.comment.pk),
    "report": lambda at: at.open("comments:report", at.comment.pk),
    "receipt": lambda at: at.open("comments:received", at.receipt),
    "change": lambda at: at.open("comments:change", at.receipt),
    "withdraw": lambda at: at.open("comments:withdraw", at.receipt),
    "yours": lambda at: at.open("comments:yours", _own_word(at)),
    "form again": _send,
    "closed": _closed,
    "feed's HTML": _feed_html,
}
DESK: dict[str, Callable[[Places], str]] = {
    "queue": _held_queue,
    "on the page": lambda at: _queue(at, "visible"),
    "its own page": lambda at: at.open(
        "admin:comments_comment_change", at.comment.pk, client=at.desk
    ),
    "ban": _ban,
    "decided first": _stale,
    "in bulk": _in_bulk,
    "trial": _trial,
    "log": lambda at: at.open("admin:core_auditentry_changelist", client=at.desk),
}
PLAIN: dict[str, Callable[[Places], str]] = {
    "digest": _digest,
    "reply notice": _reply_notice,
    "feed": _feed,
    "export": _export,
    "linked data": _linked,
}
ALL = PAGES | DESK | PLAIN
# Where everybody may look; the others are for one reader or for the desk.
PUBLIC = (
    "story",
    "comments",
    "permalink",
    "answer",
    "report",
    "feed's HTML",
    "feed",
    "linked data",
)
# Where a search engine may come by; every other page says that it is not to be kept.
INDEXED = ("story", "permalink", "feed's HTML")
# Where a link of a reader's may be followed.
LINKED = ("story", "comments", "answer", "feed's HTML")
# Where a writer gets the own words back to work on or to take along, as they were typed.
AS_TYPED = ("change", "form again", "closed", "export", "trial")
# Where the words are shown, and whole.
WHOLE = (
    *("story", "comments", "answer", "report", "receipt", "change", "yours"),
    *("form again", "closed", "feed's HTML", "queue", "on the page", "its own page"),
    *("decided first", "trial", "export", "linked data"),
)


class Scripts(HTMLParser):
    """The structured data in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.structured: list[str] = []
        self._is_structured = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_structured = (tag, "application/ld+json") == (tag, dict(attrs).get("type"))

    def handle_data(self, data: str) -> None:
        if self._is_structured:
            self.structured.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._is_structured = False


def snapshot() -> list[object]:
    """What a look must leave as it is: the comments, and how many rows hang on them."""
    hanging = (AuditEntry, Ban, Decision, Erasure, Identity, Letter, Note, Report, Revision)
    counts = [model.objects.count() for model in hanging]
    return [list(Comment.objects.order_by("pk").values()), counts]
