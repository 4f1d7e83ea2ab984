"""Tells two writers of one name apart under one story, and says nothing else about them.

The first of a name to appear stands plain, the next is "Ana (2)". The number is given once, when a
comment first becomes visible, and stays when what we know of its writer is forgotten.
"""

from __future__ import annotations

from django.db.models import Q

from comments.fingerprints import email_hmacs
from comments.impersonation import skeleton
from comments.models import LOOKS, Comment


def looks(name: str) -> str:
    """The same for two names that a reader would take for one."""
    return skeleton(name)[:LOOKS]


def number(comment: Comment) -> int:
    """The place of a comment's writer among those of this name under the story, from 1.

    Two queries. The caller holds the story's row, so that no two writers get the same number.
    """
    same = Comment.objects.filter(
        article=comment.article_id, looks=comment.looks, namesake__gt=0
    ).order_by("-namesake")
    numbers = same.values_list("namesake", flat=True)
    return numbers.filter(_same_writer(comment)).first() or (numbers.first() or 0) + 1


def _same_writer(comment: Comment) -> Q:
    """By the best that is known. Who only typed an address is not the one who confirmed it; of
    whom another system told nothing but the name is the one of that name."""
    if comment.user_id:
        return Q(user=comment.user_id)
    if comment.identity_id:
        return Q(identity=comment.identity_id)
    if comment.imported_from and not (comment.email_hmac or comment.network_hmac):
        return Q(imported_from=comment.imported_from, name=comment.name, email_hmac="")
    addresses = {comment.email_hmac, *email_hmacs(comment.email, at=comment.created_at)}
    unproved = Q(user=None, identity=None, email_hmac__in=addresses)
    if not comment.email_hmac:
        unproved &= Q(network_hmac=comment.network_hmac) & ~Q(network_hmac="")
    return unproved
