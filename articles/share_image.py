"""Which picture stands for a story on other sites and to search engines."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from articles import share_card
from articles.models import Edition


def share_image(edition: Edition) -> dict[str, str] | None:
    """What a story's page names, in words: its lead picture cut to shape, else its card.

    None where our face cannot set the headline; the site's own picture stands there.
    """
    image = edition.lead_image
    sizes = image.sizes_of("share", "jpeg") if image else []
    found = {**sizes[-1], "alt": image.alt} if image and sizes else card_image(edition)
    return {name: str(found[name]) for name in ("url", "width", "height", "alt")} if found else None


def card_image(edition: Edition) -> dict[str, Any] | None:
    """The card of a story; None where our face cannot set its words."""
    if not share_card.can_draw(edition.headline, edition.section.name, settings.SITE_NAME):
        return None
    width, height = share_card.SIZE
    address = reverse("articles:share_card", args=[edition.path])
    return {"url": address, "width": width, "height": height, "alt": edition.headline}
