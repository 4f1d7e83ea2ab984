"""Checks of what others have to say first: steps of the section, and somebody outside."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles import outside, steps
from articles.models import OutsideEvent
from articles.readiness.findings import ASKS, BLOCKS, Case, Finding


def steps_of_section(case: Case) -> list[Finding]:
    findings = []
    for one in steps.signed(case.edition):
        if one.is_current:
            said = _("“%(step)s” was answered with no: %(question)s")
            findings += [
                Finding(ASKS, said % {"step": one.step, "question": question}, "steps")
                for question in one.failed
            ]
            continue
        message = _("“%s” is not signed.") % one.step
        if one.sign_off is not None:
            facts = {"step": one.step, "who": one.sign_off.by.short_name}
            message = _("%(who)s signed “%(step)s” before the text changed.") % facts
        findings.append(Finding(BLOCKS, message, "steps"))
    return findings


def outsiders(case: Case) -> list[Finding]:
    findings = []
    for one in outside.standing(case.edition):
        if not one.link.wants_answer:
            continue
        name = one.link.name
        if one.answer is None:
            message = _("%s was asked to read the story and has not answered.") % name
        elif one.answer.kind == OutsideEvent.Kind.ASKED:
            message = _("%s asks for changes.") % name
        elif not one.is_current:
            message = _("%s agreed to a text that has changed since.") % name
        else:
            continue
        findings.append(Finding(ASKS, message, "outside"))
    return findings
