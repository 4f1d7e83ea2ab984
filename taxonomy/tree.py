"""The tree of sections, read in one query and kept free of loops and false addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit
from core.errors import Refused
from core.models import User
from core.prepared import Prepared
from taxonomy.models import Section

# First words of addresses that belong to other pages.
RESERVED_WORDS = """
    about accessibility admin agree api archive comments corrections
    corrections-policy digest favicon.ico feeds follow manifest.webmanifest healthz issues
    journals media metrics pages people preview
    privacy readyz robots.txt search series sitemap
    sitemap.xml static tags topics works
"""
RESERVED = frozenset(RESERVED_WORDS.split())

# How rooms above say that they hold an address: each is asked with a path ("health/eye").
_holders: list[Callable[[str], bool]] = []


def ask_before_taking(is_held: Callable[[str], bool]) -> None:
    """Let a room above refuse addresses that are its own. Called once, when the app is ready."""
    _holders.append(is_held)


@dataclass
class SectionTree:
    """All sections, in menu order, with who is above and below whom."""

    sections: list[Section]
    _children: dict[int | None, list[Section]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._children = {}
        for section in self.sections:
            self._children.setdefault(section.parent_id, []).append(section)

    @classmethod
    def load(cls) -> SectionTree:
        """Read the whole tree in one query."""
        return cls(_all())

    @cached_property
    def _by_id(self) -> dict[int, Section]:
        return {section.pk: section for section in self.sections}

    @cached_property
    def _by_path(self) -> dict[str, Section]:
        return {section.path: section for section in self.sections}

    @property
    def roots(self) -> list[Section]:
        return self._children.get(None, [])

    @property
    def menu(self) -> list[Section]:
        return [section for section in self.roots if section.is_active]

    def by_path(self, path: str) -> Section | None:
        return self._by_path.get(path)

    def get(self, pk: int) -> Section | None:
        return self._by_id.get(pk)

    def children(self, section: Section) -> list[Section]:
        return self._children.get(section.pk, [])

    def ancestors(self, section: Section) -> list[Section]:
        """From the root down to the section's parent."""
        found: list[Section] = []
        above = self._by_id.get(section.parent_id or 0)
        while above is not None:
            found.insert(0, above)
            above = self._by_id.get(above.parent_id or 0)
        return found

    def root_of(self, section: Section) -> Section:
        return (self.ancestors(section) or [section])[0]

    def descendant_ids(self, section: Section) -> list[int]:
        """The numbers of the section itself and of all below it."""
        return [section.pk] + [
            pk for child in self.children(section) for pk in self.descendant_ids(child)
        ]

    def depth_first(self) -> Iterable[tuple[int, Section]]:
        """Each section with its depth, a parent before its children."""
        return self._below(None, 0)

    def _below(self, parent_id: int | None, depth: int) -> Iterable[tuple[int, Section]]:
        for section in self._children.get(parent_id, []):
            yield depth, section
            yield from self._below(section.pk, depth + 1)


@Prepared
def _all() -> models.QuerySet[Section]:
    return Section.objects.order_by("position", "name")


def path_of(section: Section) -> str:
    """The address a section should have: the words of its ancestors and its own."""
    above = section.parent.path + "/" if section.parent else ""
    return above + section.slug


def check_address(section: Section) -> None:
    """Refuse an address that belongs to another page or section, and a parent that stands below."""
    if section.parent_id is None and section.slug in RESERVED:
        raise Refused(_("This address word belongs to another page of the site."), field="slug")
    parent = section.parent
    while parent is not None:
        if section.pk is not None and parent.pk == section.pk:
            raise Refused(_("A section cannot stand below itself."), field="parent")
        parent = parent.parent
    if Section.objects.filter(path=path_of(section)).exclude(pk=section.pk).exists():
        raise Refused(_("A section with this address word is already here."), field="slug")
    _check_not_held(path_of(section))


def _check_not_held(path: str) -> None:
    if any(is_held(path) for is_held in _holders):
        raise Refused(
            _("A story has the address /%s/. Choose a different address word.") % path, field="slug"
        )


def save_section(section: Section, *, by: User | None) -> Section:
    """Save a section, new or changed, with the address of everything below it.

    Stories keep the addresses they were published under. Raises ``Refused``.
    """
    check_address(section)
    with transaction.atomic():
        section.path = path_of(section)
        section.save()
        _settle_below(section)
        audit.record(by, "section.save", section)
    return section


def why_kept(section: Section) -> list[str]:
    """The reasons, as sentences, for which a section cannot be deleted; empty when it can."""
    reasons = []
    below = Section.objects.filter(parent=section).count()
    if below:
        reasons.append(
            ngettext(
                "%d section stands below it. Move it first.",
                "%d sections stand below it. Move them first.",
                below,
            )
            % below
        )
    if any(rows.exists() for rows in _filed_in(section)):
        reasons.append(_("Stories stand in it. Give them another section first."))
    return reasons


def delete_section(section: Section, *, by: User) -> None:
    """Delete an empty section. Raises ``Refused`` while sections or stories stand in it."""
    with transaction.atomic():
        reasons = why_kept(section)
        if reasons:
            raise Refused(" ".join(reasons))
        audit.record(by, "section.delete", section)
        section.delete()


def _filed_in(section: Section) -> Iterable[models.QuerySet[models.Model]]:
    """The rows of other rooms that name the section."""
    for relation in Section._meta.related_objects:
        if relation.related_model is not Section:
            yield relation.related_model._default_manager.filter(**{relation.field.name: section})


def _settle_below(section: Section) -> None:
    for child in Section.objects.filter(parent=section):
        child.parent = section
        path = path_of(child)
        if path != child.path:
            _check_not_held(path)
            Section.objects.filter(pk=child.pk).update(path=path)
            child.path = path
            _settle_below(child)
