"""Knows where an edition stands, as a word, the shape beside it, and a sentence for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Edition
from core.models import User


@dataclass(frozen=True)
class Standing:
    """``key`` names the shape and colour; ``word`` the state; ``sentence`` who and since when."""

    key: str
    word: str
    sentence: str = ""


def when(moment: datetime) -> str:
    """A moment with its zone: "12 Feb 2026, 17:00 EST"."""
    return str(format_date(timezone.localtime(moment), "j M Y, H:i T"))


def _clock(moment: datetime, at: datetime) -> str:
    """A moment beside now: the clock alone on the same day."""
    here, now = timezone.localtime(moment), timezone.localtime(at)
    return str(format_date(here, "H:i T")) if here.date() == now.date() else when(moment)


def key_of(edition: Edition, at: datetime) -> str:
    """The state that counts at ``at``: of the words, of the clock, or of the story."""
    if edition.article.is_withdrawn and edition.is_frozen:
        return "withdrawn"
    if not edition.is_frozen:
        return edition.state
    if edition.is_live(at):
        return "live"
    return "scheduled" if edition.is_scheduled(at) else "superseded"


def standing(
    edition: Edition, *, at: datetime, live: Edition | None = None, reader: User | None = None
) -> Standing:
    """Where ``edition`` stands at ``at``.

    ``live`` is the edition readers see, when that is another one; ``reader`` is "you".
    """
    key = key_of(edition, at)
    sentence = _SENTENCES[key](edition, at, live, reader)
    return Standing(key, _word(key, edition), sentence)


def brief(edition: Edition, *, at: datetime, live: Edition | None = None) -> Standing:
    """The same for a list: the word, and a few words under it."""
    key = key_of(edition, at)
    live_number = live.number if live is not None and live.pk != edition.pk else 0
    number = {"number": live_number or edition.number}
    said = _("edition %(number)d is live") % number if live_number else ""
    if key == "in_review":
        said = _("with %s") % _who(edition.reviewer, None)
    elif key == "changes_asked":
        facts = {"who": _who(edition.reviewer, None), "note": edition.review_note}
        said = Truncator(_("by %(who)s: “%(note)s”") % facts).chars(60)
    elif key == "approved":
        said = _("by %s") % _who(edition.approved_by, None)
    elif key in {"live", "scheduled", "superseded"}:
        told = _("edition %(number)d, published all the same")
        said = (told if edition.forced_reason else _("edition %(number)d")) % {
            "number": edition.number
        }
    word = _word(key, edition) if key == "draft" else KEY_WORDS[key]
    return Standing(key, str(word), said)


def next_date(edition: Edition, *, at: datetime) -> str:
    """The date that counts next, or the last one that counted."""
    key = key_of(edition, at)
    if key == "withdrawn" and edition.article.withdrawn_at:
        return _("withdrawn %s") % _day(edition.article.withdrawn_at)
    if edition.live_from is not None:
        if key == "scheduled":
            return _clock(edition.live_from, at)
        return _("live since %s") % _day(edition.live_from)
    if edition.review_due and key in {"in_review", "changes_asked"}:
        late = _(", late") if edition.review_due < at else ""
        return _("due %s") % _clock(edition.review_due, at) + late
    if edition.planned_for:
        return _("planned %s") % format_date(edition.planned_for, "j M Y")
    return ""


def _day(moment: datetime) -> str:
    return str(format_date(timezone.localtime(moment), "j M Y"))


KEY_WORDS = {
    "in_review": gettext_lazy("In review"),
    "changes_asked": gettext_lazy("Changes asked"),
    "approved": gettext_lazy("Approved"),
    "scheduled": gettext_lazy("Scheduled"),
    "live": gettext_lazy("Live"),
    "superseded": gettext_lazy("Superseded"),
    "withdrawn": gettext_lazy("Withdrawn"),
}


def _word(key: str, edition: Edition) -> str:
    words = {
        "draft": _("Draft %d"),
        "live": _("Live edition %d"),
        "superseded": _("Edition %d"),
    }
    if key == "draft" and edition.hotfix_of_id is not None:
        return _("Hotfix %d") % edition.number
    if key in words:
        return words[key] % edition.number
    return str(KEY_WORDS[key])


def _who(person: User | None, reader: User | None) -> str:
    if person is None:
        return _("somebody")
    return _("you") if reader is not None and person.pk == reader.pk else person.short_name


def _readers_see(live: Edition | None) -> str:
    if live is None or live.live_from is None:
        return _("Nobody outside the desk sees it.")
    return _("Readers see edition %(number)d, live since %(since)s.") % {
        "number": live.number,
        "since": when(live.live_from),
    }


def _draft(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    if live is None:
        return _("Nobody outside the desk sees it.")
    if edition.hotfix_of_id is not None:
        return _("%s What you change here is carried into what waits.") % _readers_see(live)
    return _("of a live story. %s") % _readers_see(live)


def _in_review(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    facts = {
        "who": _who(edition.reviewer, reader),
        "since": _clock(edition.state_since or edition.updated_at, at),
    }
    if edition.review_due is None:
        return _("by %(who)s since %(since)s.") % facts
    return _("by %(who)s since %(since)s, due %(due)s.") % (
        facts | {"due": _clock(edition.review_due, at)}
    )


def _changes(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    return _("by %(who)s since %(since)s.") % {
        "who": _who(edition.reviewer, reader),
        "since": _clock(edition.state_since or edition.updated_at, at),
    }


def _approved(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    said = _("by %(who)s. %(readers)s")
    if edition.approval_carried:
        said = _("by %(who)s, before a hotfix was carried in. %(readers)s")
    return said % {
        "who": _who(edition.approved_by, reader),
        "readers": _readers_see(live),
    }


def _scheduled(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    moment = when(edition.live_from or at)
    said = _("for %s. It goes live by the clock.") % moment
    if edition.approval_carried:
        said += " " + _("A hotfix was carried in after the approval.")
    return said


def _live(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    if live is not None and live.pk != edition.pk:
        return _readers_see(live)
    return _("Saving opens the next draft; readers see nothing of it until it is published.")


def _superseded(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    return _("is not shown any more. Saving opens the next draft with what stands here.")


def _withdrawn(edition: Edition, at: datetime, live: Edition | None, reader: User | None) -> str:
    withdrawn = edition.article.withdrawn_at
    return _("on %(day)s. Readers find the reason.") % {"day": when(withdrawn)} if withdrawn else ""


_SENTENCES = {
    "draft": _draft,
    "in_review": _in_review,
    "changes_asked": _changes,
    "approved": _approved,
    "scheduled": _scheduled,
    "live": _live,
    "superseded": _superseded,
    "withdrawn": _withdrawn,
}
