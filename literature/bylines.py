"""Reads authors as reference styles print them; what it cannot tell, it takes for a group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from literature.names import Name

Csl = dict[str, Any]
# Authors named before the rest is counted.
SAID = 6

# Beyond this nobody pastes names; what follows is not read.
LONGEST = 4_000
SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV|2nd|3rd|4th)\.?", re.ASCII)
PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la"}
    | {"le", "ten", "ter", "te", "zu", "zur", "bin", "ibn", "al", "el", "af", "av", "’t", "'t"}
)
INITIALS = re.compile(r"[^\W\d_a-z]{1,4}(?:-[^\W\d_a-z])?")
DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]?){1,6}")
AND = re.compile(r"\s?(?:;|(?:^|,|(?<=\s))\s?&\s|,?\band\b\s)\s?|,\s")
CUT = re.compile(r"…|\.\.\.|\bet\sal\b\.?|\band\sothers\b", re.IGNORECASE)
GROUP = re.compile(
    r"\b(?:group|collaborat\w{1,6}|investigators|consortium|network|committee|team|study|trial|"
    r"association|society|organi[sz]ation|institute|alliance|initiative|federation)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Byline:
    """Names in order, and whether the list leaves some out (et al., an ellipsis)."""

    names: tuple[Name, ...] = ()
    is_cut: bool = False


def parse_byline(text: str) -> Byline:
    """Read authors in the manner of Vancouver, APA or Chicago; an empty byline when there are none.

    Takes time in proportion to the text.
    """
    text = " ".join(text[:LONGEST].split())
    is_cut = bool(CUT.search(text))
    pieces = [piece.strip(" ,") for piece in AND.split(CUT.sub("", text))]
    pieces = [piece.rstrip(".") if GROUP.search(piece) else piece for piece in pieces if piece]
    if any(DOTTED.fullmatch(piece) for piece in pieces):
        names = _in_pairs(pieces)
    elif len(pieces) > 1 and not any(map(_vancouver, pieces)):
        names = _inverted_first(pieces)
    else:
        names = [_vancouver(piece) or Name(collective=piece) for piece in pieces]
    return Byline(tuple(names), is_cut)


def _vancouver(piece: str) -> Name | None:
    words = piece.split(" ")
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2 or not INITIALS.fullmatch(words[-1]) or GROUP.search(piece):
        return None
    return _person(" ".join(words[:-1]), words[-1], suffix)


def _in_pairs(pieces: list[str]) -> list[Name]:
    # APA and Nature: family, initials, perhaps a suffix; a group stands alone.
    names: list[Name] = []
    rest = list(reversed(pieces))
    while rest:
        family = rest.pop()
        given = rest.pop() if rest and DOTTED.fullmatch(rest[-1]) else ""
        suffix = rest.pop() if given and rest and SUFFIX.fullmatch(rest[-1]) else ""
        names.append(_person(family, given, suffix) if given else Name(collective=family))
    return names


def _inverted_first(pieces: list[str]) -> list[Name]:
    # Chicago: the first name is turned round, the others stand as they are spoken.
    if any(GROUP.search(piece) for piece in pieces[:2]):
        return [Name(collective=piece) for piece in pieces]
    names = [_person(pieces[0], pieces[1], "")]
    for piece in pieces[2:]:
        given, _space, family = piece.rpartition(" ")
        is_person = given and not GROUP.search(piece)
        names.append(_person(family, given, "") if is_person else Name(collective=piece))
    return names


def _person(family: str, given: str, suffix: str) -> Name:
    words = family.split(" ")
    lead = 0
    while lead < len(words) - 1 and words[lead] in PARTICLES:
        lead += 1
    particle, family = " ".join(words[:lead]), " ".join(words[lead:])
    return Name(family=family, given=given, particle=particle, suffix=suffix.rstrip("."))


def byline_in_words(csl: Csl, most: int = SAID) -> str:
    """The authors of a CSL-JSON record as people say them; the rest as a number."""
    names = [Name.from_csl(data) for data in csl.get("author") or []]
    spoken = [name.group if name.is_group else name.straight() for name in names[:most]]
    left = len(names) - len(spoken)
    if left:
        more = ngettext("and %d other", "and %d others", left) % left
        return ", ".join(spoken) + f" {more}"
    return get_text_list(spoken, gettext("and"))
