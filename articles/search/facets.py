"""What hits can be narrowed by: kind of study, review, subject, section, journal, person, year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.search_documents import Facets, token
from literature.models import Work
from taxonomy.tree import SectionTree

VALUES_SHOWN = 8
NAMES: dict[str, Promise] = {
    "study": _("Kind of study"),
    "review": _("Review"),
    "subject": _("Studied in"),
    "section": _("Section"),
    "journal": _("Journal"),
    "author": _("Written by"),
    "year": _("Year"),
}
_REVIEW = dict(Work.ReviewStatus.choices) | {Work.Status.RETRACTED.value: _("Retracted")}
_LABELS: dict[str, dict] = {
    "study": dict(Work.StudyDesign.choices),
    "review": {
        **_REVIEW,
        "preprint": _("Preprint"),
        "conference_abstract": _("Conference abstract"),
    },
    "subject": dict(Work.Subject.choices),
}
Chosen = Mapping[str, str]


@dataclass(frozen=True)
class Value:
    """One value of a facet, as a reader may choose it or take it back."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow the hits."""

    name: str
    label: str | Promise
    values: list[Value]


def chosen_of(asked: Mapping[str, str], tree: SectionTree) -> dict[str, str]:
    """The facets among what an address asks for, without values that no story can have."""
    found = {name: asked.get(name, "")[:100] for name in NAMES}
    known = {
        name: value
        for name, value in found.items()
        if value and "\0" not in value and (name not in _LABELS or value in _LABELS[name])
    }
    if "section" in known and tree.by_path(known["section"]) is None:
        del known["section"]
    return known


def tokens_of(chosen: Chosen, tree: SectionTree) -> tuple[tuple[str, ...], ...]:
    """The words of the index for what was chosen; a section stands for all below it."""
    groups = []
    for name, value in chosen.items():
        values = [value]
        if name == "section":
            section = tree.by_path(value)
            values = [str(pk) for pk in tree.descendant_ids(section)] if section else [value]
        groups.append(tuple(token(name, one) for one in values))
    return tuple(groups)


def counted(hits: Iterable[Facets], chosen: Chosen, tree: SectionTree) -> list[Facet]:
    """The facets of these hits with the number of hits for each value, most first."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
    names: dict[str, dict[str, str]] = {name: {} for name in NAMES}
    for facets in hits:
        for name in NAMES:
            held = facets.get(name, {})
            if name == "section":
                held = _paths(held, tree)
            counts[name].update(held.keys())
            names[name].update(held)
    return [
        facet
        for name in NAMES
        if (facet := _facet(name, counts[name], names[name], chosen.get(name, ""))).values
    ]


def _facet(name: str, counts: Counter[str], names: dict[str, str], chosen: str) -> Facet:
    ordered = (
        sorted(counts.items(), reverse=True) if name == "year" else counts.most_common(VALUES_SHOWN)
    )
    values = [
        Value(value, label_of(name, value, names), count, value == chosen)
        for value, count in ordered[:VALUES_SHOWN]
    ]
    has_choice = len(values) > 1 or bool(chosen)
    return Facet(name, NAMES[name], values if has_choice else [])


def label_of(name: str, value: str, names: Mapping[str, str]) -> str:
    return str(_LABELS.get(name, {}).get(value) or names.get(value) or value)


def _paths(held: Mapping[str, str], tree: SectionTree) -> dict[str, str]:
    """A story's section as the address and name of the top section it is in."""
    sections = (tree.get(int(pk)) for pk in held)
    tops = (tree.root_of(section) for section in sections if section is not None)
    return {top.path: top.name for top in tops}
