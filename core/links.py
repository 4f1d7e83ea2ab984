"""Addresses: of the pages of this site, and whole ones as other machines need them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import quote, urljoin

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.http import escape_leading_slashes

# RFC 3986, 3.3: what a path may hold as it is.
_KEPT_SIGNS = "!$&'()*+,;=/~:@"
_FIRST_NUMBER = 987_000_000
_STAND_IN = 986_000_000


def path_of(name: str, **parts: str | int) -> str:
    """The path of a named page as ``reverse`` writes it, whose search is done once for each name.

    The parts have to fit the pattern: only the first ones are looked at. Raises NoReverseMatch.
    """
    kinds = tuple((part, isinstance(value, int)) for part, value in parts.items())
    literals, order = _pattern(name, kinds, get_script_prefix(), get_urlconf())
    written = [literals[0]]
    for part, literal in zip(order, literals[1:], strict=True):
        written += (quote(str(parts[part]), safe=_KEPT_SIGNS), literal)
    return escape_leading_slashes("".join(written))


def numbered(name: str, part: str, **others: str | int) -> Callable[[int], str]:
    """A function from a number to the path of the page with that number, for many of a kind.

    ``part`` is what the pattern calls the number. Raises NoReverseMatch.
    """
    path = path_of(name, **others, **{part: _STAND_IN})
    before, _mark, after = path.partition(str(_STAND_IN))
    return lambda number: f"{before}{number}{after}"


@cache
def _pattern(
    name: str, kinds: tuple[tuple[str, bool], ...], _prefix: str, _urlconf: str | None
) -> tuple[list[str], list[str]]:
    """What stands between the parts of a path, and the parts in their order."""
    marks = {
        part: _FIRST_NUMBER + place if is_number else f"stand-in-{place}"
        for place, (part, is_number) in enumerate(kinds)
    }
    path = reverse(name, kwargs=marks)
    order = sorted(marks, key=lambda part: path.index(str(marks[part])))
    literals = []
    for part in order:
        literal, _mark, path = path.partition(str(marks[part]))
        literals.append(literal)
    return [*literals, path], order


def absolute(address: str) -> str:
    """The whole address of a path on this site; one that names a host is left as it is."""
    if address.startswith("/") and not address.startswith("//") and "/." not in address:
        return settings.SITE_URL + address
    return urljoin(f"{settings.SITE_URL}/", address)
