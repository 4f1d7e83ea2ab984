"""Knows what HTML may be kept: limits, then two cleaners with one allow-list that must agree.

Whatever passes is a fixed point of both. Nothing may rewrite the result as a string afterwards.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import urlsplit

import bleach
import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.errors import Refused

CLEANER_VERSION: Final = 1
"""Stored beside cleaned HTML. Raise it when a rule changes, so that old rows are cleaned again."""

MAX_NESTING: Final = 64
MAX_MARKS: Final = 25_000
MAX_DOUBTFUL_ELEMENTS: Final = 4_000
SCHEMES: Final = frozenset({"http", "https", "mailto"})

Check = Callable[[str], str | None]


def link_address(value: str) -> str | None:
    """The address a link may carry: http, https, mailto, a fragment or a path on this site."""
    address = value.strip("\t\n\f\r ").replace(" ", "%20")
    once_more = entities.unescape(address)
    return address if _is_link(address) and _is_link(once_more) else None


def image_address(value: str) -> str | None:
    """The address a picture may be loaded from: only our own media, never another host."""
    address = value.strip("\t\n\f\r ")
    rest = address.removeprefix(settings.MEDIA_URL)
    own = rest != address and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", rest)
    return address if own and ".." not in rest and "//" not in rest else None


def _is_link(address: str) -> bool:
    if "\\" in address or not address.isprintable():
        return False
    if address.startswith(("#", "/")):
        return not address.startswith("//")
    return _names_a_host_or_mailbox(address)


def _names_a_host_or_mailbox(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return not parts.netloc and "@" in parts.path
    # A name before the host ("https://nejm.org@elsewhere.example") only ever misleads.
    return parts.scheme in SCHEMES and bool(host) and "@" not in parts.netloc


def _matching(pattern: str) -> Check:
    whole = re.compile(pattern)
    return lambda value: value if whole.fullmatch(value) else None


def _words(value: str) -> str | None:
    return value if len(value) <= 1000 and value.isprintable() else None


_NUMBER: Final = _matching(r"[1-9][0-9]{0,4}")
_SPAN: Final = _matching(r"[1-9][0-9]{0,2}")
_KEY: Final = _matching(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class Profile:
    """One allow-list: tags, the check each attribute must pass, and the size limit in bytes."""

    tags: frozenset[str]
    max_bytes: int
    attributes: Mapping[str, Mapping[str, Check]] = field(default_factory=dict)

    def value(self, tag: str, name: str, value: str) -> str | None:
        check = self.attributes.get(tag, {}).get(name)
        return check(value) if check else None

    def keeps(self, tag: str, name: str, value: str) -> bool:
        return self.value(tag, name, value) == value


# An anchor of a heading may not pass itself off as a reference, a citation mark or a comment.
_HEADING: Final = {"id": _matching(r"(?!ref-|cite-|comment)[a-z][a-z0-9-]{0,79}")}
_CELL: Final = {"colspan": _SPAN, "rowspan": _SPAN}
_INLINE: Final = frozenset({"a", "b", "em", "i", "strong", "sub", "sup"})

PROFILES: Final[Mapping[str, Profile]] = {
    "story": Profile(
        tags=_INLINE
        | {
            "p",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "blockquote",
            "pre",
            "code",
            "cite",
            "br",
            "hr",
            "aside",
        }
        | {"figure", "img", "figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td"},
        max_bytes=1_000_000,
        attributes={
            "a": {
                "href": link_address,
                "title": _words,
                "class": _matching("cite"),
                "id": _matching(r"cite-[A-Za-z0-9-]+"),
                "aria-label": _words,
            },
            "h2": _HEADING,
            "h3": _HEADING,
            "h4": _HEADING,
            "aside": {"class": _matching("pullquote")},
            "figure": {"class": _matching("figure"), "data-image": _KEY},
            "img": {
                "src": image_address,
                "alt": _words,
                "width": _NUMBER,
                "height": _NUMBER,
                "data-file": _KEY,
            },
            "th": _CELL | {"scope": _matching("col|row|colgroup|rowgroup")},
            "td": _CELL,
        },
    ),
    "title": Profile(
        tags=frozenset({"i", "b", "sub", "sup", "span"}),
        max_bytes=10_000,
        attributes={"span": {"class": _matching("sc")}},
    ),
    "caption": Profile(
        tags=_INLINE,
        max_bytes=10_000,
        attributes={"a": {"href": link_address, "title": _words}},
    ),
}


def clean(html: str, profile: str) -> str:
    """Keep what ``profile`` allows: "story", "title" or "caption".

    Give any text, get HTML in which only listed elements, attributes and addresses are left;
    cleaning it again changes nothing. Raises ``Refused`` when the text is too large, too deeply
    nested, or does not settle.
    """
    rules = PROFILES[profile]
    text = _without_unusable_characters(html)
    _refuse_size(text, rules)
    _refuse_markup(text)
    for _attempt in range(4):
        text, settled = _both_engines(text, profile)
        if settled:
            return text
    raise Refused(_("This text cannot be cleaned safely. Take out the formatting and try again."))


def trusted(html: str) -> SafeString:
    """Mark HTML as safe for a template; only for what came out of ``clean`` when it was written."""
    return mark_safe(html)


def escaped(text: str) -> str:
    """The text as a template writes it; what is trusted already stays as it is."""
    return text if hasattr(text, "__html__") else entities.escape(text)


def _both_engines(text: str, profile: str) -> tuple[str, bool]:
    """One round through both engines, and whether another round would change nothing."""
    ammonia = _nh3_cleaner(profile)
    first = ammonia.clean(text)
    _refuse_markup(first)
    second = _bleach_cleaner(profile).clean(first)
    result = _PRE_START.sub(r"\1", _EMPTY_IMAGE.sub("", second))
    return result, first == second == result == ammonia.clean(result)


@cache
def _nh3_cleaner(profile: str) -> nh3.Cleaner:
    rules = PROFILES[profile]
    return nh3.Cleaner(
        tags=set(rules.tags),
        attributes={tag: set(checks) for tag, checks in rules.attributes.items()},
        attribute_filter=rules.value,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


@cache
def _bleach_cleaner(profile: str) -> bleach.Cleaner:
    rules = PROFILES[profile]
    return bleach.Cleaner(
        tags=rules.tags,
        attributes=rules.keeps,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )


# Attribute values hold no bare angle bracket in the output, so these match whole tags.
_EMPTY_IMAGE: Final = re.compile(r"<img(?![^>]* src=)[^>]*>")
# A parser swallows one line break after <pre>, so a kept one would vanish at the next cleaning.
_PRE_START: Final = re.compile(r"(<pre>)\n+")
_UNUSABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def _without_unusable_characters(html: str) -> str:
    return _UNUSABLE.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))


def _refuse_size(text: str, rules: Profile) -> None:
    if len(text.encode()) > rules.max_bytes:
        raise Refused(
            _("This text is too long: it has %(size)s kB and may have %(limit)s kB.")
            % {"size": len(text.encode()) // 1000, "limit": rules.max_bytes // 1000}
        )


# --- nesting, counted before any parser sees the text ---------------------------------------

_MARKUP: Final = re.compile(
    r"<(?:!--(?P<comment>.*?(?:--!?>|\Z)|-?>)|(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)|[!?/])",
    re.DOTALL,
)
_ATTRIBUTES: Final = re.compile(
    r"""(?:[\s/]++|=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+|=)*+>?"""
)
_NEVER_OPEN: Final = frozenset(
    {"br", "hr", "img", "wbr", "col", "input", "link", "source", "track", "area", "base"}
)
# The parser closes these by itself when the next one begins.
_CLOSED_BY_THE_NEXT: Final = frozenset({"p", "li", "tr", "td", "th", "thead", "tbody", "tfoot"})
# Inside these the rules above do not hold (foreign content) or text only looks like tags.
_DOUBTFUL: Final = frozenset(
    {"svg", "math", "template", "select", "frameset", "script", "style", "textarea", "title"}
    | {"xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"}
)


def _refuse_markup(text: str) -> None:
    """Keep the slower engine from texts that are all markup: each tag and entity costs it time."""
    if text.count("<") + text.count("&") > MAX_MARKS:
        raise Refused(
            _("This text has more formatting than can be read. Split it, or paste plain text.")
        )
    depth, elements, doubtful = _nesting(text)
    if depth > MAX_NESTING or (doubtful and elements > MAX_DOUBTFUL_ELEMENTS):
        raise Refused(
            _(
                "This text is nested too deeply: at most %(limit)s elements may stand inside"
                " each other."
            )
            % {"limit": MAX_NESTING}
        )


def _nesting(text: str) -> tuple[int, int, bool]:
    """Greatest depth, number of start tags, and whether the count can be fooled; linear time."""
    open_now: dict[str, int] = {}
    depth = deepest = elements = position = 0
    doubtful = False
    while found := _MARKUP.search(text, position):
        position = found.end()
        name = (found["name"] or "").lower()
        if not name:
            continue
        position = _end_of_attributes(text, position)
        if found["end"]:
            if open_now.get(name):
                open_now[name] -= 1
                depth -= 1
            continue
        elements += 1
        doubtful = doubtful or name in _DOUBTFUL
        if name not in _NEVER_OPEN and name not in _CLOSED_BY_THE_NEXT:
            open_now[name] = open_now.get(name, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
    return deepest, elements, doubtful


def _end_of_attributes(text: str, position: int) -> int:
    found = _ATTRIBUTES.match(text, position)
    return found.end() if found else position
