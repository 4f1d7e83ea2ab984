"""Fills a database with invented stories, in batches: from a thousand to a million.

Needs Django set up on that database. Goes on where an interrupted run stopped.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from articles import body, indexing
from articles.models import Address, Article, Byline, Citation, Edition, EditionTag, Person
from benchmarks.content import COMMENTS, HEADINGS, TAGS, WORDS, Words
from benchmarks.copying import COMMON_TOPICS, Copies
from benchmarks.copying_sql import COUNT
from benchmarks.progress import Bar
from comments.models import Comment, base36
from comments.states import State
from comments.text import fingerprint
from core.models import User
from literature.issues import save_issue
from literature.models import Issue, Journal, Work
from literature.works import save_work
from taxonomy.models import Section, Tag

MOST = 1_000_000
BATCH = 1_000
SECTIONS, TOPICS, PEOPLE, ISSUES, WORKS = 12, 200, 60, 60, 120
BUSY, WIDE = 1, 5
# Above these numbers of stories each has a shorter text, so that a million fit on a disk.
LENGTHS = {10_000: WORDS, 100_000: 330, MOST: 120}
TEXTS = 200
# So many are written through the application; more are copies of these.
FEW = 1_000
HELD = 120
STORY = "measured-story"
THREAD = "long-thread"
PASSWORD = "benchmark-only"  # noqa: S105 - of a database that holds nothing else


def section_of(number: int) -> int:
    """A quarter of the stories stand in one section, so that even of a hundred it fills a page."""
    return BUSY if number % 4 == BUSY else number % SECTIONS


def topics_of(number: int) -> tuple[int, int]:
    """One of five that a fifth of all stories carry each, and a rare one."""
    return number % WIDE, COMMON_TOPICS + number % (TOPICS - COMMON_TOPICS)


class NotOurs(Exception):
    """The database holds stories that this module did not make."""


class Filling:
    """The rows that stories hang on, and the stories themselves."""

    def __init__(self) -> None:
        self.words = Words()
        if Article.objects.exists() and not User.objects.filter(username="bench").exists():
            raise NotOurs
        self._prepare()
        self.sections = list(Section.objects.order_by("pk"))
        self.topics = list(Tag.objects.order_by("pk"))
        self.people = list(Person.objects.order_by("pk"))
        self.works = list(Work.objects.order_by("pk"))
        self.issues = list(Issue.objects.order_by("pk"))

    def stories(self, total: int, *, words: int | None = None, few: int = FEW) -> None:
        """As many stories as are missing from ``total``, the oldest first.

        The first ``few`` are written by the application, the others are copies of these.
        """
        words = words or next(words for most, words in LENGTHS.items() if total <= most)
        # The two special stories come last and are the newest.
        there = Edition.objects.filter(slug__startswith="story-").count()
        if there < min(total, few):
            self._written_stories(range(there, min(total, few)), words)
            there = min(total, few)
        if there < total:
            seeds = Edition.objects.filter(slug__in=[f"story-{number}" for number in range(few)])
            copies = Copies(
                list(seeds.select_related("section").order_by("pk")), self.words, length=words
            )
            copies.write(range(there, total), self._moment, Bar("copies", total))

    def _written_stories(self, numbers: range, words: int) -> None:
        bar = Bar("stories", numbers.stop)
        texts = self._texts(words, min(TEXTS, numbers.stop))
        for start in range(numbers.start, numbers.stop, BATCH):
            batch = range(start, min(start + BATCH, numbers.stop))
            with transaction.atomic():
                self._batch(batch, texts)
            bar.show(batch.stop)
        bar = Bar("search index", numbers.stop)
        indexing.rebuild(lambda kind, done: bar.show(done) if kind == "story" else None)

    def special(self, comments: int) -> None:
        """The story that is measured, and one under which very many readers wrote."""
        for slug, number in ((STORY, COMMENTS), (THREAD, comments)):
            edition = Edition.objects.filter(slug=slug).first() or self._special(slug)
            missing = number - edition.article.comments.filter(state=State.APPROVED).count()
            self._comments(edition.article, missing)
        waiting = Comment.objects.filter(state=State.HELD).count()
        self._comments(edition.article, HELD - waiting, state=State.HELD)
        with connection.cursor() as cursor:
            cursor.execute(COUNT)

    def _special(self, slug: str) -> Edition:
        texts = self._texts(WORDS, 1)
        with transaction.atomic():
            edition = self._batch(range(1), texts, slug=slug)[0]
            topics = self.topics[:TAGS]
            EditionTag.objects.filter(content_object=edition).delete()
            EditionTag.objects.bulk_create(
                EditionTag(content_object=edition, tag=topic) for topic in topics
            )
        indexing.index_article(edition.article_id)
        return edition

    def _prepare(self) -> None:
        if User.objects.filter(username="bench").exists():
            return
        with transaction.atomic():
            names = [f"Desk {number}" for number in range(SECTIONS)]
            for number, name in enumerate(names):
                slug = f"desk-{number}"
                Section.objects.create(name=name, slug=slug, path=slug, position=number)
            Tag.objects.bulk_create(
                Tag(name=f"Topic {number}", slug=f"topic-{number}") for number in range(TOPICS)
            )
            for number in range(PEOPLE):
                name = f"Writer {number}"
                Person.objects.create(name=name, sort_name=name, slug=f"writer-{number}")
            journal = Journal.objects.create(title="Journal of Measures", slug="measures")
            for number in range(ISSUES):
                issue = Issue(journal=journal, year=2026, volume="1", issue_label=str(number + 1))
                save_issue(issue, by=None)
            for number in range(WORKS):
                work = Work(title=f"{self.words.sentence(9)} {number}", journal=journal)
                work.published_print, work.doi_display = "2026", f"10.5555/measure.{number}"
                save_work(work, by=None)
            User.objects.create_superuser("bench", "bench@example.org", PASSWORD)

    def _texts(self, words: int, number: int) -> list[body.Rendered]:
        return [body.render(self.words.body(words, HEADINGS), []) for _one in range(number)]

    def _batch(self, numbers: range, texts: list[body.Rendered], slug: str = "") -> list[Edition]:
        moments = [self._moment(number, is_special=bool(slug)) for number in numbers]
        articles = Article.objects.bulk_create(Article(first_published_at=at) for at in moments)
        rows = zip(numbers, articles, strict=True)
        editions = Edition.objects.bulk_create(
            [self._edition(number, article, texts, slug) for number, article in rows]
        )
        for article, edition in zip(articles, editions, strict=True):
            article.latest = edition
        Article.objects.bulk_update(articles, ["latest"])
        Address.objects.bulk_create(
            Address(path=edition.path, article=edition.article) for edition in editions
        )
        self._belongings(numbers, editions)
        return editions

    def _moment(self, number: int, *, is_special: bool = False) -> datetime:
        """Three stories an hour, up to yesterday; the special ones come after them."""
        yesterday = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
        if is_special:
            return yesterday
        return yesterday - timedelta(minutes=20 * (MOST - number))

    def _edition(
        self, number: int, article: Article, texts: list[body.Rendered], slug: str
    ) -> Edition:
        section = self.sections[section_of(number)]
        text = texts[number % len(texts)]
        slug = slug or f"story-{number}"
        return Edition(
            article=article,
            number=1,
            state=Edition.State.APPROVED,
            headline=self.words.sentence(8)[:-1],
            slug=slug,
            path=f"{section.path}/{slug}",
            standfirst=f"{self.words.sentence(20)} {self.words.name(number)}.",
            body_source=text.source,
            body_html=text.html,
            body_text=text.text,
            section=section,
            sort_at=article.first_published_at,
            live_from=article.first_published_at,
        )

    def _belongings(self, numbers: range, editions: list[Edition]) -> None:
        rows = list(zip(numbers, editions, strict=True))
        EditionTag.objects.bulk_create(
            EditionTag(content_object=edition, tag=self.topics[place])
            for number, edition in rows
            for place in topics_of(number)
        )
        Byline.objects.bulk_create(
            Byline(edition=edition, person=self.people[number % PEOPLE]) for number, edition in rows
        )
        Citation.objects.bulk_create(
            Citation(edition=edition, number=1, **self._cited(number)) for number, edition in rows
        )

    def _cited(self, number: int) -> dict[str, object]:
        if number % 3 == 0:
            return {"issue": self.issues[number % ISSUES]}
        return {"work": self.works[number % WORKS]}

    def _comments(self, article: Article, number: int, *, state: State = State.APPROVED) -> None:
        bar = Bar("comments", number)
        for start in range(0, number, BATCH):
            count = min(BATCH, number - start)
            with transaction.atomic():
                made = Comment.objects.bulk_create(self._written(article, count, state))
                for comment in made:
                    comment.path = base36(comment.pk)
                Comment.objects.bulk_update(made, ["path"])
            bar.show(start + count)
        shown = article.comments.filter(state=State.APPROVED).count()
        Article.objects.filter(pk=article.pk).update(comment_count=shown)

    def _written(self, article: Article, count: int, state: State) -> Iterator[Comment]:
        now = timezone.now()
        for number in range(count):
            text = " ".join(self.words.paragraphs(40, 20))
            yield Comment(
                article=article,
                state=state,
                name=f"Reader {number}",
                text=text,
                text_hash=fingerprint(text),
                idempotency_key=uuid.uuid4(),
                created_at=now,
                published_at=now if state == State.APPROVED else None,
            )
