"""Where a reader can pass a story on.

Plain links, so that nobody outside hears of a reader before one is followed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Service:
    """A place that takes a story by an address of its own; ``pattern`` has {title} and {url}."""

    name: str | Promise
    pattern: str

    def address(self, title: str, url: str) -> str:
        """The link that opens the service with the story's title and address filled in."""
        return self.pattern.format(title=quote(title, safe=""), url=quote(url, safe=""))


# As each service documents its links; none needs a script or an account of the site.
SERVICES = {
    "email": Service(
        pgettext_lazy("share by", "E-mail"), "mailto:?subject={title}&body={title}%0A%0A{url}"
    ),
    "bluesky": Service("Bluesky", "https://bsky.app/intent/compose?text={title}%20{url}"),
    "facebook": Service("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "linkedin": Service("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    "reddit": Service("Reddit", "https://www.reddit.com/submit?url={url}&title={title}"),
    "telegram": Service("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    "threads": Service("Threads", "https://www.threads.net/intent/post?text={title}%20{url}"),
    "whatsapp": Service("WhatsApp", "https://wa.me/?text={title}%20{url}"),
    "x": Service("X", "https://x.com/intent/post?text={title}&url={url}"),
}


def links(names: Iterable[str], *, title: str, url: str) -> list[tuple[str, str]]:
    """(name, address) of the chosen services in their order; an unknown one is left out."""
    chosen = [SERVICES[name] for name in names if name in SERVICES]
    return [(str(service.name), service.address(title, url)) for service in chosen]


def unknown(names: Iterable[str]) -> list[str]:
    """Those that are no service."""
    return [name for name in names if name not in SERVICES]
