"""The comment form: what is asked, what is wrong in words, and what a template needs to set it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Article, Edition
from comments import identities, impersonation, modes, opening, tokens
from comments.models import Report
from comments.text import normalised, one_line
from comments.threads import Entry, passages_of
from core.text import fold, visible_characters

NAME_LENGTH = 80
_NO_PARENT = -1  # no row has this number: what cannot be read as a number answers nothing
_WHOLE_ADDRESS = gettext_lazy("Write the whole address, as in name@example.org.")


class _Line(forms.CharField):
    def to_python(self, value: Any) -> str:
        return one_line(str(value or ""))


class _Text(forms.CharField):
    def to_python(self, value: Any) -> str:
        return normalised(str(value or ""))


class _Number(forms.CharField):
    """The number of the comment that is answered; None when none is."""

    def clean(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        is_number = text.isascii() and text.isdigit() and len(text) <= 18
        return int(text) if is_number else _NO_PARENT


class WordsForm(forms.Form):
    """The words of a comment, and the version whose words they replace."""

    text = _Text(error_messages={"required": gettext_lazy("Write your comment.")})
    version = _Number(required=False)

    def __init__(self, data: QueryDict | None = None, *, text: str = "") -> None:
        super().__init__(data, auto_id="comment-%s", initial={"text": text})

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not visible_characters(text):
            raise ValidationError(_("The comment has no visible characters. Write some words."))
        _check_length(
            text,
            settings.COMMENT_MAX_LENGTH,
            ngettext(
                "A comment has at most %(most)d character.",
                "A comment has at most %(most)d characters. This one has %(length)d."
                " Shorten it, or send it in parts.",
                settings.COMMENT_MAX_LENGTH,
            ),
        )
        return text

    @property
    def typed(self) -> str:
        """The text as it was typed, whatever was wrong with it."""
        return str(self["text"].value() or "")


class CommentForm(WordsForm):
    """A reader's comment. Lengths are counted after normalisation; nothing is cut."""

    name = _Line(error_messages={"required": gettext_lazy("Write the name to show.")})
    email = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={
            "invalid": _WHOLE_ADDRESS,
            "max_length": gettext_lazy("An e-mail address has at most 254 characters."),
        },
    )
    parent = _Number(required=False)
    about = _Line(required=False)
    token = forms.CharField(required=False)
    identity = forms.CharField(required=False)
    replies = forms.BooleanField(required=False)
    field_order = ("name", "email", "text")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        has_address = data.get("email") or "email" in self.errors
        is_asked = settings.COMMENT_CONFIRM and not has_address
        if is_asked and not identities.known(data.get("identity", ""), email=""):
            self.add_error("email", _("Write your e-mail address. We ask you to confirm it."))
        return data

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not visible_characters(name):
            raise ValidationError(_("The name has no visible characters. Write the name to show."))
        if re.search(r"\(\d+\)$", fold(name)):
            raise ValidationError(_("Leave out the number in brackets. We number like names."))
        if impersonation.is_reserved(name):
            raise ValidationError(_("This name would be taken for the newsroom. Choose another."))
        _check_length(
            name,
            NAME_LENGTH,
            ngettext(
                "A name has at most %(most)d character.",
                "A name has at most %(most)d characters. This one has %(length)s.",
                NAME_LENGTH,
            ),
        )
        return name

    def trap(self, article_id: int) -> str:
        """What stands in the field that people do not see."""
        return str(self.data.get(tokens.trap_name(article_id), ""))


class AddressForm(forms.Form):
    """The address to which a reader wants the link."""

    email = forms.EmailField(
        max_length=254,
        error_messages={"required": _WHOLE_ADDRESS, "invalid": _WHOLE_ADDRESS},
    )


class ReportForm(forms.Form):
    """What a reader says is wrong with a comment."""

    why = forms.ChoiceField(
        choices=Report.Why.choices,
        error_messages={
            "required": gettext_lazy("Choose what is wrong with it."),
            "invalid_choice": gettext_lazy("Choose what is wrong with it."),
        },
    )
    note = _Text(
        required=False,
        max_length=500,
        error_messages={"max_length": gettext_lazy("A note has at most 500 characters.")},
    )
    whys = Report.Why.choices


def form_context(
    article: Article,
    edition: Edition | None,
    *,
    token: str = "",
    form: CommentForm | None = None,
    parent: Entry | None = None,
) -> dict[str, Any]:
    """What the form is set from. Without a token it is the same at every call."""
    return {
        "article": article,
        "form": form,
        "parent": parent,
        "passages": [] if parent else passages_of(edition).offered(),
        "token": token,
        "trap": tokens.trap_name(article.pk),
        "is_open": opening.is_open(article),
        "waits": modes.waits(article, at=timezone.now()),
    }


def _check_length(text: str, most: int, sentence: str) -> None:
    if len(text) > most:
        raise ValidationError(sentence % {"most": most, "length": len(text)})
