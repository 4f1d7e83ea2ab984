"""Fills a database with invented stories, in batches: from a thousand to a million.

Needs Django set up on that database. Goes on where an interrupted run stopped.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from articles import body, indexing
from articles.models import Address, Article, Byline, Citation, Edition, EditionTag, Person
from benchmarks.content import COMMENTS, HEADINGS, TAGS, WORDS, Words
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
# Above this number of stories each has a shorter text, so that a million fit on a disk.
LONG_TEXTS, SHORT = 10_000, 120
TEXTS = 200
STORY = "measured-story"
THREAD = "long-thread"
PASSWORD = "benchmark-only"  # noqa: S105 - of a database that holds nothing else


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

    def stories(self, total: int, *, words: int | None = None) -> None:
        """As many stories as are missing from ``total``, the oldest first."""
        bar = Bar("stories", total)
        words = words or (WORDS if total <= LONG_TEXTS else SHORT)
        texts = self._texts(words, min(TEXTS, total))
        # The two special stories come last and are the newest.
        there = Edition.objects.filter(slug__startswith="story-").count()
        for start in range(there, total, BATCH):
            numbers = range(start, min(start + BATCH, total))
            with transaction.atomic():
                self._batch(numbers, texts)
            bar.show(numbers.stop)
        bar = Bar("search index", total)
        if total > there:
            indexing.rebuild(lambda kind, done: bar.show(done) if kind == "story" else None)

    def special(self, comments: int) -> None:
        """The story that is measured, and one under which very many readers wrote."""
        for slug, number in ((STORY, COMMENTS), (THREAD, comments)):
            edition = Edition.objects.filter(slug=slug).first() or self._special(slug)
            missing = number - edition.article.comments.count()
            self._comments(edition.article, missing)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

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

    def _moment(self, number: int, *, is_special: bool) -> object:
        """Three stories an hour, up to yesterday; the special ones come after them."""
        yesterday = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
        if is_special:
            return yesterday
        return yesterday - timedelta(minutes=20 * (MOST - number))

    def _edition(
        self, number: int, article: Article, texts: list[body.Rendered], slug: str
    ) -> Edition:
        section = self.sections[number % len(self.sections)]
        text = texts[number % len(texts)]
        slug = slug or f"story-{number}"
        return Edition(
            article=article,
            number=1,
            state=Edition.State.APPROVED,
            headline=self.words.sentence(8)[:-1],
            slug=slug,
            path=f"{section.path}/{slug}",
            standfirst=self.words.sentence(20),
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
            EditionTag(content_object=edition, tag=self.topics[(number + step) % TOPICS])
            for number, edition in rows
            for step in (0, 7)
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

    def _comments(self, article: Article, number: int) -> None:
        bar = Bar("comments", number)
        for start in range(0, number, BATCH):
            count = min(BATCH, number - start)
            with transaction.atomic():
                made = Comment.objects.bulk_create(self._written(article, count))
                for comment in made:
                    comment.path = base36(comment.pk)
                Comment.objects.bulk_update(made, ["path"])
            bar.show(start + count)
        Article.objects.filter(pk=article.pk).update(comment_count=article.comments.count())

    def _written(self, article: Article, count: int) -> Iterator[Comment]:
        now = timezone.now()
        for number in range(count):
            text = " ".join(self.words.paragraphs(40, 20))
            yield Comment(
                article=article,
                state=State.APPROVED,
                name=f"Reader {number}",
                text=text,
                text_hash=fingerprint(text),
                idempotency_key=uuid.uuid4(),
                created_at=now,
                published_at=now,
            )
