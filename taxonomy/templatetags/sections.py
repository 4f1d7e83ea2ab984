"""Puts the menu of sections into pages."""

from __future__ import annotations

from django import template

from core.moulds import cast
from taxonomy.models import Section
from taxonomy.tree import SectionTree

register = template.Library()


@register.simple_tag
def masthead(site_name: str, tree: SectionTree | None, current: Section | None = None) -> str:
    """The head of a page: the publication's name, the search, the sections of the menu."""
    sections = [
        {
            "name": section.name,
            "address": section.get_absolute_url(),
            "is_current": bool(current) and section.pk == current.pk,
        }
        for section in (tree.menu if tree else [])
    ]
    return cast("components/_masthead.html", {"site_name": site_name, "sections": sections})
