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

# Nothing is sent for these: a spammer learns from it, and a patient is not named again in a letter.
SILENT = frozenset({Reason.SPAM, Reason.PATIENT})

# What the writer is told, unless the desk wrote its own sentence for the reason.
USUAL = {
    Reason.ADVERTISING: _("Your comment was not published because it advertises something."),
    Reason.OFF_TOPIC: _("Your comment was not published because it is not about the story."),
    Reason.ATTACK: _(
        "Your comment was not published because it attacks a person. You are welcome to write"
        " again about what was said."
    ),
    Reason.HATE: _("Your comment was not published because it speaks with hate of a group."),
    Reason.HARASSMENT: _("Your comment was not published because it harasses somebody."),
    Reason.MISINFORMATION: _(
        "Your comment was not published because it states as a fact what the evidence does not"
        " support. With a source we can look at it again."
    ),
    Reason.ADVICE: _(
        "Your comment was not published because it gives or asks for advice on one person's"
        " treatment. A doctor who knows the person should answer that."
    ),
    Reason.ILLEGAL: _("Your comment was not published because we hold it to be against the law."),
    Reason.IMPERSONATION: _(
        "Your comment was not published because it is signed with somebody else's name."
    ),
    Reason.DUPLICATE: _(
        "Your comment was not published because it says what another of yours says."
    ),
}
