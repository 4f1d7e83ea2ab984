"""Where a story belongs: the tree of sections, and tags with their former names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from tree_queries.models import TreeNode

from core.links import path_of


class Section(TreeNode):
    """A part of the publication. ``path`` is kept in step by ``taxonomy.tree``."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address word"), max_length=60, help_text=_("As in /health/eye/."))
    path = models.CharField(_("address"), max_length=250, unique=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    description = models.CharField(
        _("description"), max_length=250, blank=True, help_text=_("One sentence under the name.")
    )
    is_active = models.BooleanField(
        _("in the menu"), default=True, help_text=_("Off: its stories stay, the menu drops it.")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="section_has_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("articles:section_or_story", path=self.path)


class Tag(TagBase):
    """A topic. Former and other names lead here as aliases."""

    description = models.CharField(_("description"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return path_of("articles:tag", slug=self.slug)


class Alias(models.Model):
    """Another name of a tag; its address leads to the tag's."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases", verbose_name=_("tag"))
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address word"), max_length=100, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
