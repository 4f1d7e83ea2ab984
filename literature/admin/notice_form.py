"""The form of a notice that an editor read and records by hand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from core.errors import Refused
from literature import retractions
from literature.models import RetractionNotice


class NoticeForm(forms.ModelForm):
    """What an editor read; it holds at once."""

    class Meta:
        model = RetractionNotice
        fields = ("work", "kind", "notice_doi", "url", "noticed_on", "reason")
        widgets = {"reason": forms.Textarea({"rows": 3})}
        help_texts = {
            "noticed_on": gettext_lazy("As much as is known: 2026, 2026-01 or 2026-01-29."),
            "reason": gettext_lazy("In the words of the notice, or yours. Readers do not see it."),
        }

    def clean(self):
        cleaned = super().clean()
        try:
            retractions.checked_report(
                kind=cleaned.get("kind", ""),
                doi=cleaned.get("notice_doi", ""),
                url=cleaned.get("url", ""),
                date=cleaned.get("noticed_on", ""),
                reason=cleaned.get("reason", ""),
            )
        except Refused as refused:
            self.add_error(refused.field, refused.message)
        return cleaned
