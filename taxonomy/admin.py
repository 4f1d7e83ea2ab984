"""The tree of sections, moved and indented; tags with their other names, renamed and merged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit import admin as taggit_admin
from taggit.models import Tag as TaggitTag

from core.admin_tools import (
    Confirmation,
    RefusalMixin,
    SeenForm,
    SeenMixin,
    Suggestions,
    confirm,
    needs,
)
from core.errors import Refused
from core.text import slugify
from taxonomy import permissions, tags
from taxonomy.models import Alias, Section, Tag
from taxonomy.tree import SectionTree, delete_section, save_section, why_kept

# The library's own tags are not the site's; its admin is imported so that this comes after it.
taggit_admin.admin.site.unregister(TaggitTag)

INDENT = "\u2003"


class SectionForm(SeenForm):
    """A section; the one above it is chosen from the tree."""

    parent = forms.TypedChoiceField(
        label=gettext_lazy("Stands below"),
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("A section cannot stand below itself.")},
        help_text=gettext_lazy(
            "Moving a section moves everything below it. Published stories keep their addresses."
        ),
    )

    class Meta:
        model = Section
        fields = ("name", "slug", "parent", "position", "description", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = SectionTree.load()
        below = tree.descendant_ids(self.instance) if self.instance.pk else []
        self.fields["parent"].coerce = lambda value: tree.get(int(value))
        self.fields["parent"].choices = [
            ("", _("nothing: a section at the top")),
            *(
                (section.pk, INDENT * depth + section.name)
                for depth, section in tree.depth_first()
                if section.pk not in below
            ),
        ]


class TreeList(ChangeList):
    """A list of sections in the order of the tree, each with its depth."""

    def get_results(self, request) -> None:
        super().get_results(request)
        found = list(self.result_list)
        if self.query or self.has_active_filters:
            ordered = [(0, section) for section in sorted(found, key=lambda one: one.path)]
        else:
            ordered = list(SectionTree(found).depth_first())
        for depth, section in ordered:
            section.depth_shown = depth
        self.result_list = [section for _depth, section in ordered]


@admin.register(Section)
class SectionAdmin(RefusalMixin, SeenMixin, admin.ModelAdmin):
    list_display = ["indented", "address", "description", "in_menu"]
    list_display_links = ["indented"]
    list_filter = ["is_active"]
    search_fields = ["name", "path"]
    sortable_by = ()
    ordering = ["position", "name"]
    list_per_page = 1_000
    show_full_result_count = False
    actions = None

    form = SectionForm
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ("name", "slug", "parent", "description")}),
        (gettext_lazy("In the menu"), {"fields": (("position", "is_active"),)}),
    ]

    def get_changelist(self, request, **kwargs):
        return TreeList

    def save_model(self, request, obj, form, change):
        save_section(obj, by=request.user)

    def delete_model(self, request, obj):
        delete_section(obj, by=request.user)

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        reasons = [reason for section in objs for reason in why_kept(section)]
        return deleted, counts, lacking, reasons or protected

    def has_change_permission(self, request, obj=None):
        return permissions.may_edit_sections(request.user)

    def has_delete_permission(self, request, obj=None):
        return permissions.may_delete_sections(request.user)

    @admin.display(description=gettext_lazy("Section"))
    def indented(self, obj):
        depth = getattr(obj, "depth_shown", 0)
        return render_to_string(
            "admin/taxonomy/section/_name.html", {"section": obj, "depth": min(depth, 6)}
        )

    @admin.display(description=gettext_lazy("Menu"))
    def in_menu(self, obj):
        return _("in the menu") if obj.is_active else _("not in the menu")

    @admin.display(description=gettext_lazy("Address"))
    def address(self, obj):
        return f"/{obj.path}/"


class AliasForm(forms.ModelForm):
    """Another name of a tag; its address word follows from it."""

    class Meta:
        model = Alias
        fields = ("name", "slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        cleaned["slug"] = cleaned.get("slug") or slugify(cleaned.get("name", ""))
        if not cleaned["slug"]:
            self.add_error("name", _("This name has no letters to make an address of."))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            tags.check_alias(self.instance)
        except Refused as refused:
            self.add_error(refused.field, refused.message)


class AliasInline(admin.TabularInline):
    model = Alias
    form = AliasForm
    extra = 1
    fields = ["name", "slug"]


class TagForm(SeenForm):
    class Meta:
        model = Tag
        fields = ("name", "slug", "description")
        labels = {"slug": gettext_lazy("Address word")}
        help_texts = {
            "name": gettext_lazy("As readers see it."),
            "slug": gettext_lazy("When you change it, the former address leads to the new one."),
            "description": gettext_lazy("One sentence on the tag’s page."),
        }


@admin.register(Tag)
class TagAdmin(RefusalMixin, SeenMixin, admin.ModelAdmin):
    list_display = ["name", "other_names", "description"]
    search_fields = ["name", "slug", "aliases__name"]
    search_help_text = gettext_lazy("Finds a tag by any of its names.")
    ordering = ["name"]
    show_full_result_count = False
    actions = None

    form = TagForm
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]
    inlines = [AliasInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("aliases")

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def save_model(self, request, obj, form, change):
        tags.save_tag(obj, by=request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_edit_tags(request.user)

    def has_delete_permission(self, request, obj=None):
        """A tag is merged into another, so that its address keeps leading somewhere."""
        return False

    @admin.display(description=gettext_lazy("Other names"))
    def other_names(self, obj):
        return ", ".join(alias.name for alias in obj.aliases.all())

    def get_urls(self):
        merge = self.admin_site.admin_view(self.merge_view)
        return [
            path("<int:pk>/merge/", merge, name="taxonomy_tag_merge"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_merge"] = permissions.may_merge_tags(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def merge_view(self, request, pk):
        return merge(request, pk, model_admin=self)


class MergeForm(forms.Form):
    """Which tag stays."""

    into = forms.ModelChoiceField(Tag.objects.all(), label=gettext_lazy("The tag that stays"))

    def __init__(self, *args: Any, source: Tag, site: admin.AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Tag.objects.exclude(pk=source.pk)
        self.fields["into"].widget = Suggestions(Alias._meta.get_field("tag"), site)
        self.fields["into"].widget.choices = self.fields["into"].choices


@needs("taxonomy.view_tag", "taxonomy.change_tag", "taxonomy.add_alias")
def merge(request, pk, *, model_admin):
    """Choose the tag that stays, see what will happen, then merge."""
    source = get_object_or_404(Tag, pk=pk)
    back = reverse("admin:taxonomy_tag_change", args=[pk])
    crumbs = [(_("Tags"), reverse("admin:taxonomy_tag_changelist")), (source.name, back)]
    given = request.POST if request.method == "POST" else request.GET
    form = MergeForm(given if "into" in given else None, source=source, site=model_admin.admin_site)
    title = _("Merge “%s” into another tag") % source
    if not form.is_valid():
        context = {
            **model_admin.admin_site.each_context(request),
            "title": title,
            "form": form,
            "crumbs": crumbs,
            "back": back,
            "opts": model_admin.opts,
        }
        return TemplateResponse(request, "admin/taxonomy/tag/merge.html", context)
    into = form.cleaned_data["into"]

    def act() -> str:
        tags.merge_tags(source, into, by=request.user)
        said = _("“%(source)s” is another name of “%(into)s” now.")
        messages.success(request, said % {"source": source.name, "into": into.name})
        return reverse("admin:taxonomy_tag_change", args=[into.pk])

    page = Confirmation(
        title=_("Merge “%(source)s” into “%(into)s”") % {"source": source, "into": into},
        sentence=_("Nothing has happened yet. This is what will happen when you press the button."),
        effects=merge_effects(source, into),
        verb=_("Merge the two tags"),
        back=back,
        crumbs=crumbs,
        hidden=[("into", str(into.pk))],
    )
    return confirm(request, model_admin.admin_site, page, act=act, opts=model_admin.opts)


def merge_effects(source: Tag, into: Tag) -> list[str]:
    """What merging does, as sentences."""
    counts = tags.preview_merge(source, into)
    named = {"source": source.name, "into": into.name}
    moved = ngettext(
        "%(count)d edition of a story gets “%(into)s” in place of “%(source)s”.",
        "%(count)d editions of stories get “%(into)s” in place of “%(source)s”.",
        counts.moved,
    )
    doubled = ngettext(
        "%(count)d edition has both and keeps “%(into)s”.",
        "%(count)d editions have both and keep “%(into)s”.",
        counts.doubled,
    )
    return [
        moved % {"count": counts.moved, **named},
        *([doubled % {"count": counts.doubled, **named}] if counts.doubled else []),
        _("“%(source)s” stays as another name of “%(into)s”.") % named,
        _("/tags/%(old)s/ leads to /tags/%(new)s/.") % {"old": source.slug, "new": into.slug},
        _("This cannot be taken back."),
    ]
