"""Tags found by any of their names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Refused
from core.text import slugify
from taxonomy.models import Alias, Tag

MOST_TAGS = 30


def resolve_tags(names: list[str]) -> list[Tag]:
    """The tags behind ``names``, in that order and each once; unknown ones are made.

    A name is matched by its address word, so that case and accents do not make a second tag;
    an alias gives its tag. Raises ``Refused`` for a name without letters or for too many.
    """
    if len(names) > MOST_TAGS:
        raise Refused(_("A story has at most %d tags.") % MOST_TAGS, field="tags")
    found: dict[int, Tag] = {}
    for name in names:
        tag = _resolve(name.strip())
        found.setdefault(tag.pk, tag)
    return list(found.values())


def _resolve(name: str) -> Tag:
    slug = slugify(name)
    if not slug:
        raise Refused(_("“%s” has no letters to make a tag of.") % name, field="tags")
    alias = Alias.objects.select_related("tag").filter(slug=slug).first()
    if alias:
        return alias.tag
    tag, _made = Tag.objects.get_or_create(slug=slug, defaults={"name": name[:100]})
    return tag


def find_tag(slug: str) -> Tag | None:
    """The tag with this address word or with an alias of it."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        alias = Alias.objects.select_related("tag").filter(slug=slug).first()
        tag = alias.tag if alias else None
    return tag
