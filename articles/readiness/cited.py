"""Checks of the citations: present, mentioned, sound, and in the issue they are cited from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.models import Citation, Edition
from articles.readiness.findings import ASKS, BLOCKS, Case, Finding
from literature.consistency import issue_mismatches
from literature.models import Work

Kind = Edition.Kind
Relation = Citation.Relation
NEEDS_SOURCE = {Kind.NEWS, Kind.EXPLAINER, Kind.ANALYSIS, Kind.REVIEW}


def sources(case: Case) -> list[Finding]:
    if case.citations or case.edition.kind not in NEEDS_SOURCE:
        return []
    return [Finding(ASKS, _("The story cites nothing."), "citations")]


def marks(case: Case) -> list[Finding]:
    unmentioned = [
        row
        for row in case.citations
        if row.key not in case.edition.body_source and not row.is_subject
    ]
    return [
        Finding(
            ASKS, _("Citation %d is not mentioned in the text.") % row.number, "citations", row.key
        )
        for row in unmentioned
        if row.relation != Relation.FURTHER_READING
    ]


def retractions(case: Case) -> list[Finding]:
    findings = []
    says_so = "retract" in case.edition.body_text.lower()
    for row in case.citations:
        if row.work is None or not row.work.is_retracted:
            continue
        if row.relation == Relation.RETRACTION_NOTICE:
            continue
        message = _("Citation %d was retracted. Say so in the text, or cite it as retracted.")
        findings.append(
            Finding(ASKS if says_so else BLOCKS, message % row.number, "citations", row.key)
        )
    return findings


def concerns(case: Case) -> list[Finding]:
    return [
        Finding(
            ASKS,
            _("Citation %d has an expression of concern. Say so in the text.") % row.number,
            "citations",
            row.key,
        )
        for row in case.citations
        if row.work is not None and row.work.status == Work.Status.CONCERN
    ]


def issue_mismatch(case: Case) -> list[Finding]:
    """W-ISSUE-MISMATCH: a study stands elsewhere than in the issue it is cited with."""
    works = [row for row in case.citations if row.work is not None and row.is_subject]
    issues = [row for row in case.citations if row.issue is not None]
    keys = {row.work_id: row.key for row in works}
    return [
        Finding(ASKS, found.message, "citations", keys.get(found.work.pk, ""))
        for found in issue_mismatches([row.work for row in works if row.work], issues)
    ]
