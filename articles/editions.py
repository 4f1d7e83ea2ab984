"""Editions are begun, saved and opened here, and nowhere else.

An edition without a place in time is saved where it stands, if nobody saved it meanwhile. One
that has a place in time stays as it is for ever; saving it opens the next edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import addresses, body, embargo, evidence, page_tags, permissions
from articles.evidence import Card
from articles.models import Article, Byline, Citation, Edition, Person
from articles.models.citation import new_key
from articles.readiness import counts
from core import audit
from core.errors import Refused, Stale
from core.html import CLEANER_VERSION
from core.models import User
from core.pages.watch import exactly
from literature.models import Issue, Work
from literature.pages import Pages, PagesError, parse_pages
from taxonomy.models import Tag

CONTENT_FIELDS = (
    "kind",
    "headline",
    "slug",
    "standfirst",
    "body_source",
    "note_at_foot",
    "evidence",
    "section",
    "lead_image",
    "lead_caption",
    "search_title",
    "search_description",
)


@dataclass(frozen=True)
class BylineEntry:
    """A person and the part that person had."""

    person: Person
    role: str = Byline.Role.WRITER


@dataclass(frozen=True)
class CitationEntry:
    """A work or an issue, how the story stands to it, and the key that marks refer to."""

    work: Work | None = None
    issue: Issue | None = None
    relation: str = Citation.Relation.REPORTS_ON
    pages_raw: str = ""
    locator: str = ""
    note: str = ""
    key: str = field(default_factory=new_key)


def start_story(
    *,
    by: User,
    fields: dict[str, Any],
    bylines: Sequence[BylineEntry] = (),
    citations: Sequence[CitationEntry] = (),
    tags: Iterable[Tag] = (),
) -> Edition:
    """Begin a story with its first draft and return that.

    ``fields`` are named as in ``CONTENT_FIELDS``; ``comments_mode`` may be among them. Raises
    ``Refused`` without the right, for a taken address and for a text that cannot be kept.
    """
    if not permissions.may_write(by):
        raise Refused(_("You may read stories, not start them."))
    values = dict(fields)
    with transaction.atomic(), exactly():
        mode = values.pop("comments_mode", Article.Comments.PREMODERATE)
        edition = Edition(**values)
        begin_first(edition, by=by, comments_mode=mode)
        edition.save()
        _write_rows(edition, bylines, citations, tags)
        settle(edition, by=by)
    return edition


def begin_first(
    edition: Edition, *, by: User, comments_mode: str = Article.Comments.PREMODERATE
) -> None:
    """Make an unsaved edition the first of a new story. The caller saves it, then settles."""
    edition.article = Article.objects.create(created_by=by, comments_mode=comments_mode)
    edition.number = 1
    _begin(edition, by=by)


def begin_next(edition: Edition, *, after: Edition, by: User) -> None:
    """Make an unsaved edition the next one of the story of ``after``.

    Raises ``Refused`` when a draft of the story is open already, naming it.
    """
    article = Article.objects.select_for_update().get(pk=after.article_id)
    waiting = article.editions.open().filter(hotfix_of=None).first()
    if waiting is not None:
        raise Refused(
            _("Draft %d of this story is open already. Go on writing there.") % waiting.number
        )
    edition.hotfix_of = None
    _number(edition, article, by=by)


def _number(edition: Edition, article: Article, *, by: User) -> None:
    edition.article = article
    edition.number = 1 + (article.editions.aggregate(last=Max("number"))["last"] or 0)
    _begin(edition, by=by)
    edition.sort_at = article.first_published_at


def _begin(edition: Edition, *, by: User) -> None:
    edition.state = Edition.State.DRAFT
    edition.state_since = timezone.now()
    edition.live_from = edition.live_until = edition.sort_at = None
    edition.reviewer = edition.review_due = edition.approved_by = None
    edition.review_note = ""
    edition.forced_reason = ""
    edition.approval_carried = False
    edition.is_major_change = False
    edition.change_note = ""
    edition.version = 1
    edition.created_by = edition.updated_by = by


def claim(edition: Edition, *, version: int, by: User) -> None:
    """Take the right to save over ``version`` of an open edition, or raise.

    ``Stale`` when somebody saved since; ``Refused`` without the right or when the edition has
    a place in time. On return the edition carries its new version, unsaved otherwise.
    """
    if not permissions.may_edit(by, edition):
        raise Refused(_("You can read this story, not change it."))
    rows = Edition.objects.open().filter(pk=edition.pk, version=version)
    if rows.update(version=F("version") + 1) == 0:
        _refuse_claim(edition)
    edition.version = version + 1
    edition.updated_by = by
    if edition.state == Edition.State.APPROVED:
        edition.state = Edition.State.DRAFT
        edition.approved_by = None
        edition.approval_carried = False
        edition.state_since = timezone.now()


def _refuse_claim(edition: Edition) -> None:
    now = Edition.objects.select_related("updated_by").filter(pk=edition.pk).first()
    if now is None:
        raise Refused(_("This draft is not there any more."))
    if now.is_frozen:
        raise Refused(_("This edition was published meanwhile. Save your text as a new draft."))
    raise Stale(
        _("%s saved while you were writing.") % (now.updated_by or _("Somebody")),
        current=now.version,
    )


def write(
    edition: Edition,
    *,
    version: int,
    by: User,
    fields: dict[str, Any] | None = None,
    bylines: Sequence[BylineEntry] | None = None,
    citations: Sequence[CitationEntry] | None = None,
    tags: Iterable[Tag] | None = None,
) -> Edition:
    """Save changes to an open edition; what is None stays as it is. Returns the edition.

    Raises ``Stale`` when ``version`` is not the current one any more, and ``Refused``.
    """
    with transaction.atomic(), exactly():
        claim(edition, version=version, by=by)
        for name, value in (fields or {}).items():
            setattr(edition, name, value)
        edition.save()
        replace_rows(edition, bylines, citations, tags)
        settle(edition, by=by)
    return edition


def open_next(edition: Edition, *, by: User) -> Edition:
    """Open the next edition of a story as a whole copy of ``edition`` and return it."""
    if not permissions.may_edit(by, edition):
        raise Refused(_("You can read this story, not change it."))
    with transaction.atomic(), exactly():
        following = _copy(edition)
        begin_next(following, after=edition, by=by)
        _save_copy(following, edition, by=by)
    return following


def open_hotfix(edition: Edition, *, by: User, at: datetime | None = None) -> Edition:
    """Open an edition of its own for a change to what readers see now, and return it.

    A draft or a scheduled change goes on waiting; ``publishing`` carries the hotfix into it.
    Refuses without the right, when ``edition`` is not the live one, and beside another hotfix.
    """
    moment = at or timezone.now()
    if not permissions.may_hotfix(by, edition):
        raise Refused(_("Changing the live text beside a draft is not among your rights."))
    with transaction.atomic(), exactly():
        article = Article.objects.select_for_update().get(pk=edition.article_id)
        other = article.editions.open().exclude(hotfix_of=None).first()
        if other is not None:
            raise Refused(_("A hotfix is open already, edition %d.") % other.number)
        if not article.editions.live(moment).filter(pk=edition.pk).exists():
            raise Refused(_("Readers do not see this edition, so there is nothing to fix at once."))
        hotfix = _copy(edition)
        hotfix.hotfix_of = edition
        _number(hotfix, article, by=by)
        _save_copy(hotfix, edition, by=by)
        audit.record(by, "edition.hotfix", hotfix)
    return hotfix


def newest(edition: Edition) -> Edition:
    """The edition that lists name after ``edition`` was written: what waits beside a hotfix."""
    if edition.hotfix_of_id is None:
        return edition
    others = edition.article.editions.exclude(pk__in=[edition.pk, edition.hotfix_of_id])
    draft = others.open().filter(hotfix_of=None).order_by("-number").first()
    return draft or others.filter(live_from__isnull=False, live_until=None).first() or edition


def _copy(edition: Edition) -> Edition:
    return Edition(**{name: getattr(edition, name) for name in CONTENT_FIELDS})


def _save_copy(copy: Edition, of: Edition, *, by: User) -> None:
    copy.save()
    _write_rows(copy, byline_entries(of), citation_entries(of), of.tags.all())
    settle(copy, by=by)


def set_comments_mode(article: Article, mode: str, *, by: User) -> None:
    """Open or close the comments of a story, from now on and in every edition.

    Raises ``Refused`` without the right to edit.
    """
    if not permissions.may_write(by):
        raise Refused(_("You can read this story, not change it."), field="comments_mode")
    with transaction.atomic(), exactly(page_tags.story(article.pk)):
        Article.objects.filter(pk=article.pk).update(comments_mode=mode, version=F("version") + 1)
        audit.record(by, "article.comments", article, data={"mode": mode})
    article.comments_mode = mode


def byline_entries(edition: Edition) -> list[BylineEntry]:
    """The bylines of an edition, ready for another."""
    return [BylineEntry(row.person, row.role) for row in edition.bylines.select_related("person")]


def citation_entries(edition: Edition) -> list[CitationEntry]:
    """The citations of an edition with their keys, ready for another."""
    return [
        CitationEntry(
            row.work, row.issue, row.relation, row.pages_raw, row.locator, row.note, row.key
        )
        for row in edition.citations.select_related("work", "issue").order_by("position", "id")
    ]


def citation_keys(edition: Edition) -> list[str]:
    """The keys that marks in the text may refer to, in the order of the citations."""
    return list(edition.citations.order_by("position", "id").values_list("key", flat=True))


def replace_rows(
    edition: Edition,
    bylines: Sequence[BylineEntry] | None,
    citations: Sequence[CitationEntry] | None,
    tags: Iterable[Tag] | None,
) -> None:
    """Put these rows in the place of the edition's own; what is None stays. Settle afterwards."""
    if bylines is not None:
        edition.bylines.all().delete()
    if citations is not None:
        edition.citations.all().delete()
    _write_rows(edition, bylines or (), citations or (), tags)


def _write_rows(
    edition: Edition,
    bylines: Sequence[BylineEntry],
    citations: Sequence[CitationEntry],
    tags: Iterable[Tag] | None,
) -> None:
    Byline.objects.bulk_create(
        Byline(edition=edition, person=entry.person, role=entry.role, position=position)
        for position, entry in enumerate(bylines)
    )
    Citation.objects.bulk_create(
        Citation(edition=edition, position=position, **vars(entry))
        for position, entry in enumerate(citations)
    )
    if tags is not None:
        edition.tags.set(list(tags))


def settle(edition: Edition, *, by: User) -> None:
    """Bring everything that follows from a saved edition and its rows in step with them.

    In order: address, body for readers, numbers and pages of citations, kind of evidence, the
    story's newest edition, its embargo, number of findings, the log. Raises ``Refused``; call it
    inside the transaction of the save.
    """
    addresses.settle(edition)
    rows = list(edition.citations.select_related("work").order_by("position", "id"))
    rendered = body.render(edition.body_source, [row.key for row in rows])
    edition.body_source = rendered.source
    edition.body_html = rendered.html
    edition.body_text = rendered.text
    edition.cleaner_version = CLEANER_VERSION
    try:
        edition.save(update_fields=["body_source", "body_html", "body_text", "cleaner_version"])
    except IntegrityError as error:
        raise Refused(_("Somebody opened a draft of this story at the same moment.")) from error
    _settle_citations(rows, rendered.numbers)
    _settle_facets(edition, rows)
    Article.objects.filter(pk=edition.article_id).update(latest=newest(edition))
    embargo.settle([edition.article_id])
    counts.keep(edition)
    audit.record(by, "edition.save", edition, data={"number": edition.number})


def _settle_facets(edition: Edition, rows: list[Citation]) -> None:
    """Give the edition the columns by which lists are narrowed to kinds of evidence."""
    first = next((row for row in rows if row.is_subject and row.work_id), None)
    facets = evidence.facets(Card.load(edition.evidence), first.work if first else None)
    for name, value in facets.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(facets))


def _settle_citations(rows: list[Citation], numbers: dict[str, int]) -> None:
    for row in rows:
        pages = _pages(row)
        row.number = numbers[row.key]
        row.page_first = pages.first
        row.page_last = pages.last
    Citation.objects.bulk_update(rows, ["number", "page_first", "page_last"])


def _pages(row: Citation) -> Pages:
    try:
        return parse_pages(row.pages_raw)
    except PagesError as error:
        raise Refused(str(error), field="citations") from error
