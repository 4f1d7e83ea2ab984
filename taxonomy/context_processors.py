"""The menu of sections, for every page, read when a template first asks for it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from taxonomy.tree import SectionTree


def sections(request: HttpRequest) -> dict[str, SectionTree | SimpleLazyObject]:
    """A view that already read the tree leaves it on the request as ``section_tree``."""
    known = getattr(request, "section_tree", None)
    return {"section_tree": known or SimpleLazyObject(SectionTree.load)}
