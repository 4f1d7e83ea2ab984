"""The click that proves an address: a link in a letter, a page, a button.

The link is signed, stands for one comment, runs out after two days and counts once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from comments import identities, moderation, spam, submission, tokens
from comments.models import Comment, Identity
from comments.states import State, Who
from comments.tokens import Standing, Token
from core.errors import Refused

PURPOSE = "confirm"
LIFE = timedelta(hours=48)
_WRITTEN = ["identity", "confirmation_due", "badge", "expertise", "reasons", "score"]


def word_for(comment: Comment, *, at: datetime) -> str:
    """The word of the link in the letter."""
    return tokens.letter_word(PURPOSE, str(comment.pk), at=at)


def find(word: str, *, at: datetime) -> Comment | None:
    """The comment whose address the link confirms; None when it is forged or has run out."""
    number = tokens.read_letter_word(word, PURPOSE, at=at, life=LIFE)
    if number is None:
        return None
    return Comment.objects.select_related("article", "identity").filter(pk=int(number)).first()


def confirm(comment: Comment, *, at: datetime) -> Identity:
    """Keep that the writer reads this address, and let a comment that waited for it go on.

    Raises ``Refused`` when the link was used before or the address has been forgotten.
    """
    if comment.identity_id or not comment.email_hmac:
        raise Refused(_("This link has been used. Your address is confirmed."))
    with transaction.atomic():
        identity = identities.proved(comment.email, hashed=comment.email_hmac, at=at)
        comment.identity, comment.confirmation_due = identity, False
        identities.set_badge(comment)
        if comment.state == State.UNCONFIRMED:
            token = Token(Standing.GOOD, age=at - comment.created_at)
            spam.judge(comment, token=token, at=at)
        comment.save(update_fields=_WRITTEN)
        if comment.state == State.UNCONFIRMED:
            version = comment.version
            moderation.decide(
                comment, State.CHECKING, by=None, who=Who.WRITER, version=version, at=at
            )
            submission.route(comment, at=at)
        return identity
