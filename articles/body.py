"""The text of a story: what the editor wrote becomes what readers get.

Citation marks are links to ``#ref-<key>``. Here they receive their numbers, in the order of
mention, and the names that let a reader return to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.html import HtmlElement

from core.html import clean
from core.text import plain, slugify

MARK_PREFIX = "#ref-"
PART_PREFIX = "part-"
ANCHOR_LENGTH = 60
HEADING = re.compile(r'<h2 id="(part-[a-z0-9-]+)">(.*?)</h2>', re.DOTALL)
_NO_PROSE = {"aside", "figure", "table"}


@dataclass(frozen=True)
class Rendered:
    """A text ready for readers, and the keys of its citations in the order of their numbers."""

    source: str
    html: str
    text: str
    order: list[str]

    @property
    def numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.order, start=1)}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or list entry of a rendered text, in plain words on one line.

    ``opening`` is what stands before its first citation mark; ``part`` and ``heading`` are the
    anchor and the words of the heading above, empty where the text begins without one.
    """

    text: str
    opening: str
    part: str
    heading: str


def render(source: str, keys: Iterable[str]) -> Rendered:
    """Clean ``source`` and number its marks.

    ``keys`` are the story's citations in their own order; those the text does not mention
    follow the mentioned ones. A mark without a citation is dropped. Raises ``Refused`` when
    the text is too long or too deeply nested.
    """
    cleaned = clean(source, "story")
    known = list(keys)
    root = lxml_html.fragment_fromstring(cleaned or "<p></p>", create_parent="div")
    order = _number_marks(root, known)
    order += [key for key in known if key not in order]
    _name_headings(root)
    inner = _inner_html(root)
    return Rendered(
        source=cleaned,
        html=clean(inner, "story") if cleaned else "",
        text=plain(inner),
        order=order,
    )


def _name_headings(root: HtmlElement) -> None:
    """Give each heading an anchor made of its words, so that a table of contents can lead there."""
    taken: set[str] = set()
    for heading in root.iter("h2", "h3"):
        words = slugify(heading.text_content(), ANCHOR_LENGTH) or "text"
        names = (f"{PART_PREFIX}{words}{suffix}" for suffix in _suffixes())
        name = next(name for name in names if name not in taken)
        taken.add(name)
        heading.set("id", name)


def _suffixes() -> Iterator[str]:
    yield ""
    for number in count(2):
        yield f"-{number}"


def contents(body_html: str) -> list[tuple[str, str]]:
    """Anchor and words of each main heading of a rendered text, in order."""
    found = HEADING.findall(body_html)
    return [(anchor, " ".join(plain(words).split())) for anchor, words in found]


def paragraphs(body_html: str) -> list[Paragraph]:
    """The paragraphs of a rendered text in order, without pull quotes, captions and tables."""
    root = lxml_html.fragment_fromstring(body_html or "<p></p>", create_parent="div")
    found, part, heading = [], "", ""
    for block in root.iter("h2", "h3", "p", "li"):
        inner = lxml_html.tostring(block, encoding="unicode", with_tail=False)
        words = _one_line(inner)
        if block.tag in {"h2", "h3"}:
            part, heading = block.get("id") or "", words
        elif words and _is_prose(block):
            before, mark, _rest = inner.partition('<a class="cite"')
            opening = _one_line(before) if mark else words
            found.append(Paragraph(words, opening, part, heading))
    return found


def _is_prose(block: HtmlElement) -> bool:
    is_outer = block.tag == "li" and block.find(".//p") is not None
    return not is_outer and not any(above.tag in _NO_PROSE for above in block.iterancestors())


def _one_line(html: str) -> str:
    return " ".join(plain(html).split())


def mentioned(source: str) -> list[str]:
    """The keys of the marks in a text, each once, in order."""
    root = lxml_html.fragment_fromstring(source or "<p></p>", create_parent="div")
    return list(dict.fromkeys(_key(mark) for mark in _marks(root)))


def _marks(root: HtmlElement) -> list[HtmlElement]:
    return [link for link in root.iter("a") if "cite" in (link.get("class") or "").split()]


def _key(mark: HtmlElement) -> str:
    return (mark.get("href") or "").removeprefix(MARK_PREFIX)


def _number_marks(root: HtmlElement, known: list[str]) -> list[str]:
    order: list[str] = []
    for mark in _marks(root):
        key = _key(mark)
        if key not in known:
            mark.drop_tree()
            continue
        if key not in order:
            order.append(key)
            mark.set("id", f"cite-{key}")
        elif mark.get("id"):
            del mark.attrib["id"]
        number = order.index(key) + 1
        mark.text = str(number)
        mark.set("aria-label", _("Reference %d") % number)
    return order


def _inner_html(root: HtmlElement) -> str:
    whole = lxml_html.tostring(root, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")
