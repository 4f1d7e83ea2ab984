"""What is kept about the person behind a comment, and for how long.

A network address is never stored. What is stored is a keyed hash of it whose key changes each
month, enough to count and to compare, useless to find somebody.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.crypto import salted_hmac

from comments import holding
from comments.models import Comment
from core.pages.watch import exactly

_IPV6_PREFIX = 64  # one household or one server has a whole /64


def network_hmac(address: str, *, at: datetime) -> str:
    """The keyed hash of a network address: IPv4 whole, IPv6 by its /64; empty for no address."""
    network = _network(address)
    if not network:
        return ""
    return salted_hmac(f"comments.network.{at:%Y-%m}", network, algorithm="sha256").hexdigest()


def email_hmac(address: str) -> str:
    """The keyed hash of an e-mail address, the same for each way of writing its letters."""
    folded = address.strip().casefold()
    if not folded:
        return ""
    return salted_hmac("comments.email", folded, algorithm="sha256").hexdigest()


@exactly()
def forget(at: datetime) -> int:
    """Clear addresses and their hashes from comments older than COMMENT_ADDRESS_DAYS.

    Returns how many comments were changed. The comments themselves stay, and so does what a legal
    hold keeps.
    """
    before = at - timedelta(days=settings.COMMENT_ADDRESS_DAYS)
    known = ~Q(email="", email_hmac="", network_hmac="")
    rows = holding.free(Comment.objects.filter(known, created_at__lt=before))
    return rows.update(email="", email_hmac="", network_hmac="")


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))
    return str(parsed)
