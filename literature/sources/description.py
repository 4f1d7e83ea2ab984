"""What a service says of a work, in our words: reference data, notices about it, its versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from core.errors import OutsideFailure
from literature.csl import Csl
from literature.identifiers import IdentifierError, normalise_doi, read_doi

LONGEST_TITLE = 1_000


@dataclass(frozen=True)
class Report:
    """One source's word that a notice about a work exists.

    ``kind`` is a ``RetractionNotice.Kind``; ``date`` is in the stored form of a partial date.
    """

    kind: str
    source: str
    notice_doi: str = ""
    notice_pmid: str = ""
    date: str = ""
    url: str = ""
    reason: str = ""
    record: str = ""


@dataclass(frozen=True)
class Version:
    """Another version of the work. ``kind`` says what the work is to it: is_preprint_of ..."""

    kind: str
    doi: str


@dataclass(frozen=True)
class Description:
    """A work as a service describes it. ``values`` are columns that CSL has no place for."""

    source: str
    csl: Csl
    values: dict[str, str] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    versions: tuple[Version, ...] = ()
    # Which service said what, where more than one was asked.
    origins: dict[str, str] = field(default_factory=dict)

    @property
    def doi(self) -> str:
        """The key of its DOI, empty when it has none."""
        return doi_key(self.csl.get("DOI"))

    def enriched(self, other: Description) -> Description:
        """This description with what only the other one says; this one wins where both speak."""
        added = {key: value for key, value in other.csl.items() if value and not self.csl.get(key)}
        values = other.values | {key: value for key, value in self.values.items() if value}
        said = [*added, *(key for key in values if not self.values.get(key))]
        return replace(
            self,
            csl=self.csl | added,
            values=values,
            reports=self.reports + other.reports,
            versions=tuple(dict.fromkeys(self.versions + other.versions)),
            origins=self.origins | dict.fromkeys(said, other.source),
        )


def doi_key(value: object) -> str:
    """The normal form of a DOI in an answer, empty when there is none."""
    try:
        return normalise_doi(str(value)) if value else ""
    except IdentifierError:
        return ""


def doi_shown(value: object) -> str:
    """The DOI of an answer as it is shown, empty when there is none."""
    try:
        return read_doi(str(value)).display if value else ""
    except IdentifierError:
        return ""


def dicts(value: Any) -> Iterator[dict[str, Any]]:
    """The objects in a list of an answer; whatever else stands there is passed over."""
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            yield item


def first(value: Any) -> str:
    """The first text of a list, or the text itself; on one line."""
    if isinstance(value, list):
        value = next((item for item in value if item), "")
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def misshapen(name: str) -> OutsideFailure:
    """The failure of a service whose answer has another form than it promises."""
    message = _("%(name)s sent an answer of another form than it promises.")
    return OutsideFailure(message % {"name": name}, permanent=False)
