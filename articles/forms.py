"""The forms of the desk: a story, its citations and its bylines. Nothing typed is lost."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, citing, conflicts
from articles.editions import BylineEntry, CitationEntry
from articles.models import Article, Byline, Citation, Edition, Person
from articles.models.citation import KEY_LENGTH, new_key
from articles.widgets import HeadlineInput, JournalInput, StoryEditor
from core.errors import Refused
from core.models import User
from core.text import slugify
from literature.models import Issue, Work
from literature.pages import PagesError, parse_pages
from media.models import Image
from taxonomy.models import Section
from taxonomy.tree import SectionTree

_KEY = re.compile(rf"[a-z0-9]{{{KEY_LENGTH}}}")


class LinesField(forms.CharField):
    """Text in which a line break is one character, whatever the browser sent."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial or "") != self.to_python(data or "")


class MomentField(forms.DateTimeField):
    """A date and time of the newsroom's zone; an hour that is not there, or twice, is explained."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {
        "invalid": gettext_lazy("This is not a date and time, such as 2026-02-12 18:00."),
    }

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(self._why(str(value))) from error

    def _why(self, typed: str) -> str:
        local = datetime.fromisoformat(typed)  # noqa: DTZ007 - the zone is what is in question
        zone = timezone.get_current_timezone()
        before = zone.utcoffset(local.replace(fold=0)) or timedelta()
        after = zone.utcoffset(local.replace(fold=1)) or timedelta()
        facts = {"moment": date_format(local, "H:i, j F Y"), "zone": str(zone)}
        if before < after:
            return _("%(moment)s does not exist in %(zone)s: the clocks jump over it.") % facts
        return _("%(moment)s happens twice in %(zone)s. Choose a time outside that hour.") % facts


class KeyField(forms.CharField):
    """The hidden name of a citation. Having one does not make an empty row a filled one."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class TagsField(LinesField):
    """Names of tags, separated by commas."""

    def to_python(self, value: Any) -> str:
        names = [" ".join(name.split()) for name in super().to_python(value).split(",")]
        return ", ".join(dict.fromkeys(name for name in names if name))


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "data-grow": "", **attrs})


class StoryForm(forms.ModelForm):
    """One edition. ``refusal`` is what a capability function said when it was saved before."""

    refusal: Refused | None = None
    kept: dict[str, Any] = {}
    only_looks = False

    headline = LinesField(
        label=gettext_lazy("Headline"), max_length=200, widget=HeadlineInput(attrs={"rows": 1})
    )
    standfirst = LinesField(
        label=gettext_lazy("Standfirst"), max_length=500, required=False, widget=_area(2)
    )
    body_source = LinesField(label=gettext_lazy("Body"), required=False, widget=StoryEditor)
    note_at_foot = LinesField(
        label=gettext_lazy("Note at the foot"), max_length=500, required=False, widget=_area(2)
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address word"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: made from the headline."),
    )
    section = forms.ModelChoiceField(Section.objects.none(), label=gettext_lazy("Section"))
    tags = TagsField(
        label=gettext_lazy("Tags"),
        required=False,
        widget=_area(2),
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
    review_note = LinesField(
        label=gettext_lazy("What should change"), required=False, widget=_area(3)
    )
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    original = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = [
            "headline",
            "standfirst",
            "body_source",
            "note_at_foot",
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
            "review_note",
        ]
        widgets = {
            "lead_caption": _area(2),
            "search_title": forms.TextInput,
            "search_description": _area(2),
            "change_note": forms.TextInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self._offer_choices()
        self.initial |= self._stored() | self.kept
        self.fields["lead_image"].widget.attrs["class"] = "story-autocomplete"

    def _offer_choices(self) -> None:
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
        if self.refusal is not None:
            field = self.refusal.field
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
        steps = {"reviewer", "review_due", "review_note", "opened_version", "original"}
        return [name for name in self.changed_data if name not in steps]


def reviewers():
    """The accounts that may review, as a set for a choice."""
    backend = "django.contrib.auth.backends.ModelBackend"
    people = User.objects.with_perm("articles.approve_edition", backend=backend)
    return people.order_by("first_name", "last_name", "username")


class RowForm(forms.ModelForm):
    """A row of a story. Rows are written by the story's capability function, never one by one."""

    anchors: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)

    def has_changed(self) -> bool:
        if self.instance.pk:
            return super().has_changed()
        return any(name in self.changed_data for name in self.anchors)

    def _post_clean(self) -> None:
        """The row itself is not written, so it is not filled and looked at as a model either."""


class RowFormSet(forms.BaseInlineFormSet):
    """Rows of a story. ``refusals`` names what was refused, by the prefix of its row."""

    refusals: dict[str, Refused] = {}

    def clean(self) -> None:
        for form in self.forms:
            refusal = self.refusals.get(form.prefix)
            if refusal is not None:
                form.add_error(
                    refusal.field if refusal.field in form.fields else None, refusal.message
                )

    @property
    def kept_forms(self) -> list[Any]:
        """The rows that hold something and are not marked for deletion, in order."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]


class BylineForm(RowForm):
    """A person and the part that person had."""

    anchors = ("person",)
    person = forms.ModelChoiceField(
        Person.objects.all(),
        label=gettext_lazy("Person"),
        widget=AutocompleteSelect(Byline._meta.get_field("person"), admin.site),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place"), required=False, min_value=1, max_value=99
    )

    class Meta:
        model = Byline
        fields = ["person", "role", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["position"] = self.instance.position + 1 if self.instance.pk else None
        self.fields["person"].widget.attrs["class"] = "story-autocomplete"

    def clean_position(self) -> int:
        return max((self.cleaned_data.get("position") or 100) - 1, 0)


class BylineFormSet(RowFormSet):
    """The bylines of a story."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.kept_forms:
            person = form.cleaned_data.get("person") if hasattr(form, "cleaned_data") else None
            entry = (person, form.cleaned_data.get("role")) if person else None
            if entry is not None and entry in seen:
                form.add_error("person", _("This person already has this role here."))
            seen.add(entry)

    def entries(self) -> list[BylineEntry]:
        rows = sorted(self.kept_forms, key=lambda form: form.cleaned_data["position"])
        return [BylineEntry(row.cleaned_data["person"], row.cleaned_data["role"]) for row in rows]


class CitationForm(RowForm):
    """A source: one of the library, one found by its number, or one typed by hand."""

    anchors = ("lookup", "work", "issue", "title", "authors", "journal", "year", "volume")
    anchors += ("issue_label", "pages", "doi")

    key = KeyField(required=False)
    lookup = forms.CharField(
        label=gettext_lazy("DOI, PubMed ID or pasted reference"), required=False, max_length=2_000
    )
    work = forms.ModelChoiceField(
        Work.objects.all(),
        label=gettext_lazy("A work of the library"),
        required=False,
        widget=AutocompleteSelect(Citation._meta.get_field("work"), admin.site),
    )
    issue = forms.ModelChoiceField(
        Issue.objects.select_related("journal"), required=False, widget=forms.HiddenInput
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=1_000,
        help_text=gettext_lazy("Empty: the whole issue is cited."),
    )
    authors = LinesField(
        label=gettext_lazy("Authors"),
        required=False,
        widget=_area(2),
        help_text=gettext_lazy("One a line, or: Ryan SJ, Holm A"),
    )
    journal = forms.CharField(
        label=gettext_lazy("Journal"), required=False, max_length=250, widget=JournalInput
    )
    adds_journal = forms.BooleanField(label=gettext_lazy("Add this journal"), required=False)
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": 4}),
    )
    volume = forms.CharField(label=gettext_lazy("Volume"), required=False, max_length=20)
    issue_label = forms.CharField(label=gettext_lazy("Issue"), required=False, max_length=40)
    pages = forms.CharField(label=gettext_lazy("Pages"), required=False, max_length=80)
    doi = forms.CharField(label=gettext_lazy("DOI"), required=False, max_length=300)
    pages_raw = forms.CharField(label=gettext_lazy("Pages"), required=False, max_length=80)

    class Meta:
        model = Citation
        fields = ["key", "work", "issue", "relation", "pages_raw", "locator", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: Work | None = None
        self.typed: citing.Typed | None = None
        self.fields["work"].widget.attrs["class"] = "story-autocomplete"

    @property
    def target(self) -> Work | Issue | None:
        """What an existing row cites, also when it came back from a refused save."""
        if self.is_bound and hasattr(self, "cleaned_data"):
            chosen = self.cleaned_data.get("work") or self.cleaned_data.get("issue")
            return chosen if self.instance.pk or self._came_whole() else None
        return (self.instance.work or self.instance.issue) if self.instance.pk else None

    def _came_whole(self) -> bool:
        """Whether a row without a number in the database came as a source, with nothing typed."""
        return bool(self["issue"].value() or self.data.get(self.add_prefix("whole")))

    @property
    def mark(self) -> str:
        return str(self["key"].value() or "")

    @property
    def is_open(self) -> bool:
        """Whether the fields by hand are shown unfolded."""
        by_hand = ("title", "authors", "journal", "year", "volume", "issue_label", "pages", "doi")
        return any(self.errors.get(name) or self[name].value() for name in by_hand) or bool(
            self.errors.get("lookup")
        )

    def clean_key(self) -> str:
        key = self.cleaned_data.get("key") or ""
        return key if _KEY.fullmatch(key) else self.instance.key or new_key()

    def clean_pages_raw(self) -> str:
        pages = self.cleaned_data["pages_raw"]
        try:
            parse_pages(pages)
        except PagesError as error:
            raise forms.ValidationError(str(error)) from error
        return pages

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("work") or values.get("issue"):
            if values.get("work"):
                values["issue"] = None
            return values
        if self.instance.pk and not self.errors:
            self.add_error(None, _("This source is not in the library any more. Delete the row."))
        elif self.has_changed():
            self._look(values)
        return values

    def _look(self, values: dict[str, Any]) -> None:
        names = ("title", "authors", "journal", "year", "volume", "issue_label", "pages", "doi")
        typed = citing.Typed(
            **{name: values.get(name) or ("" if name != "year" else None) for name in names},
            adds_journal=bool(values.get("adds_journal")),
        )
        lookup = values.get("lookup", "")
        try:
            self.found = citing.find_source(lookup) if lookup else None
        except Refused as refused:
            if typed.is_empty or not citing.is_missing_only(lookup):
                self.add_error("lookup", refused.message)
                return
        if self.found is None:
            self._check(citing.with_lookup(typed, lookup))

    def _check(self, typed: citing.Typed) -> None:
        for fault in citing.faults(typed):
            self.add_error(fault.field if fault.field in self.fields else None, fault.message)
        self.typed = typed

    def entry(self, *, by: User) -> CitationEntry:
        """The row as an entry; what was typed is found in the library or added to it."""
        values = self.cleaned_data
        source = values.get("work") or values.get("issue") or self.found
        pages = values["pages_raw"]
        if source is None and self.typed is not None:
            source = citing.make_source(self.typed, by=by)
            pages = self.typed.pages if isinstance(source, Issue) else ""
        return CitationEntry(
            work=source if isinstance(source, Work) else None,
            issue=source if isinstance(source, Issue) else None,
            relation=values["relation"],
            pages_raw=pages if isinstance(source, Issue) else "",
            locator=values["locator"],
            note=values["note"],
            key=values["key"],
        )


class CitationFormSet(RowFormSet):
    """The citations of a story."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.kept_forms:
            if not hasattr(form, "cleaned_data"):
                continue
            if form.cleaned_data.get("key") in seen:
                form.cleaned_data["key"] = new_key()
            seen.add(form.cleaned_data.get("key", ""))
