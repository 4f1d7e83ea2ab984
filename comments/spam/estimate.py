"""The score as one of the reasons kept with a comment: the number, every point, the words marked.

It is kept as it was when the comment came, with the lines in force then, so that the explanation
never changes under a moderator's eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.models import Comment
from comments.spam import memory, rules
from comments.spam.candidate import Candidate, Vote
from comments.spam.rules import Hit
from comments.spam.scoring import BASE, Score, Verdict, score
from comments.states import State

CODE = "score"
RECENT = timedelta(days=30)
_WORDS = "words"  # what was learned, among the rules
_AUDITED = 20  # one of so many that would be spam by itself is shown to a moderator unmarked
# What circumstances beside the text are worth, in log-odds.
_TRAP, _QUICK, _NO_FORM, _COPIES, _KNOWN, _TRUST, _MOST_TRUST = 4.0, 2.5, 2.0, 3.0, 2.5, -0.6, -3.0
_SAYS = {
    "trap": gettext_lazy("The field that people do not see"),
    "timing": gettext_lazy("How it was sent"),
    "copies": gettext_lazy("The same text elsewhere"),
    "links": gettext_lazy("Links"),
    "rate": gettext_lazy("Many at once"),
    "known": gettext_lazy("Spam from the same writer or network within 30 days"),
    _WORDS: gettext_lazy("What was learned of words here"),
    "trusted": gettext_lazy("Approved comments of this address, none of them spam"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the explanation: what it says and how many points it is worth."""

    says: str
    points: float
    code: str = ""  # of the rule that can be objected to; none for what every comment starts with


def vote(candidate: Candidate, others: list[Vote]) -> Vote:
    """The score of a comment that was sent, given what the other checks saw."""
    row = memory.model()
    found = score(
        f"{candidate.name}\n{candidate.text}",
        circumstances=[*_circumstances(others), *_history(candidate)],
        counts=memory.counts,
        learned=memory.learned(row),
        off=memory.switched_off(row),
    )
    verdict = memory.lines_of(row).verdict(found.p)
    is_audit = verdict == Verdict.SPAM and int(candidate.text_hash[:8] or "0", 16) % _AUDITED == 0
    shift = len(candidate.name) + 1
    facts = _facts(found, verdict, line=row.likely_from, shift=shift, is_audit=is_audit)
    return Vote(CODE, facts)


def try_text(text: str) -> dict[str, Any]:
    """The facts a text alone would get just now; nothing is kept."""
    row = memory.model()
    found = score(
        text,
        counts=memory.counts,
        learned=memory.learned(row),
        off=memory.switched_off(row),
    )
    verdict = memory.lines_of(row).verdict(found.p)
    return _facts(found, verdict, line=row.likely_from, shift=0, is_audit=False)


def name(code: str) -> str:
    """What a check beside the text is called; the code itself for one that is gone."""
    return str(_SAYS.get(code, code))


def sentence(facts: dict[str, Any]) -> str:
    """What a moderator reads; nothing while the text is not suspicious, or audited blindly."""
    if facts.get("verdict") == Verdict.NORMAL or facts.get("audit"):
        return ""
    return _("It looks like spam: %(p).2f of 1, held from %(line).2f.") % facts


def facts_of(reasons: list[dict[str, Any]]) -> dict[str, Any]:
    """The score among the reasons kept with a comment; empty when it was never scored."""
    return next((reason for reason in reasons if reason.get("code") == CODE), {})


def verdict(comment: Comment) -> Verdict:
    """What the score of a comment meant when it came. An audited one counts as likely spam."""
    facts = facts_of(comment.reasons)
    if facts.get("audit"):
        return Verdict.LIKELY
    return Verdict(facts.get("verdict", Verdict.NORMAL))


def parts(facts: dict[str, Any]) -> list[Part]:
    """Every point of a score, the base first."""
    if not facts:
        return []
    found = [Part(_("Where every comment starts"), facts["base"])]
    for part in facts["parts"]:
        says = rules.says(part["code"]) or name(part["code"])
        found.append(Part(says, part["points"], part["code"]))
    if facts["words"]:
        found.append(Part("; ".join(map(_word, facts["words"])), facts["learned"], _WORDS))
    return found


def marks(facts: dict[str, Any], text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` that scored, in order and without overlap."""
    spans = sorted(
        (max(0, start), min(len(text), end))
        for part in facts.get("parts", ())
        for start, end in part.get("spans", ())
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _circumstances(others: list[Vote]) -> list[Hit]:
    found = []
    for other in others:
        if other.code == "trap":
            found.append(Hit("trap", _TRAP))
        elif other.code == "timing":
            found.append(Hit("timing", _QUICK if "seconds" in other.facts else _NO_FORM))
        elif other.code == "copies" and other.facts["count"] >= 2:
            found.append(Hit("copies", _COPIES))
    return found


def _history(candidate: Candidate) -> list[Hit]:
    """What became of earlier comments of the same address, and of spam from the same network."""
    since = candidate.at - RECENT
    spam = Comment.objects.filter(state=State.SPAM, decided_at__gt=since)
    addresses, networks = candidate.addresses, candidate.networks
    if addresses and spam.filter(email_hmac__in=addresses).exists():
        return [Hit("known", _KNOWN)]
    if networks and spam.filter(network_hmac__in=networks, created_at__gt=since).exists():
        return [Hit("known", _KNOWN)]
    if not candidate.is_verified:
        return []
    approved = Comment.objects.filter(candidate.is_writers, state=State.APPROVED)
    many = approved.order_by()[:5].count()
    return [Hit("trusted", max(_MOST_TRUST, _TRUST * many))] if many else []


def _facts(
    found: Score, verdict: Verdict, *, line: float, shift: int, is_audit: bool
) -> dict[str, Any]:
    """``shift``: how many characters of the name stand before the text."""
    return {
        "p": round(found.p, 4),
        "verdict": str(verdict),
        "line": round(line, 4),
        "audit": is_audit,
        "base": BASE,
        "learned": round(found.learned_points, 2),
        "words": [list(word) for word in found.evidence.words],
        "parts": [
            {
                "code": hit.code,
                "points": round(hit.points, 2),
                "spans": [[start - shift, end - shift] for start, end in hit.spans if end > shift],
            }
            for hit in found.hits
        ],
    }


def _word(word: list[Any]) -> str:
    shown, spam, ham = word
    return ngettext(
        "“%(word)s” was in %(spam)d spam and %(ham)d approved comment here",
        "“%(word)s” was in %(spam)d spam and %(ham)d approved comments here",
        ham,
    ) % {"word": shown, "spam": spam, "ham": ham}
