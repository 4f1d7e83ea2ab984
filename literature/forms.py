"""The forms of the library: what is typed is brought into its normal form or refused in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import html
from core.errors import Refused
from literature.dates import FIRST_YEAR, LAST_YEAR, DateError, normalise_date
from literature.identifiers import (
    IdentifierError,
    normalise_arxiv,
    normalise_issn,
    normalise_orcid,
    normalise_pmcid,
    normalise_pmid,
    read_doi,
)
from literature.models import Contributor, Issue, Journal, Work
from literature.pages import PagesError, parse_pages
from literature.works import saved_by

Normaliser = Callable[[str], str]
# Room for an address pasted whole, from which the number is taken.
LONGEST_PASTE = 1_000


def _doi(text: str) -> str:
    return read_doi(text).display


def _pages(text: str) -> str:
    return parse_pages(text).raw


class NormalisingForm(forms.ModelForm):
    """Runs a normaliser over fields; ``refusal`` is what a save refused of a clean form."""

    normalisers: ClassVar[dict[str, Normaliser]] = {}
    refusal: ClassVar[Refused | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.normalisers.keys() & self.fields.keys():
            usual = self.fields[name]
            self.fields[name] = forms.CharField(
                label=usual.label,
                help_text=usual.help_text,
                required=usual.required,
                max_length=LONGEST_PASTE,
                widget=AdminTextInputWidget,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, normalise in self.normalisers.items():
            if cleaned.get(name):
                self._normalise(name, normalise)
        if self.refusal is not None:
            field = self.refusal.field
            self.add_error(field if field in self.fields else None, self.refusal.message)
        return cleaned

    def _normalise(self, name: str, normalise: Normaliser) -> None:
        try:
            self.cleaned_data[name] = normalise(self.cleaned_data[name])
        except (IdentifierError, DateError, PagesError) as error:
            self.add_error(name, str(error))


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = AdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != list(initial or [])


class JournalForm(NormalisingForm):
    normalisers: ClassVar[dict[str, Normaliser]] = {
        "issn_print": normalise_issn,
        "issn_online": normalise_issn,
        "issn_l": normalise_issn,
    }
    alt_titles = LinesField(
        label=gettext_lazy("Other titles"),
        required=False,
        help_text=gettext_lazy("Former titles and other spellings, one a line."),
    )

    class Meta:
        model = Journal
        fields = "__all__"  # noqa: DJ007 - a journal has no field that is not typed here


class IssueForm(NormalisingForm):
    normalisers: ClassVar[dict[str, Normaliser]] = {
        "pages_raw": _pages,
        "cover_date": normalise_date,
        "published_online": normalise_date,
        "doi": _doi,
    }

    class Meta:
        model = Issue
        fields = (
            *("journal", "year", "volume", "issue_label", "supplement", "part", "title"),
            *("cover_date", "published_online", "pages_raw", "doi", "url"),
        )

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(_("A year lies between 1500 and 2100."))
        return year


class ContributorForm(NormalisingForm):
    normalisers: ClassVar[dict[str, Normaliser]] = {"orcid": normalise_orcid}
    widths: ClassVar[dict[str, int]] = {
        **{"position": 1, "family": 11, "given": 11, "particle": 5, "suffix": 2},
        **{"collective_name": 12, "orcid": 14},
    }
    position = forms.IntegerField(
        label=gettext_lazy("Position"), required=False, min_value=0, max_value=9_999
    )

    class Meta:
        model = Contributor
        fields = (
            *("position", "role", "family", "given", "particle", "suffix"),
            *("collective_name", "orcid"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, width in self.widths.items():
            if name in self.fields:
                self.fields[name].widget = forms.TextInput(attrs={"size": width})


class ContributorFormSet(forms.BaseInlineFormSet):
    """The rows of a byline; one without a position comes last."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        placed = [form.cleaned_data.get("position") for form in kept if form.is_valid()]
        last = max((place for place in placed if place is not None), default=-1)
        for form in kept:
            if form.is_valid() and form.cleaned_data.get("position") is None:
                last += 1
                form.instance.position = last


class WorkForm(NormalisingForm):
    normalisers: ClassVar[dict[str, Normaliser]] = {
        "doi_display": _doi,
        "pmid": normalise_pmid,
        "pmcid": normalise_pmcid,
        "arxiv_id": normalise_arxiv,
        "pages_raw": _pages,
        "published_print": normalise_date,
        "published_online": normalise_date,
        "posted": normalise_date,
    }
    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Work
        fields = (
            *("kind", "title", "subtitle", "language", "journal", "volume", "issue_label"),
            *("pages_raw", "article_number", "publisher"),
            *("published_print", "published_online", "posted"),
            *("doi_display", "pmid", "pmcid", "arxiv_id", "url"),
            *("review_status", "study_design", "study_note", "subject", "subject_note"),
            *("sample_size", "sample_note", "funding", "interests"),
        )
        widgets: ClassVar[dict[str, Any]] = {"title": AdminTextareaWidget(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version_read"] = self.instance.version

    def clean_title(self) -> str:
        try:
            title = html.clean(" ".join(self.cleaned_data["title"].split()), "title")
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused
        if not title.strip():
            raise forms.ValidationError(_("A work needs a title."))
        return title

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        stored = Work.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if stored is not None and cleaned.get("version_read") != stored.version:
            self._show_what_stands(stored)
        return cleaned

    def _show_what_stands(self, stored: Work) -> None:
        # Both texts stay in sight: what was typed in its field, what was saved beneath it.
        self.add_error(
            None,
            _(
                "%(name)s saved this work while you were writing. Yours is not saved yet, and it"
                " is all here. Where the two differ, the saved value stands beside your own. Make"
                " each field as it should be and save again."
            )
            % {"name": saved_by(stored) or _("Somebody else")},
        )
        for name in WorkForm.Meta.fields:
            if name in self.cleaned_data and self.cleaned_data[name] != getattr(stored, name):
                self.add_error(name, _("Saved meanwhile: %s") % _shown(stored, name))
        # The next save is made in the knowledge of this version.
        typed = cast(QueryDict, self.data).copy()
        typed[self.add_prefix("version_read")] = str(stored.version)
        self.data = typed


def _shown(stored: Work, name: str) -> str:
    choice = getattr(stored, f"get_{name}_display", None)
    value = choice() if choice else getattr(stored, name)
    return str(value) if value not in (None, "") else _("(empty)")
