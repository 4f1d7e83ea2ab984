"""Tags found by any of their names, renamed and merged; no address of a tag is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _
from taggit.models import ItemBase

from core import audit
from core.errors import Refused
from core.models import User
from core.text import slugify
from taxonomy import permissions
from taxonomy.models import Alias, Tag

MOST_TAGS = 30


def resolve_tags(names: list[str]) -> list[Tag]:
    """The tags behind ``names``, in that order and each once; unknown ones are made.

    A tag is found by its name, else by the name's address word, so that case and accents do not
    make a second one; an alias gives its tag. Raises ``Refused`` for a name without letters or for
    too many.
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
    name = name[:100]
    # A renamed tag keeps its address word, so its name may lead to no tag or to another.
    known = Tag.objects.filter(name=name).first()
    if known:
        return known
    alias = Alias.objects.select_related("tag").filter(slug=slug).first()
    if alias:
        return alias.tag
    tag, _made = Tag.objects.get_or_create(slug=slug, defaults={"name": name})
    return tag


def find_tag(slug: str) -> Tag | None:
    """The tag with this address word or with an alias of it."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        alias = Alias.objects.select_related("tag").filter(slug=slug).first()
        tag = alias.tag if alias else None
    return tag


def check_names(tag: Tag) -> None:
    """Refuse a name or an address word that leads to another tag already."""
    other = find_tag(tag.slug)
    if other is not None and other.pk != tag.pk:
        raise Refused(_("This address word leads to the tag “%s” already.") % other, field="slug")


def check_alias(alias: Alias) -> None:
    """Refuse another name whose address word is a tag's, or another tag's other name."""
    other = find_tag(alias.slug)
    if other is not None and (other.pk != alias.tag_id or other.slug == alias.slug):
        raise Refused(_("This name leads to the tag “%s” already.") % other, field="name")


def save_tag(tag: Tag, *, by: User) -> Tag:
    """Save a tag, new or changed. A former address word stays as an alias. Raises ``Refused``."""
    check_names(tag)
    with transaction.atomic():
        was = Tag.objects.filter(pk=tag.pk).first()
        tag.save()
        tag.aliases.filter(slug=tag.slug).delete()
        if was is not None and was.slug != tag.slug:
            Alias.objects.create(tag=tag, name=was.name, slug=was.slug)
        audit.record(by, "tag.save", tag)
    return tag


@dataclass(frozen=True)
class Merge:
    """What merging would do: rows that get the other tag, rows that have it already, aliases."""

    moved: int
    doubled: int
    aliases: int


def preview_merge(source: Tag, into: Tag) -> Merge:
    """Count what ``merge_tags`` would change; changes nothing."""
    moved = doubled = 0
    for items in _tagged(source):
        both = _also_tagged(items, into).count()
        moved += items.count() - both
        doubled += both
    return Merge(moved, doubled, source.aliases.count())


def merge_tags(source: Tag, into: Tag, *, by: User) -> Tag:
    """Make ``source`` another name of ``into`` and return that.

    Refuses without the right and for one and the same tag. Then, in one transaction: whatever
    bore ``source`` bears ``into``, once; its other names move; its name and address stay as an
    alias; the row goes; the log is written.
    """
    if not permissions.may_merge_tags(by):
        raise Refused(_("Merging tags is not among your rights."))
    if source.pk == into.pk:
        raise Refused(_("A tag cannot be merged into itself."), field="into")
    with transaction.atomic():
        name, slug = source.name, source.slug
        for items in _tagged(source):
            _also_tagged(items, into).delete()
            items.update(tag=into)
        source.aliases.update(tag=into)
        source.delete()
        Alias.objects.create(tag=into, name=name, slug=slug)
        audit.record(by, "tag.merge", into, data={"merged": name, "slug": slug})
    return into


def _tagged(tag: Tag) -> Iterator[models.QuerySet[ItemBase]]:
    """What bears the tag, whichever room it belongs to: one set for each kind of row."""
    for relation in Tag._meta.related_objects:
        if issubclass(relation.related_model, ItemBase):
            yield relation.related_model._default_manager.filter(tag=tag)


def _also_tagged(items: models.QuerySet[ItemBase], other: Tag) -> models.QuerySet[ItemBase]:
    bearers = items.model._default_manager.filter(tag=other).values("content_object")
    return items.filter(content_object__in=bearers)
