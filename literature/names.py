"""Names of people and groups in a byline: initials, particles, suffixes, collectives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

GROUP_OPENING = re.compile(r"^(?:and|for|on behalf of)\s+(?:the\s+)?", re.IGNORECASE)
DOTTED_SUFFIXES = {"jr", "sr"}
LONGEST_INITIALS = 3


@dataclass(frozen=True)
class Name:
    """One contributor: a person (family, given, particle, suffix) or a group (``collective``)."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    collective: str = ""

    @classmethod
    def from_csl(cls, data: dict[str, Any]) -> Name:
        """Read a CSL-JSON or Crossref name; ``literal`` and ``name`` are groups."""
        group = data.get("literal") or data.get("name") or ""
        if group and not data.get("family"):
            return cls(collective=_one_line(group))
        particle = data.get("non-dropping-particle") or data.get("dropping-particle") or ""
        return cls(
            family=_one_line(data.get("family") or data.get("given") or ""),
            given=_one_line(data.get("given") or "") if data.get("family") else "",
            particle=_one_line(particle),
            suffix=_one_line(data.get("suffix") or ""),
        )

    def to_csl(self) -> dict[str, str]:
        """The CSL-JSON form, without empty parts."""
        if self.collective:
            return {"literal": self.collective}
        parts = {
            "family": self.family,
            "given": self.given,
            "non-dropping-particle": self.particle,
            "suffix": self.suffix,
        }
        return {key: value for key, value in parts.items() if value}

    @property
    def is_group(self) -> bool:
        return bool(self.collective)

    @property
    def group(self) -> str:
        """A group's name without the "and" or "for the" it is signed with."""
        return GROUP_OPENING.sub("", self.collective)

    @property
    def full_family(self) -> str:
        return f"{self.particle} {self.family}".strip()

    def vancouver(self) -> str:
        """As AMA, NLM and NEJM print it: van der Worp HB, Frenck RW Jr."""
        if self.is_group:
            return self.group
        parts = (self.full_family, initials(self.given), self.suffix.replace(".", ""))
        return " ".join(filter(None, parts))

    def inverted_initials(self) -> str:
        """As APA and Nature print it: van der Worp, H. B.; Frenck, R. W., Jr."""
        if self.is_group:
            return self.group
        parts = (self.full_family, dotted_initials(self.given), dotted_suffix(self.suffix))
        return ", ".join(filter(None, parts))

    def inverted(self) -> str:
        """As Chicago prints the first name: Worp, H. Bart van der; Frenck, Robert W., Jr."""
        if self.is_group:
            return self.group
        given = f"{_stop_initials(self.given)} {self.particle}".strip()
        return ", ".join(filter(None, (self.family, given, dotted_suffix(self.suffix))))

    def straight(self) -> str:
        """As Chicago prints the other names: Jean-Paul Martin III."""
        if self.is_group:
            return self.group
        parts = (_stop_initials(self.given), self.full_family, dotted_suffix(self.suffix))
        return " ".join(filter(None, parts))


def initials(given: str) -> str:
    """Initials without stops: Jean-Paul gives JP, H. Bart gives HB, Yu. A. gives YuA."""
    return "".join(letter for group in _initial_groups(given) for letter in group)


def dotted_initials(given: str) -> str:
    """Initials with stops: Jean-Paul gives J.-P., Stephen J. gives S. J."""
    return " ".join("-".join(f"{letter}." for letter in group) for group in _initial_groups(given))


def dotted_suffix(suffix: str) -> str:
    """A suffix as APA and Chicago print it: Jr. and Sr. with a stop, III without."""
    bare = suffix.replace(".", "")
    return f"{bare}." if bare.lower() in DOTTED_SUFFIXES else bare


def recase(name: str) -> str:
    """Give a name that came in capitals alone its usual case; leave every other name alone."""
    if not name.isupper() or sum(map(str.isalpha, name)) <= LONGEST_INITIALS:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def _initial_groups(given: str) -> list[list[str]]:
    # One list per word; the hyphenated parts of a word stay together.
    words = re.sub(r"\.(?=[^\s-])", ". ", given).split()
    if len(words) == 1 and _are_initials(words[0]):
        return [[letter] for letter in words[0]]
    groups = [
        [initial for part in word.split("-") if (initial := _initial(part))] for word in words
    ]
    return [group for group in groups if group]


def _are_initials(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) <= LONGEST_INITIALS


def _initial(part: str) -> str:
    bare = part.strip(".,’'()")
    if part.endswith(".") and 1 < len(bare) <= 2 and bare[0].isupper() and bare[1:].islower():
        return bare  # printed as an initial already, such as Yu. or Ch.
    return bare[:1].upper()


def _stop_initials(given: str) -> str:
    # "J D" and "JD" are initials too, and Chicago prints them with stops.
    words = given.split()
    if words and all(_are_initials(word) for word in words):
        return dotted_initials(given)
    return " ".join(f"{w}." if len(w) == 1 and w.isupper() else w for w in words)


def _one_line(text: str) -> str:
    return " ".join(str(text).split())
