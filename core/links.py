"""Addresses as other machines need them: whole, with the site's own host."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings


def absolute(address: str) -> str:
    """The whole address of a path on this site; one that names a host is left as it is."""
    return urljoin(f"{settings.SITE_URL}/", address)
