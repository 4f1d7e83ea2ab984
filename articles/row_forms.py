"""The rows of a story's form: its bylines, and its citations as they are found or typed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import citing
from articles.editions import BylineEntry, CitationEntry
from articles.form_fields import KeyField, LinesField, area
from articles.models import Byline, Citation, Person
from articles.models.citation import KEY_LENGTH, new_key
from articles.widgets import JournalInput
from core.errors import Refused
from core.models import User
from literature.formatting import format_work
from literature.models import Issue, Work
from literature.pages import PagesError, parse_pages

_KEY = re.compile(rf"[a-z0-9]{{{KEY_LENGTH}}}")


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

    refusals: dict[str | None, Refused] = {}

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

    by_hand = ("title", "authors", "journal", "year", "volume", "issue_label", "pages", "doi")
    anchors = ("lookup", "work", "issue", *by_hand)
    outside: dict[str, citing.Said] = {}

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
        widget=area(2),
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
        self.initial.setdefault("key", new_key())
        self.found: Work | None = None
        self.said: citing.Said | None = None
        self.typed: citing.Typed | None = None
        self.fields["work"].widget.attrs["class"] = "story-autocomplete"

    @property
    def target(self) -> Work | Issue | None:
        """What an existing row cites, also when it came back from a refused save."""
        if self.is_bound and hasattr(self, "cleaned_data"):
            chosen = self.cleaned_data.get("work") or self.cleaned_data.get("issue")
            return chosen if self.instance.pk or self._came_whole() else None
        return (self.instance.work or self.instance.issue) if self.instance.pk else None

    @property
    def described(self) -> dict[str, Any] | None:
        """What services found for this row: the reference, and who said it when."""
        outcome = self.said.outcome if self.said else None
        if outcome is None:
            return None
        runs = format_work(outcome.description.csl)
        return {"runs": runs, "said": outcome.said, "warnings": outcome.warnings}

    def _came_whole(self) -> bool:
        """Whether a row without a number in the database came as a source, with nothing typed."""
        return bool(self["issue"].value() or self.data.get(self.add_prefix("whole")))

    @property
    def mark(self) -> str:
        return str(self["key"].value() or "")

    @property
    def is_open(self) -> bool:
        """Whether the fields by hand are shown unfolded."""
        filled = any(self.errors.get(name) or self[name].value() for name in self.by_hand)
        return filled or "lookup" in self.errors

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
        texts = {name: values.get(name) or "" for name in self.by_hand if name != "year"}
        typed = citing.Typed(
            **texts, year=values.get("year"), adds_journal=bool(values.get("adds_journal"))
        )
        lookup = values.get("lookup", "")
        try:
            self.found = citing.find_source(lookup) if lookup else None
        except Refused as refused:
            self.said = self.outside.get(lookup)
            if self.said and self.said.outcome:
                return
            if typed.is_empty or not citing.is_missing_only(lookup):
                self.add_error("lookup", citing.why_not(refused, self.said))
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
        if source is None and self.said is not None and self.said.outcome:
            source = citing.add_described(self.said.outcome, by=by)
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
    """The citations of a story. ``outside`` is what services said about what was typed."""

    outside: dict[str, citing.Said] = {}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.outside = self.outside

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.kept_forms:
            if not hasattr(form, "cleaned_data"):
                continue
            if form.cleaned_data.get("key") in seen:
                form.cleaned_data["key"] = new_key()
            seen.add(form.cleaned_data.get("key", ""))
