"""What the story form shows around its fields: state, next step, findings, references."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles import carrying, next_step, permissions, readiness, standing, steps
from articles.admin import acts, embargo_pages, keeping, looking_ahead, related_pages
from articles.admin.prose_offers import sought
from articles.admin.requests import DeskRequest
from articles.forms import reviewers
from articles.models import Article, Citation, Edition, Person
from articles.reading import runs_of
from literature.models import Work

ABOUT = (Citation.Relation.REPORTS_ON, Citation.Relation.ISSUE_ROUNDUP)
FALLEN = (Work.Status.RETRACTED, Work.Status.WITHDRAWN)
# People offered to a browser without script, which cannot search for them.
PEOPLE_SHOWN = 300


def live_edition(edition: Edition, at: datetime | None = None) -> Edition | None:
    """The edition of the same story that readers see."""
    if edition.article_id is None:
        return None
    rows = Edition.objects.live(at or timezone.now()).filter(article=edition.article_id)
    return rows.defer("body_source", "body_html", "body_text").first()


def with_live(editions: Iterable[Edition]) -> list[Edition]:
    """Editions of a list, each with ``live_one`` and ``has_fallen``: two queries for all."""
    rows: list[Any] = list(editions)
    live = Edition.objects.live(timezone.now()).filter(article__in=[row.article_id for row in rows])
    by_article = {one.article_id: one for one in live.only("article_id", "number", "live_from")}
    fallen = set(
        Citation.objects.filter(edition__in=[row.pk for row in rows])
        .filter(relation__in=ABOUT, work__status__in=FALLEN)
        .values_list("edition", flat=True)
    )
    for row in rows:
        row.live_one = by_article.get(row.article_id)
        row.has_fallen = row.pk in fallen
    return rows


def of_form(request: DeskRequest, obj: Edition | None, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the form; ``obj`` is the stored edition, or None for a new story."""
    at = timezone.now()
    edition = stored = obj if obj is not None and obj.pk else None
    if stored is not None:
        edition = Edition.objects.select_related(
            "article", "section", "lead_image", "reviewer", "approved_by", "updated_by", "hotfix_of"
        ).get(pk=stored.pk)
    live = live_edition(edition, at) if edition else None
    report = readiness.report(edition) if edition else None
    case = next_step.Situation(
        edition or Edition(),
        request.user,
        at,
        live=live,
        waiting=waiting(edition),
        report=report,
        reviewers=tuple(reviewers()),
    )
    _prepare_rows(context["inline_admin_formsets"], report)
    return {
        "edition": edition,
        "standing": standing.standing(edition, at=at, live=live, reader=request.user)
        if edition
        else None,
        "live": live,
        "waiting": case.waiting,
        "report": report,
        "next": next_step.next_step(case),
        "may_save": edition is None
        or (not edition.is_frozen and permissions.may_edit(request.user, edition)),
        "may_withdraw": edition is not None and _may_withdraw(request, edition.article, at),
        "steps": steps.signed(edition) if edition and not edition.is_frozen else [],
        "may_ask_outside": edition is not None
        and permissions.may_ask_outside(request.user, edition),
        "hotfix": open_hotfix(edition) if edition else None,
        "may_hotfix": edition is not None and _may_hotfix(request, edition, at),
        "was_carried": edition is not None and edition.carries.exists(),
        "may_force": edition is not None and _may_force(request, edition, report),
        "looked_up": "_find" in request.POST,
        "neighbours": related_pages.neighbours(edition) if edition else [],
        "offers": sought(request),
        "pressed": acts.chosen(request.POST),
        "people": Person.objects.filter(is_active=True)[:PEOPLE_SHOWN],
        **embargo_pages.panel(edition, at),
        **keeping.offer(request, edition, at),
        "ahead": looking_ahead.address(edition, at, by=request.user),
        "zone": timezone.localtime(at).tzname(),
        "saved_at": edition.updated_at if edition else None,
    }


def waiting(edition: Edition | None) -> Edition | None:
    """The open draft of the story, when that is another edition."""
    if edition is None:
        return None
    rows = Edition.objects.open().filter(article=edition.article_id, hotfix_of=None)
    return rows.exclude(pk=edition.pk).only("number").first()


def open_hotfix(edition: Edition) -> Edition | None:
    """The hotfix being written beside this edition."""
    rows = Edition.objects.open().filter(article=edition.article_id).exclude(hotfix_of=None)
    return rows.exclude(pk=edition.pk).only("number").first()


def _may_withdraw(request: DeskRequest, article: Article, at: datetime) -> bool:
    published = article.first_published_at
    seen = published is not None and published <= at and not article.is_withdrawn
    return seen and permissions.may_withdraw(request.user, article)


def _may_hotfix(request: DeskRequest, edition: Edition, at: datetime) -> bool:
    """Whether a hotfix is the way: something waits beside what readers see."""
    if not edition.is_live(at) or not permissions.may_hotfix(request.user, edition):
        return False
    return bool(carrying.waiting(edition.article, at=at))


def _may_force(request: DeskRequest, edition: Edition, report: readiness.Report | None) -> bool:
    """Whether something stands in the way that this person may set aside."""
    if edition.is_frozen or edition.article.is_withdrawn:
        return False
    stopped = edition.state != Edition.State.APPROVED or bool(report and report.blocking)
    return stopped and permissions.may_force(request.user, edition)


def _prepare_rows(formsets: Iterable[Any], report: readiness.Report | None) -> None:
    """Give each citation its reference as runs of text, and what was found about it."""
    for formset in formsets:
        if formset.formset.prefix != "citations":
            continue
        for form in formset.formset.forms:
            row = form.instance if form.instance.pk else None
            form.runs = runs_of(row) if row and row.pk and (row.work or row.issue) else []
            form.findings = report.about(row.key) if report and row else []
