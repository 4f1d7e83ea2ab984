"""Feeds as text: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1. Knows no story."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.graph import given
from core.links import absolute

# The date in the names below (RFC 4151): a day on which the site's name was the site's own.
NAMED_SINCE = "2026"
# What a feed without entries answers to "when did you last change": always the same.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Author:
    """Somebody with a page of their own."""

    name: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One thing in a feed. ``key`` is its name for ever; ``html`` is empty where it is an excerpt.

    ``summary`` is plain text, the addresses are whole, the moments are aware. ``updated`` is the
    last change worth telling; ``placed`` the last of any kind, such as a mended typo.
    """

    key: str
    address: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    placed: datetime | None = None
    authors: Sequence[Author] = ()
    tags: Sequence[str] = ()
    image: str = ""


@dataclass(frozen=True)
class Channel:
    """A feed without its entries; ``path`` is the page it belongs to."""

    key: str
    title: str
    summary: str
    path: str

    def address(self, form: str) -> str:
        return absolute(f"{self.path}feed.{form}")


@dataclass(frozen=True)
class Form:
    """A format: its media type, and how it is written."""

    media_type: str
    write: Callable[[Channel, Sequence[Entry]], str]


def name_of(key: str) -> str:
    """A name that stays when addresses change: tag:news.example.org,2026:story/12 (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{NAMED_SINCE}:{key}"


class AtomFeed(Atom1Feed):
    """Atom with every author, the text, and no date of its own making."""

    def latest_post_date(self) -> datetime:
        return latest(self)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("icon", absolute(static("images/touch-icon.png")))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author.name)
            handler.addQuickElement("uri", author.address)
            handler.endElement("author")
        if item["image"]:
            link = {"rel": "enclosure", "href": item["image"], "type": _type_of(item["image"])}
            handler.addQuickElement("link", attrs=link)
        if item["html"]:
            handler.addQuickElement("content", item["html"], {"type": "html"})


class RssFeed(Rss201rev2Feed):
    """RSS with every author, the text, and the day of the last change."""

    def latest_post_date(self) -> datetime:
        return latest(self)

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author.name)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["image"]:
            kind = _type_of(item["image"])
            picture = {"url": item["image"], "medium": "image", "type": kind}
            handler.addQuickElement("media:content", attrs=picture)
        if item["html"]:
            handler.addQuickElement("content:encoded", item["html"])


def latest(feed: SyndicationFeed) -> datetime:
    """The last change of an entry; the same answer for the same entries, whatever the time is."""
    return max((item["updateddate"] for item in feed.items), default=NEVER)


def _type_of(address: str) -> str:
    return mimetypes.guess_type(address)[0] or "image/jpeg"


def atom(channel: Channel, entries: Sequence[Entry]) -> str:
    return _xml(AtomFeed, "atom", channel, entries)


def rss(channel: Channel, entries: Sequence[Entry]) -> str:
    return _xml(RssFeed, "rss", channel, entries)


def json_feed(channel: Channel, entries: Sequence[Entry]) -> str:
    """https://www.jsonfeed.org/version/1.1/"""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": absolute(channel.path),
        "feed_url": channel.address("json"),
        "description": channel.summary,
        "icon": absolute(static("images/touch-icon.png")),
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.SITE_NAME, "url": absolute("/")}],
    }
    items = [_json_item(entry) for entry in entries]
    return json.dumps(given(data) | {"items": items}, ensure_ascii=False, indent=1)


FORMS = {
    "atom": Form("application/atom+xml", atom),
    "rss": Form("application/rss+xml", rss),
    "json": Form("application/feed+json", json_feed),
}


def _xml(kind: type[SyndicationFeed], form: str, channel: Channel, entries: Sequence[Entry]) -> str:
    feed = kind(
        title=channel.title,
        link=absolute(channel.path),
        description=channel.summary,
        subtitle=channel.summary,
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        author_link=absolute("/"),
        feed_url=channel.address(form),
        feed_guid=name_of(channel.key),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.address,
            # Both formats take a summary for HTML.
            description=str(escape(entry.summary)),
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=name_of(entry.key),
            unique_id_is_permalink=False,
            categories=entry.tags,
            authors=entry.authors,
            html=entry.html,
            image=entry.image,
        )
    return feed.writeString("utf-8")


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": name_of(entry.key),
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "content_text": "" if entry.html else entry.summary,
        "summary": entry.summary if entry.html else "",
        "image": entry.image,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [{"name": author.name, "url": author.address} for author in entry.authors],
        "tags": list(entry.tags),
    }
    return given(item)
