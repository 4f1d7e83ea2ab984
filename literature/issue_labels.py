"""Reads what is printed as an issue's number: combined issues, supplements and parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

UNNUMBERED = "suppl"
SEPARATORS = re.compile(r"\s*[/&,\u2010-\u2015\u2212-]\s*|\s+and\s+")
SUPPLEMENT = re.compile(
    r"(?:^|[\s_,]+|(?<=\d))(?:suppl(?:ement)?|supp|S)(?![^\W\d_])\.?[\s_]*(?P<number>\w*)$"
    r"|^S(?P<short>\d+)$",
    re.IGNORECASE,
)
PART = re.compile(r"(?:^|[\s,]+)(?:pt|part)\.?\s*(?P<number>\w+)$", re.IGNORECASE)


@dataclass(frozen=True)
class IssueLabel:
    """An issue's number, its supplement ("suppl" when it has no number) and its part."""

    issue: str = ""
    supplement: str = ""
    part: str = ""

    @property
    def is_supplement(self) -> bool:
        return bool(self.supplement)

    @property
    def supplement_number(self) -> str:
        return "" if self.supplement.lower() == UNNUMBERED else self.supplement

    @property
    def numbers(self) -> list[int]:
        """The numbers of a combined issue in order; empty when one part is no number."""
        parts = issue_key(self.issue).split("-")
        return [int(part) for part in parts] if all(p.isdecimal() for p in parts) else []

    def written(self, *, supplement: str = "Suppl", part: str = "Pt", dash: str = "-") -> str:
        """Number, supplement and part in one, with the words and the dash a style wants."""
        words = [SEPARATORS.sub(dash, self.issue)]
        if self.is_supplement:
            words.append(f"{supplement} {self.supplement_number}".strip())
        if self.part:
            words.append(f"{part} {self.part}")
        return " ".join(filter(None, words))


def parse_issue_label(text: str) -> IssueLabel:
    """Split a printed label such as 12 Suppl 7, 15_suppl, Pt 3 or 3/4; never fails."""
    rest = " ".join(text.strip().strip("()").split())
    part = PART.search(rest)
    if part:
        rest = rest[: part.start()]
    found = SUPPLEMENT.search(rest)
    number = (found["number"] or found["short"] or UNNUMBERED) if found else ""
    if found:
        rest = rest[: found.start()]
    return IssueLabel(rest.strip(" ,_"), number, part["number"] if part else "")


def issue_key(label: str) -> str:
    """The form in which issue numbers are compared: 3/4, 3–4 and 3-4 are one."""
    return SEPARATORS.sub("-", label.strip()).casefold()
