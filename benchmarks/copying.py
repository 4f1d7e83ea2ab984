"""Many stories as copies of few: other words, dates and topics over the same kind of rows.

A block has as many stories as there are to copy. Each block brings topics, a journal, issues and
works of its own, so that a topic or a work is not carried by ever more stories only because there
are more; a few topics are common to all. What differs is made here and written by set-based SQL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from articles import body, indexing
from articles.models import Article, Citation, Edition, EditionTag, SearchWord
from articles.models.citation import new_key
from articles.search_documents import review_of, token
from benchmarks import copying_sql as sql
from benchmarks.content import Words
from benchmarks.progress import Bar
from core.text import bare_words
from literature.issues import save_issue
from literature.models import Issue, Journal, Work
from literature.works import add_all, prepare
from taxonomy.models import Tag

CHUNK = 5_000  # stories in a transaction
COMMON_TOPICS = 10
PIECES = 4_000
PIECE = 64  # words: a heading and a paragraph


@dataclass(frozen=True)
class Piece:
    """A heading and a paragraph, as they stand in a story and in the search's document."""

    source: str
    html: str
    text: str
    bare: str


@dataclass(frozen=True)
class Thing:
    """A row that stories hang on, with its words as the search reads them."""

    row: Any
    bare: str


class Copies:
    """The stories that are copied, and what the copies are made of."""

    def __init__(self, seeds: Sequence[Edition], words: Words, *, length: int) -> None:
        self._words, self._seeds = words, seeds
        self._parts = max(1, round(length / PIECE))
        self._pieces = [self._piece() for _one in range(min(PIECES, 40 * len(seeds)))]
        self._people = {
            seed.pk: Thing(line.person, bare_words(line.person.full_name))
            for seed in seeds
            for line in seed.bylines.select_related("person")
        }
        self._tags = [self._seed_tags(seed) for seed in seeds]
        common = list(Tag.objects.order_by("pk")[:COMMON_TOPICS])
        self._common = {tag.pk: Thing(tag, bare_words(tag.name)) for tag in common}
        cited = Citation.objects.filter(edition__in=seeds).select_related("work", "issue")
        self._cited = {one.edition_id: one for one in cited}

    def write(self, numbers: range, moment_of: Any, bar: Bar) -> None:
        """Copies with these numbers; ``moment_of`` a number says when it was published."""
        is_sqlite = connection.vendor == "sqlite"
        with connection.cursor() as cursor:
            if is_sqlite:
                cursor.execute(sql.HASTE)
            cursor.execute(sql.WAITING.format(json="text" if is_sqlite else "jsonb"))
            for start in range(numbers.start, numbers.stop, CHUNK):
                chunk = range(start, min(start + CHUNK, numbers.stop))
                with transaction.atomic():
                    self._carry(cursor, chunk, moment_of)
                bar.show(chunk.stop)
            for statement in () if is_sqlite else sql.GO_ON:
                cursor.execute(statement)
            cursor.execute("DROP TABLE bench_copy")

    def _carry(self, cursor: Any, numbers: range, moment_of: Any) -> None:
        articles = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        editions = Edition.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        size = len(self._seeds)
        blocks = {
            number: self._block(number)
            for number in range(numbers.start // size, numbers[-1] // size + 1)
        }
        adapt = connection.ops.adapt_datetimefield_value
        rows = []
        for place, number in enumerate(numbers, start=1):
            made = self._row(number, blocks[number // size], moment_of(number))
            rows.append((made[0], articles + place, editions + place, adapt(made[1]), *made[2:]))
        cursor.executemany(sql.WAIT, rows)
        for statement in sql.CARRY:
            cursor.execute(statement)
        cursor.execute(sql.NO_MORE)
        _learn(word for row in rows for word in f"{row[17]} {row[19]}".split())

    def _row(self, number: int, block: Block, at: datetime) -> tuple[Any, ...]:
        place = number % len(self._seeds)
        seed = self._seeds[place]
        person, section = self._people[seed.pk], seed.section
        named = (block.topic(tag, self._common) for tag in self._tags[place])
        tags = sorted(named, key=lambda tag: tag.row.pk)
        work, issue = block.source(self._cited[seed.pk])
        headline = self._words.sentence(8)[:-1]
        standfirst = f"{self._words.sentence(20)} {self._words.name(number)}."
        pieces = self._words.sample(self._pieces, self._parts)
        facets = _facets(section.pk, block.journal, work and work.row, person.row, at)
        cited = work or block.issue_words
        names = [person.bare, *(tag.bare for tag in tags), _bare(section.name), cited.bare]
        return (
            *(seed.pk, at, headline, f"story-{number}", f"{section.path}/story-{number}"),
            standfirst,
            "".join(piece.source for piece in pieces),
            "".join(piece.html for piece in pieces),
            "\n".join(piece.text for piece in pieces),
            *(person.row.pk, *(tag.row.pk for tag in tags)),
            *(work and work.row.pk, issue and issue.pk, new_key()),
            *(bare_words(headline), " ".join(names), bare_words(standfirst)),
            " ".join(piece.bare for piece in pieces),
            *(_tokens(facets), json.dumps(facets)),
        )

    def _block(self, number: int) -> Block:
        """Made on first use, found again where an interrupted run made it."""
        slug = f"measures-{number}"
        journal = Journal.objects.filter(slug=slug).first()
        if journal is None:
            journal = Journal.objects.create(title=f"Journal of Measures {number}", slug=slug)
            self._make(number, journal)
            indexing.index_journals(Journal.objects.filter(pk=journal.pk))
            indexing.index_works(Work.objects.filter(journal=journal))
        return Block(number, journal)

    def _make(self, number: int, journal: Journal) -> None:
        topics = {tag.pk: tag for pair in self._tags for tag in pair if tag.pk not in self._common}
        Tag.objects.bulk_create(
            Tag(name=f"{tag.name} of {number}", slug=f"{tag.slug}-of-{number}")
            for tag in topics.values()
        )
        issues = {one.issue_id: one.issue for one in self._cited.values() if one.issue}
        for issue in issues.values():
            copy = Issue(journal=journal, year=issue.year, issue_label=issue.issue_label)
            copy.volume = issue.volume
            save_issue(copy, by=None)
        works = []
        for work in {one.work_id: one.work for one in self._cited.values() if one.work}.values():
            title = f"{self._words.sentence(9)} {work.pk} of {number}"
            copy = Work(title=title, journal=journal, published_print=work.published_print)
            copy.doi_display = f"{work.doi_display}.{number}"
            prepare(copy, (), by=None)
            works.append((copy, ()))
        add_all(works, by=None)

    def _seed_tags(self, seed: Edition) -> list[Tag]:
        filed = EditionTag.objects.filter(content_object=seed).select_related("tag")
        return [one.tag for one in filed.order_by("pk")[:2]]

    def _piece(self) -> Piece:
        made = body.render(self._words.body(PIECE, 1), [])
        return Piece(made.source, made.html, made.text, bare_words(made.text))


class Block:
    """What the stories of one block are about."""

    def __init__(self, number: int, journal: Journal) -> None:
        self.number, self.journal = number, journal
        self.issue_words = Thing(journal, bare_words(journal.title))
        tags = Tag.objects.filter(slug__endswith=f"-of-{number}")
        self._topics = {tag.slug: Thing(tag, bare_words(tag.name)) for tag in tags}
        self._issues = {one.issue_label: one for one in Issue.objects.filter(journal=journal)}
        works = Work.objects.filter(journal=journal).defer("csl")
        self._works = {
            work.doi: Thing(work, bare_words(f"{work.title_plain} {work.doi} {journal.title}"))
            for work in works
        }

    def topic(self, tag: Tag, common: dict[int, Thing]) -> Thing:
        return common.get(tag.pk) or self._topics[f"{tag.slug}-of-{self.number}"]

    def source(self, cited: Citation) -> tuple[Thing | None, Issue | None]:
        """The work or the issue in the place of the one that the copied story cites."""
        if cited.work is not None:
            return self._works[f"{cited.work.doi}.{self.number}"], None
        return None, self._issues[cited.issue.issue_label]


def _facets(
    section: int, journal: Journal, work: Work | None, person: Any, at: datetime
) -> dict[str, dict[str, str]]:
    """As ``articles.search_documents`` makes them."""
    return {
        "section": {str(section): ""},
        **({"review": {review_of(work): ""}} if work else {}),
        "journal": {journal.slug: journal.plate_name},
        "author": {person.slug: person.name},
        "year": {str(timezone.localtime(at).year): ""},
    }


def _tokens(facets: dict[str, dict[str, str]]) -> str:
    pairs = [("kind", "story"), *((name, one) for name in facets for one in facets[name])]
    return " ".join(_token(name, value) for name, value in pairs)


def _learn(words: Iterable[str]) -> None:
    new = sorted({word for word in words if len(word) in indexing.WORD_LENGTHS} - _known)
    SearchWord.objects.bulk_create(_rows(new), ignore_conflicts=True, batch_size=500)
    _known.update(new)


def _rows(words: Iterable[str]) -> Iterator[SearchWord]:
    return (SearchWord(word=word) for word in words if not word[0].isdigit())


_known: set[str] = set()
_token = lru_cache(maxsize=10_000)(token)
_bare = lru_cache(maxsize=100)(bare_words)
