"""The form of a story. Errors are sentences; nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, conflicts
from articles.evidence import Card
from articles.evidence_form import EvidenceForm
from articles.form_fields import LinesField, TagsField, area
from articles.models import Article, Edition
from articles.moment_field import MomentField
from articles.widgets import HeadlineInput, StoryEditor
from core.errors import Refused
from core.models import User
from core.text import slugify
from media.models import Image
from taxonomy.models import Section
from taxonomy.tree import SectionTree


class StoryForm(forms.ModelForm):
    """One edition. ``refusal`` is what a capability function said when it was saved before."""

    refusal: Refused | None = None
    kept: dict[str, Any] = {}
    only_looks = False

    headline = LinesField(
        label=gettext_lazy("Headline"),
        max_length=200,
        widget=HeadlineInput(attrs={"rows": 1}),
        error_messages={"required": gettext_lazy("Write a headline.")},
    )
    standfirst = LinesField(
        label=gettext_lazy("Standfirst"), max_length=500, required=False, widget=area(2)
    )
    body_source = LinesField(label=gettext_lazy("Body"), required=False, widget=StoryEditor)
    note_at_foot = LinesField(
        label=gettext_lazy("Note at the foot"), max_length=500, required=False, widget=area(2)
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address word"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: made from the headline."),
    )
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=gettext_lazy("Section"),
        error_messages={"required": gettext_lazy("Choose a section.")},
    )
    tags = TagsField(
        label=gettext_lazy("Tags"),
        required=False,
        widget=area(2),
        help_text=gettext_lazy("Separate them by commas."),
    )
    comments_mode = forms.ChoiceField(
        label=gettext_lazy("Comments"), choices=Article.Comments, required=False
    )
    lead_image = forms.ModelChoiceField(
        Image.objects.all(),
        label=gettext_lazy("Picture"),
        required=False,
        widget=AutocompleteSelect(Edition._meta.get_field("lead_image"), admin.site),
    )
    planned_for = forms.DateField(
        label=gettext_lazy("Planned for"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    reviewer = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Reviewer"), required=False
    )
    review_due = MomentField(label=gettext_lazy("Due"), required=False)
    note = LinesField(label=gettext_lazy("Note"), required=False, widget=area(2))
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    original = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = [
            "headline",
            "standfirst",
            "body_source",
            "note_at_foot",
            "evidence",
            "section",
            "slug",
            "kind",
            "lead_image",
            "lead_caption",
            "search_title",
            "search_description",
            "planned_for",
            "is_major_change",
            "change_note",
            "reviewer",
            "review_due",
        ]
        widgets = {
            "evidence": forms.HiddenInput,
            "lead_caption": area(2),
            "search_title": forms.TextInput,
            "search_description": area(2),
            "change_note": forms.TextInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self._add_card()
        self._offer_choices()
        self.initial |= self._stored() | self.kept
        self.fields["lead_image"].widget.attrs["class"] = "story-autocomplete"

    def _add_card(self) -> None:
        """The evidence card has a form of its own; here it is one text like any other."""
        given = self.data if self.is_bound else None
        self.card = EvidenceForm(given, Card.load(self.instance.evidence))
        if self.is_bound:
            self.data = self.data.copy()
            self.data["evidence"] = self.card.card.dump()

    def _offer_choices(self):
        sections = self.fields["section"]
        tree = list(SectionTree.load().depth_first())
        sections.queryset = Section.objects.all()
        sections.choices = [
            ("", "---------"),
            *((section.pk, "\u2002" * 2 * depth + section.name) for depth, section in tree),
        ]
        self.fields["reviewer"].queryset = reviewers()

    def _stored(self) -> dict[str, Any]:
        edition = self.instance
        if edition.pk is None:
            return {"opened_version": 0, "comments_mode": Article.Comments.PREMODERATE}
        taken = conflicts.snapshot(edition)
        return {
            "opened_version": edition.version,
            "original": conflicts.dump(taken),
            "tags": ", ".join(taken["tags"]),
            "comments_mode": edition.article.comments_mode,
        }

    def is_valid(self) -> bool:
        return super().is_valid() and not self.only_looks

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("slug") and values.get("headline") and values.get("section"):
            values["slug"] = self._free_slug(values["headline"], values["section"])
        for name, errors in self.card.errors.items() if self.card.is_bound else ():
            label = self.card[name].label
            self.add_error(None, [f"{_('Evidence card')}, {label}: {error}" for error in errors])
        if self.refusal is not None:
            field = {"review_note": "note"}.get(self.refusal.field or "", self.refusal.field)
            self.add_error(field if field in self.fields else None, self.refusal.message)
        return values

    def _free_slug(self, headline: str, section: Section) -> str:
        stem = slugify(headline, 76)
        if not stem:
            self.add_error("slug", _("No address can be made from this headline. Type one here."))
            return ""
        article = self.instance.article if self.instance.article_id else None
        for number in range(1, 100):
            word = stem if number == 1 else f"{stem}-{number}"
            try:
                addresses.check_free(addresses.path_of(section, word), article=article)
            except Refused:
                continue
            return word
        return stem

    @property
    def changed_text(self) -> list[str]:
        """The fields of the text that differ from what was opened."""
        steps = {"reviewer", "review_due", "note", "opened_version", "original"}
        return [name for name in self.changed_data if name not in steps]


def reviewers() -> QuerySet[User]:
    """The accounts that may review, as a set for a choice."""
    return _holders("articles.approve_edition")


def story_writers() -> QuerySet[User]:
    """The accounts that may write a story, as a set for a choice."""
    return _holders("articles.add_edition")


def _holders(right: str) -> QuerySet[User]:
    backend = "django.contrib.auth.backends.ModelBackend"
    people = User.objects.with_perm(right, backend=backend)
    return people.order_by("first_name", "last_name", "username")
