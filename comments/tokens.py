"""What a form carries instead of a cookie: a signed note of when and for which story it was issued.

The form in a story's page has none: a script asks for one when a reader begins to write.

A note that is missing, damaged or from another story is a hint for the checks, never a dead end.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.core import signing
from django.utils.crypto import salted_hmac

_SALT = "comments.form"
_RECEIPT_SALT = "comments.receipt"
_IDENTITY_SALT = "comments.identity"
_LETTER_SALT = "comments.letter."
RECEIPT_LIFE = timedelta(minutes=15)


class Standing(StrEnum):
    """What a token turned out to be."""

    GOOD = "good"
    MISSING = "missing"
    BROKEN = "broken"
    OTHER_STORY = "other-story"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as read back. ``age`` is None and ``key`` empty unless the signature held."""

    standing: Standing
    age: timedelta | None = None
    key: str = ""


def issue(article_id: int, *, at: datetime) -> str:
    """A new token for a form under a story."""
    note = {"a": article_id, "k": uuid.uuid4().hex, "t": int(at.timestamp())}
    return signing.dumps(note, salt=_SALT)


def read(token: str, article_id: int, *, at: datetime) -> Token:
    """What a form's token says. Never raises; tokens do not run out."""
    if not token:
        return Token(Standing.MISSING)
    try:
        note = signing.loads(token, salt=_SALT)
        issued = datetime.fromtimestamp(note["t"], UTC)
        key = str(note["k"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return Token(Standing.BROKEN)
    standing = Standing.GOOD if note.get("a") == article_id else Standing.OTHER_STORY
    return Token(standing, age=at - issued, key=key)


def trap_name(article_id: int) -> str:
    """The name of the field that people never see: one for each story, the same in every form.

    A story's page is stored and served to everybody, so nothing in its form may vary.
    """
    return "extra_" + salted_hmac("comments.trap", str(article_id)).hexdigest()[:10]


def receipt(comment_id: int, *, at: datetime) -> str:
    """A signed address word under which the writer sees the comment for a quarter of an hour."""
    return signing.dumps([comment_id, int(at.timestamp())], salt=_RECEIPT_SALT)


def read_receipt(word: str, *, at: datetime) -> tuple[int, bool] | None:
    """The comment's number and whether its text may still be shown; None for a forged word."""
    try:
        comment_id, issued = signing.loads(word, salt=_RECEIPT_SALT)
        age = at - datetime.fromtimestamp(issued, UTC)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return comment_id, timedelta() <= age <= RECEIPT_LIFE


def identity_word(number: int, version: int) -> str:
    """What a browser keeps to be known as a writer whose address was proved."""
    return signing.dumps([number, version], salt=_IDENTITY_SALT)


def read_identity(word: str) -> tuple[int, int] | None:
    """The identity's number and version; None for a word that is forged or empty."""
    try:
        number, version = signing.loads(word, salt=_IDENTITY_SALT)
        return int(number), int(version)
    except (signing.BadSignature, TypeError, ValueError):
        return None


def letter_word(purpose: str, content: str, *, at: datetime) -> str:
    """A signed address word for a letter: of use for one purpose and one content only."""
    return signing.dumps([content, int(at.timestamp())], salt=_LETTER_SALT + purpose)


def read_letter_word(
    word: str, purpose: str, *, at: datetime, life: timedelta | None = None
) -> str | None:
    """The content of a letter's word; None when it is forged, for something else or too old."""
    try:
        content, issued = signing.loads(word, salt=_LETTER_SALT + purpose)
        age = at - datetime.fromtimestamp(issued, UTC)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    is_young = life is None or timedelta() <= age <= life
    return str(content) if is_young else None
