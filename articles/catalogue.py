"""Journals, issues and tags as far as readers may know of them, and the stories on each.

A work that only an unpublished story cites is a secret until it is published itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import visibility
from articles.call_numbers import DASH, CallNumber, call_of_issue, number_words
from articles.cards import SUBJECTS
from articles.embargo import held_works
from articles.models import Citation, Edition, EditionQuerySet, EditionTag
from articles.page_rules import PageRule, page_rule, pages_of
from articles.related import CountOf
from literature.models import Issue, Journal, Work
from literature.pages import Pages
from taxonomy.models import Alias, Tag

ON_THE_SHELF = 6
# The newest stories among whose issues the shelf finds its own.
WEIGHED = 200
# From here on nobody counts the stories of an issue or a journal any further.
MANY = 100
NEWEST_ISSUE = ("-cover_date", "-year", "-id")
# A tag on so many stories is walked by date: at a million stories either way then takes about as
# many steps.
WALKED = 5_000
DATES = ("published_print", "published_online", "posted")


@dataclass(frozen=True)
class Spine:
    """An issue as the back of a bound volume; ``has_more`` stories than were counted."""

    issue: Issue
    stories: int
    has_more: bool = False

    @classmethod
    def of(cls, issue: Issue, stories: int) -> Spine:
        """With stories that were counted up to one more than ``MANY``."""
        return cls(issue, min(stories, MANY), stories > MANY)

    @property
    def call(self) -> CallNumber:
        return call_of_issue(self.issue)

    @property
    def number(self) -> str:
        return number_words(self.issue.full_label)


@dataclass(frozen=True)
class Entry:
    """A work in the contents of an issue, with the newest story on it."""

    work: Work
    story: Edition | None

    @property
    def pages(self) -> str:
        return self.work.article_number or self.work.pages.full(DASH)

    @property
    def kind(self) -> str:
        return str(self.work.get_study_design_display() or self.work.get_kind_display())


@dataclass(frozen=True)
class Contents:
    """What readers find in an issue."""

    entries: list[Entry]
    pages: str
    rule: PageRule | None

    @property
    def covered(self) -> int:
        return sum(1 for entry in self.entries if entry.story is not None)


def tag(slug: str, at: datetime) -> Tag | None:
    """The tag with this address word, or with a former name of it, if a live story carries it.

    A tag that only hidden stories carry is no page of ours: its name would give them away.
    """
    live = visibility.live_condition(at, "content_object__")
    carried = EditionTag.objects.filter(live, tag=OuterRef("pk"))
    called = Alias.objects.filter(slug=slug).values("tag")
    named = Tag.objects.filter(Q(slug=slug) | Q(pk__in=called))
    return named.filter(Exists(carried)).first()


def stories_under(tag: Tag, *, at: datetime, page: int = 1) -> EditionQuerySet:
    """The live editions with a tag, newest first, asked in the way that is shorter for a page.

    The stories of a rare tag are found and put in order. For a common one the stories are walked
    by date until enough have it: the further down a page, the more common a tag has to be.
    """
    live = Edition.objects.live(at).for_lists()
    carrying = EditionTag.objects.filter(tag=tag).order_by()
    enough = int(WALKED * math.sqrt(page))
    if carrying[enough : enough + 1].exists():
        return live.filter(Exists(carrying.filter(content_object=OuterRef("pk"))))
    return live.filter(edition_tags__tag=tag)


def journals(at: datetime) -> QuerySet[Journal]:
    """The journals that live stories report on or lean on, with ``stories``, by title.

    ``stories`` ends at one more than ``MANY``, here and with the issues.
    """
    return _covered(Journal.objects.all(), "journal", at)


def by_subject(rows: Iterable[Journal]) -> list[tuple[str, list[Journal]]]:
    """The journals under their subjects in order; those without one come last."""
    groups: dict[str, list[Journal]] = {}
    for journal in rows:
        groups.setdefault(journal.subject, []).append(journal)
    named = [(subject or _("Other subjects"), found) for subject, found in groups.items()]
    return sorted(named, key=lambda group: (group[1][0].subject == "", group[0]))


def issues(at: datetime) -> QuerySet[Issue]:
    """The issues that live stories cite, whole or in part, with ``stories``, newest first."""
    covered = _covered(Issue.objects.select_related("journal"), "issue", at)
    return covered.order_by(*NEWEST_ISSUE)


def spines(rows: QuerySet[Issue], limit: int | None = None) -> list[Spine]:
    """The issues as spines. One query."""
    return [Spine.of(issue, issue.stories) for issue in rows[:limit]]  # type: ignore[attr-defined]  # annotated


def shelf(at: datetime) -> list[Spine]:
    """The newest issues that the newest stories cite, one of each journal before a second one.

    Two queries, whose cost does not grow with the number of stories.
    """
    newest = Edition.objects.live(at).order_by("-sort_at", "-id").values("pk")[:WEIGHED]
    cited = Citation.objects.filter(edition__in=newest).order_by()
    numbers = cited.annotate(in_issue=Coalesce("issue", "work__issue")).values("in_issue")
    found = Issue.objects.filter(pk__in=numbers).select_related("journal")
    journals_seen: set[int] = set()
    first: list[Issue] = []
    more: list[Issue] = []
    newest_first = list(found.order_by(*NEWEST_ISSUE))
    for issue in newest_first:
        (more if issue.journal_id in journals_seen else first).append(issue)
        journals_seen.add(issue.journal_id)
    chosen = sorted((first + more)[:ON_THE_SHELF], key=newest_first.index)
    stories = _counted(chosen, at)
    return [Spine.of(one, stories[one.pk]) for one in chosen]


def _counted(issues: list[Issue], at: datetime) -> dict[int, int]:
    """How many stories cite each issue, whole or a work in it, up to one more than many."""
    rows = Issue.objects.filter(pk__in=[issue.pk for issue in issues])
    return dict(rows.values_list("pk", _stories(*_citing(at, "issue"))))


def stories_on(*ways: Q, at: datetime) -> EditionQuerySet:
    """The live editions with a citation that meets one of the conditions, newest first.

    Each condition is asked in a query of its own, so that an index serves it.
    """
    first, *others = [Citation.objects.filter(way).order_by().values("edition") for way in ways]
    return Edition.objects.live(at).filter(pk__in=first.union(*others)).for_lists()


def contents(issue: Issue, at: datetime) -> Contents:
    """The works of an issue that readers may know of, by page, with our stories. Two queries."""
    works = list(known_works(at).filter(issue=issue))
    works.sort(key=_page_order)
    told = _newest_stories(works, at)
    entries = [Entry(work, told.get(work.pk)) for work in works]
    read = [work for work in works if work.pk in told]
    pages = pages_of_issue(issue)
    return Contents(entries, pages.full(DASH), page_rule(pages, read))


def pages_of_issue(issue: Issue) -> Pages:
    """Its pages as printed, else from its first to its last."""
    ends = "-".join(filter(None, [issue.page_first, issue.page_last]))
    return pages_of(issue.pages_raw or ends)


def known_works(at: datetime) -> QuerySet[Work]:
    """Works that were published by ``at``, and those that a live story cites; none under embargo.

    A day of publication begins before the hour at which an embargo lifts.
    """
    today = timezone.localtime(at).date().isoformat()
    published = Q()
    for name in DATES:
        published |= Q(**{f"{name}__gt": "", f"{name}__lte": today})
    cited = live_citations(at).filter(work=OuterRef("pk"))
    held = held_works(at).filter(work=OuterRef("pk"))
    return Work.objects.filter(published | Exists(cited), ~Exists(held)).defer("csl")


def neighbours(issue: Issue, at: datetime) -> list[Issue]:
    """The visible issues of the same volume, oldest first, without this one."""
    beside = issues(at).filter(journal=issue.journal_id, volume=issue.volume).exclude(pk=issue.pk)
    return list(reversed(beside)) if issue.volume else []


def live_citations(at: datetime) -> QuerySet[Citation]:
    return Citation.objects.filter(visibility.live_condition(at, "edition__"))


def _covered(rows: QuerySet, kind: str, at: datetime) -> QuerySet:
    """The journals or issues that live stories cite, through a work or an issue of theirs."""
    of_works, only_direct = _citing(at, kind)
    return rows.filter(Exists(of_works) | Exists(only_direct)).annotate(
        stories=_stories(of_works, only_direct)
    )


def _citing(at: datetime, kind: str) -> tuple[QuerySet[Citation], QuerySet[Citation]]:
    """For a set of journals or issues: live citations through a work, and others of it itself.

    Two ways are asked apart and added up, because no index serves a condition with "or".
    """
    its_issues = Issue.objects.filter(journal=OuterRef(OuterRef("pk"))).values("pk")
    itself = {"issue": OuterRef("pk")} if kind == "issue" else {"issue__in": its_issues}
    of_works = live_citations(at).filter(**{f"work__{kind}": OuterRef("pk")})
    both = {"edition": OuterRef("edition"), f"work__{kind}": OuterRef(OuterRef("pk"))}
    direct = live_citations(at).filter(**itself)
    return of_works, direct.filter(~Exists(Citation.objects.filter(**both)))


def _stories(of_works: QuerySet[Citation], only_direct: QuerySet[Citation]) -> Least:
    """How many stories cite a journal or an issue, up to one more than many."""
    counts = [
        CountOf(cited.order_by().values("edition__article").distinct()[: MANY + 1])
        for cited in (of_works, only_direct)
    ]
    return Least(counts[0] + counts[1], MANY + 1)


def _newest_stories(works: list[Work], at: datetime) -> dict[int, Edition]:
    rows = (
        live_citations(at)
        .filter(work__in=works, relation__in=SUBJECTS)
        .select_related("edition")
        .defer("edition__body_source", "edition__body_html", "edition__body_text")
        .order_by("edition__sort_at", "edition")
    )
    return {row.work_id: row.edition for row in rows if row.work_id is not None}


def _page_order(work: Work) -> tuple[int, int, str]:
    span = work.pages.span
    return (0, span[1], work.title) if span else (1, 0, work.title)
