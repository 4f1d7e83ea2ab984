"""Keyed hashes of addresses: with which key each is made, and under which it is still found.

The key for e-mail addresses changes every COMMENT_KEY_MONTHS, the key for networks every month. A
hash of an e-mail address begins with the generation of its key, so that its age can be read from
it. The key of bans does not change: a ban is a decision on record and holds for its whole term.
Keys are derived from SECRET_KEY; what was made with one of SECRET_KEY_FALLBACKS is found as well.
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

_IPV6_PREFIX = 64  # one household or one server has a whole /64
_LENGTH = 64  # of the columns; a generation and 224 bits of hash fit in
FIRST = "g"  # no hash of the time before generations begins with this letter
_LONGEST_NETWORK_BAN = timedelta(days=31)


def email_hmac(address: str, *, at: datetime | None = None) -> str:
    """The hash of an e-mail address under the key of the generation of ``at`` (by default now);
    the same for each way of writing its letters, empty for no address."""
    folded = address.strip().casefold()
    return _of_generation(folded, generation(at or timezone.now()), _keys()[0]) if folded else ""


def email_hmacs(address: str, *, at: datetime | None = None) -> tuple[str, ...]:
    """Every hash under which something may still be kept about an address, newest first."""
    at = at or timezone.now()
    return email_hmacs_since(address, since=at, at=at)


def email_hmacs_since(address: str, *, since: datetime, at: datetime) -> tuple[str, ...]:
    """The hashes that were made of an address from ``since`` on, for what outlives the others."""
    folded = address.strip().casefold()
    names = _generations(min(oldest(since), oldest(at)), generation(at))
    found = [_of_generation(folded, name, key) for name in names for key in _keys()]
    return (*found, *steady_hmacs(address)) if folded else ()


def steady_hmacs(address: str) -> tuple[str, ...]:
    """The hashes of an address under the key that does not change, the key in force first.

    Bans hold these. Before keys had generations everything did.
    """
    folded = address.strip().casefold()
    if not folded:
        return ()
    return tuple(_hmac("comments.email", folded, key) for key in _keys())


def generation(at: datetime) -> str:
    """The name of the generation of keys at a moment: "g202607" for one that began in July."""
    return _name(_start(_months(at)))


def oldest(at: datetime) -> str:
    """The oldest generation whose hashes are still kept: none gets older than
    COMMENT_IDENTITY_MONTHS, and none goes before the address itself is forgotten."""
    by_age = _months(at) - max(0, settings.COMMENT_IDENTITY_MONTHS - settings.COMMENT_KEY_MONTHS)
    by_address = _months(at - timedelta(days=settings.COMMENT_ADDRESS_DAYS))
    return _name(_start(min(by_age, by_address)))


def longest() -> int:
    """The months within which a hash that is not renewed is forgotten, whenever it was made."""
    by_address = settings.COMMENT_KEY_MONTHS + math.ceil(settings.COMMENT_ADDRESS_DAYS / 28)
    return max(settings.COMMENT_IDENTITY_MONTHS, by_address)


def begin(name: str) -> datetime:
    """The moment at which a generation began."""
    return datetime(int(name[1:5]), int(name[5:7]), 1, tzinfo=UTC)


def network_hmac(address: str, *, at: datetime) -> str:
    """The keyed hash of a network address: IPv4 whole, IPv6 by its /64; empty for no address."""
    network = _network(address)
    return _hmac(f"comments.network.{at:%Y-%m}", network, _keys()[0]) if network else ""


def earlier_network_hmacs(address: str, *, at: datetime) -> tuple[str, ...]:
    """The hashes of the same network that may still be kept from the months before, and those
    that an earlier SECRET_KEY made."""
    network = _network(address)
    if not network:
        return ()
    since = at - timedelta(days=settings.COMMENT_ADDRESS_DAYS) - _LONGEST_NETWORK_BAN
    months = [divmod(month, 12) for month in range(_months(at), _months(since) - 1, -1)]
    salts = [f"comments.network.{year:04}-{month + 1:02}" for year, month in months]
    found = [_hmac(salt, network, key) for salt in salts for key in _keys()]
    return tuple(found[1:])


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _hmac(salt: str, value: str, key: str) -> str:
    return salted_hmac(salt, value, secret=key, algorithm="sha256").hexdigest()


def _of_generation(folded: str, name: str, key: str) -> str:
    return f"{name}-{_hmac(f'comments.email.{name}', folded, key)}"[:_LENGTH]


def _generations(first: str, last: str) -> Iterator[str]:
    """The names of the generations, the last one first."""
    month, end = _month_of(last), _month_of(first)
    while month >= end:
        yield _name(month)
        month = _start(month - 1)


def _months(at: datetime) -> int:
    moment = at.astimezone(UTC)
    return moment.year * 12 + moment.month - 1


def _start(month: int) -> int:
    return month - month % settings.COMMENT_KEY_MONTHS


def _name(month: int) -> str:
    return f"{FIRST}{month // 12:04}{month % 12 + 1:02}"


def _month_of(name: str) -> int:
    return int(name[1:5]) * 12 + int(name[5:7]) - 1


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
