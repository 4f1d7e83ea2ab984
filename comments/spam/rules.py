"""What speaks for or against spam in a text before anything was learned: points in log-odds.

Each rule gives stretches of the evened text, so that a moderator sees the words. None judges an
opinion, and the name of a medicine alone is worth nothing. A rule reads words, never the whole
text with an open-ended pattern, so that its time grows with the length and no faster.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.spam import words
from comments.spam.links import is_trusted
from comments.spam.normal import LONGEST, Normal, normal
from comments.text import host, links

Span = tuple[int, int]
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
# At least nine digits with single signs between; only one that begins with + is sure to be one.
_PHONE = re.compile(r"(?<![\w/.+])\+[0-9](?:[ ().-]{0,2}[0-9]){8,13}(?![0-9])")
_MARKUP = re.compile(r"<a[ >]|\[/?(?:url|link)[=\]]")
Kind = frozenset[tuple[str, ...]]
_KINDS: tuple[Kind, ...] = (
    *(words.PROMOTION, words.MONEY, words.SELLING_SITES, words.CONTACT),
    *(words.OFFER, words.PRAISE),
)


def _by_start() -> dict[tuple[str, ...], list[tuple[tuple[str, ...], Kind]]]:
    """The phrases with their kind, by their first two words, so that a text full of a common
    first word costs no more."""
    found = defaultdict(list)
    for kind in _KINDS:
        for phrase in kind:
            found[phrase[:2]].append((phrase, kind))
    return dict(found)


_BY_START = _by_start()
_FEW, _SHORT, _LONG = 12, 12, 60


@dataclass
class Reading:
    """A text read once, for all rules."""

    raw: str
    evened: Normal
    words: list[str]
    hosts: list[str]
    # The hosts of links that lead neither to us nor to where papers live.
    strange: list[str]

    @cached_property
    def spans(self) -> list[Span]:
        """Where the words stand."""
        return [word.span() for word in _WORD.finditer(self.evened.text)]

    @cached_property
    def phrases(self) -> dict[Kind, list[Span]]:
        """The phrases by their kind: the numbers of their first word and of the one behind."""
        found: dict[Kind, list[Span]] = defaultdict(list)
        pairs = list(zip(self.words, self.words[1:], strict=False))
        starts = [*_places([(word,) for word in self.words]), *_places(pairs)]
        for place, start in starts:
            for phrase, kind in _BY_START[start]:
                end = place + len(phrase)
                if tuple(self.words[place:end]) == phrase:
                    found[kind].append((place, end))
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its code: what it is worth, what it says, and the words it finds."""

    code: str
    says: str | Promise
    points: Callable[[Reading, list[Span]], float]
    find: Callable[[Reading], list[Span] | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that applied: its points and the stretches of the text as it was sent."""

    code: str
    points: float
    spans: tuple[Span, ...] = ()


def read(raw: str) -> Reading:
    """Even a text out and find its words and links. What is too long is not read to its end."""
    raw = raw[:LONGEST]
    evened = normal(raw)
    addresses = links(raw)
    names = {address: host(address).lower() for address in set(addresses)}
    hosts = [names[address] for address in addresses]
    trusted = {name: is_trusted(name) for name in set(hosts)}
    return Reading(
        raw=raw,
        evened=evened,
        words=_WORD.findall(evened.text),
        hosts=hosts,
        strange=[name for name in hosts if not trusted[name]],
    )


def hits(reading: Reading) -> list[Hit]:
    """The rules that apply to a text, the heaviest first."""
    found = []
    for rule in RULES:
        spans = rule.find(reading)
        if spans is None:
            continue
        shown = tuple(reading.evened.span(*span) for span in spans[:20])
        found.append(Hit(rule.code, rule.points(reading, spans), shown))
    return sorted(found, key=lambda hit: -abs(hit.points))


def says(code: str) -> str:
    """The sentence of a rule; empty for one that is gone."""
    return str(_SAYS.get(code, ""))


def _worth(points: float) -> Callable[[Reading, list[Span]], float]:
    return lambda _reading, _spans: points


def _phrases(reading: Reading, *known: Kind) -> list[Span]:
    """Where phrases of these kinds stand."""
    places = sorted({place for kind in known for place in reading.phrases.get(kind, ())})
    return [(reading.spans[start][0], reading.spans[end - 1][1]) for start, end in places]


def _places(words: Sequence[tuple[str, ...]]) -> list[tuple[int, tuple[str, ...]]]:
    """Where one of these is the start of a phrase."""
    if _BY_START.keys().isdisjoint(words):
        return []
    return [(place, start) for place, start in enumerate(words) if start in _BY_START]


def _any_of(known: Kind) -> Callable[[Reading], list[Span] | None]:
    return lambda reading: _phrases(reading, known) or None


def _single(reading: Reading, wanted: frozenset[str]) -> list[Span]:
    if wanted.isdisjoint(reading.words):
        return []
    pairs = zip(reading.words, reading.spans, strict=True)
    return [span for word, span in pairs if word in wanted]


def _pattern(pattern: re.Pattern[str], sign: str) -> Callable[[Reading], list[Span] | None]:
    """Where a pattern stands that cannot stand where none of the characters of ``sign`` does."""

    def find(reading: Reading) -> list[Span] | None:
        text = reading.evened.text
        if not any(character in text for character in sign):
            return None
        return [found.span() for found in pattern.finditer(text)] or None

    return find


def _links(reading: Reading) -> list[Span] | None:
    if not reading.strange:
        return None
    found: list[Span] = []
    start = 0
    for name in reading.strange:
        start = reading.evened.text.find(name, start)
        if start < 0:
            break
        found.append((start, start + len(name)))
        start += len(name)
    return found


def _link_points(reading: Reading, _spans: list[Span]) -> float:
    return (1.5, 2.4, 3.2)[min(len(reading.strange), 3) - 1]


def _short_with_link(reading: Reading) -> list[Span] | None:
    return [] if reading.strange and len(reading.words) < _SHORT else None


def _shortener(reading: Reading) -> list[Span] | None:
    return [] if any(name in words.SHORTENERS for name in reading.hosts) else None


def _invisible(reading: Reading) -> list[Span] | None:
    return [] if reading.evened.invisible >= 2 else None


def _mixed(reading: Reading) -> list[Span] | None:
    return [] if reading.evened.mixed else None


def _medicines(reading: Reading) -> list[Span] | None:
    """A medicine and two offers, or one offer and a way to buy."""
    named = _single(reading, words.MEDICINES)
    if not named:
        return None
    offers = _phrases(reading, words.OFFER)
    return named + offers if len(offers) >= 2 or (offers and _has_way(reading)) else None


def _healer(reading: Reading) -> list[Span] | None:
    """A remedy, a cure and a way to the one who sells it."""
    remedy, cure = _single(reading, words.HEALER), _single(reading, words.CURE)
    if not remedy or not cure:
        return None
    return remedy + cure if _has_way(reading) or _phrases(reading, words.CONTACT) else None


def _has_way(reading: Reading) -> bool:
    """Whether the text says where to write, call or click."""
    text = reading.evened.text
    return bool(reading.strange or _ADDRESS.search(text) or _PHONE.search(text))


def _address(reading: Reading) -> list[Span] | None:
    """An address in the text counts only beside selling: doctors leave theirs in good faith."""
    selling = (words.OFFER, words.PROMOTION, words.MONEY, words.CONTACT)
    if not any(reading.phrases.get(kind) for kind in selling):
        return None
    return [match.span() for match in _ADDRESS.finditer(reading.evened.text)] or None


def _praise(reading: Reading) -> list[Span] | None:
    if len(reading.words) >= _FEW + 8 or not reading.strange:
        return None
    return _phrases(reading, words.PRAISE) or None


def _capitals(reading: Reading) -> list[Span] | None:
    capitals = sum(map(str.isupper, reading.raw)) if reading.raw != reading.raw.lower() else 0
    if capitals < 15:
        return None
    letters = sum(map(str.isalpha, reading.raw))
    return [] if letters >= 20 and capitals > 0.7 * letters else None


def _long(reading: Reading) -> list[Span] | None:
    return [] if len(reading.words) > _LONG and not reading.strange else None


RULES = (
    Rule("links", _("Links to sites that are not known for papers"), _link_points, _links),
    Rule("few-words", _("A link and hardly a word"), _worth(0.9), _short_with_link),
    Rule("shortener", _("A shortened link that hides where it leads"), _worth(1.5), _shortener),
    Rule("markup", _("Code that makes links on other sites"), _worth(2.5), _pattern(_MARKUP, "<[")),
    Rule("invisible", _("Invisible characters"), _worth(1.5), _invisible),
    Rule("mixed", _("Letters of two alphabets inside one word"), _worth(2.0), _mixed),
    Rule("promotion", _("Speaks of its own offer"), _worth(1.6), _any_of(words.PROMOTION)),
    Rule("money", _("Easy money, loans or gambling"), _worth(2.4), _any_of(words.MONEY)),
    Rule("sites", _("Sells links, traffic or support"), _worth(2.4), _any_of(words.SELLING_SITES)),
    Rule("contact", _("Asks to be written to elsewhere"), _worth(2.0), _any_of(words.CONTACT)),
    Rule("medicines", _("Offers medicines for sale"), _worth(2.8), _medicines),
    Rule("healer", _("Sells a cure"), _worth(2.0), _healer),
    Rule("praise", _("Praise that fits any page, and a link"), _worth(1.5), _praise),
    Rule("phone", _("A telephone number"), _worth(1.2), _pattern(_PHONE, "+")),
    Rule("address", _("An e-mail address beside an offer"), _worth(1.6), _address),
    Rule("capitals", _("Mostly capitals"), _worth(0.6), _capitals),
    Rule("long", _("Many words and no link"), _worth(-1.0), _long),
)
_SAYS: dict[str, str | Promise] = {rule.code: rule.says for rule in RULES}
