"""The evidence card on the story's form: plain fields, each with its help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.evidence import CHOICES, COUNTS, LABELS, MOST_PEOPLE, NAMES, Card, as_number
from articles.form_fields import LinesField, area
from literature.identifiers import IdentifierError, normalise_nct

PREFIX = "evidence"
LENGTHS = {"question": 160, "unit": 40, "registration": 40, "follow_up": 120}
SENTENCES = {"meaning", "funding", "interests", "author_interests", "limitations"}
HELP = {
    "design_note": gettext_lazy("Phase 3, double-blind."),
    "subject_note": gettext_lazy("Mice; adults over 60."),
    "size": gettext_lazy("How many people, animals or samples in all."),
    "follow_up": gettext_lazy("30 days; five years."),
    "comparator": gettext_lazy("What the other group got: a placebo, usual care, nothing."),
    "question": gettext_lazy("As a reader would ask it. It is the heading of the card."),
    "outcome": gettext_lazy("What a filled dot stands for: recovered, died, fell ill."),
    "arm_a": gettext_lazy("The treated group first."),
    "measure": gettext_lazy("It decides where the line of no effect stands: at 0 or at 1."),
    "difference": gettext_lazy("First group minus second, with its sign: −3.7."),
    "low": gettext_lazy("The two ends of the 95% interval."),
    "meaning": gettext_lazy("One plain sentence on what the numbers say, and do not say."),
    "registration": gettext_lazy("NCT04368728, or the number of another register."),
    "funding": gettext_lazy("In the paper’s own words."),
    "author_interests": gettext_lazy("Ties of whoever wrote our story. “None” is an answer."),
    "limitations": gettext_lazy("What the study cannot tell."),
}

GROUPS = (
    (gettext_lazy("The study"), NAMES[:8]),
    (gettext_lazy("What was found"), NAMES[8:22]),
    (gettext_lazy("Who paid, and what remains open"), NAMES[22:]),
)


class NumberField(forms.CharField):
    """A number with a sign and a point, kept as it was typed."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and as_number(text) is None:
            raise forms.ValidationError(_("Write a number, such as −3.7."))
        return text


class EvidenceForm(forms.Form):
    """The fields of a card. Nothing of it must be filled in."""

    def __init__(self, data: Mapping[str, Any] | None, card: Card) -> None:
        initial = {name: getattr(card, name) for name in NAMES}
        super().__init__(data, prefix=PREFIX, initial=initial, label_suffix="")
        for name in NAMES:
            self.fields[name] = _field(name)

    def add_prefix(self, field_name: str) -> str:
        return f"{PREFIX}-{field_name}"

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, as the desk shows them."""
        return [(str(legend), [self[name] for name in names]) for legend, names in GROUPS]

    @property
    def card(self) -> Card:
        """The card as far as what was typed can be read; the form must be bound."""
        self.is_valid()
        return Card.of({k: v for k, v in self.cleaned_data.items() if v not in ("", None)})

    def clean_registration(self) -> str:
        number = self.cleaned_data["registration"]
        if "NCT" not in number.upper():
            return number
        try:
            return normalise_nct(number)
        except IdentifierError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for arm in ("a", "b"):
            reached, total = values.get(f"reached_{arm}"), values.get(f"total_{arm}")
            if reached is not None and total is not None and reached > total:
                message = _("More reached it than were in the group.")
                self.add_error(f"reached_{arm}", message)
        low, point, high = (as_number(values.get(n) or "") for n in ("low", "difference", "high"))
        if low is not None and high is not None and low > high:
            self.add_error("low", _("The interval begins above its end."))
        elif None not in (low, point, high) and not low <= point <= high:  # type: ignore[operator]
            self.add_error("difference", _("The difference lies outside its interval."))
        return values


def _field(name: str) -> forms.Field:
    common: dict[str, Any] = {
        "label": LABELS[name],
        "required": False,
        "help_text": HELP.get(name, ""),
    }
    if name in CHOICES:
        return forms.ChoiceField(choices=[("", "---------"), *CHOICES[name].choices], **common)
    if name in COUNTS:
        widget = forms.TextInput({"inputmode": "numeric", "maxlength": 12})
        return forms.IntegerField(min_value=0, max_value=MOST_PEOPLE, widget=widget, **common)
    if name in {"difference", "low", "high"}:
        return NumberField(max_length=20, **common)
    if name in SENTENCES:
        return LinesField(max_length=600, widget=area(2), **common)
    return forms.CharField(max_length=LENGTHS.get(name, 200), **common)
