"""Why a moderator refuses a comment: the codes, in the order a moderator is offered them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    SPAM = "spam", _("Spam")
    ADVERTISING = "advertising", _("Advertising")
    OFF_TOPIC = "off-topic", _("Off topic")
    ATTACK = "personal-attack", _("Personal attack")
    HATE = "hate", _("Hate")
    HARASSMENT = "harassment", _("Harassment")
    MISINFORMATION = "misinformation", _("Misinformation")
    ADVICE = "medical-advice", _("Individual medical advice")
    PATIENT = "patient", _("Identifies a patient")
    ILLEGAL = "illegal", _("Against the law")
    IMPERSONATION = "impersonation", _("Impersonation")
    DUPLICATE = "duplicate", _("Duplicate")
    OTHER = "other", _("Other, say what")


# These say nothing by themselves: the moderator writes a sentence.
NEEDS_NOTE = frozenset({Reason.OTHER, Reason.ILLEGAL})
