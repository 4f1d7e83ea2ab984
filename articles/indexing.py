"""Keeps the search's documents in step with what they show; whatever readers may see of them is
decided at the question, by ``articles.visibility``, never here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles import search_documents as documents
from articles.models import Edition, Person, SearchDocument, SearchWord
from literature.models import Journal, Work

BATCH: Final = 500
WORD_LENGTHS: Final = range(3, 41)
_SHOWN: Final = (
    "kind",
    "label",
    "title",
    "names",
    "summary",
    "body",
    "tokens",
    "facets",
    "sort_at",
)
Said = Callable[[str, int], object]


def index_editions(editions: QuerySet[Edition], *, at: datetime | None = None) -> int:
    """Write the documents of those editions that readers see or will see; returns how many.

    The documents of the others go: of drafts, and of editions whose time is over.
    """
    moment = at or timezone.now()
    kept = Q(live_from__isnull=False) & (Q(live_until=None) | Q(live_until__gt=moment))
    made = documents.stories(editions.filter(kept))
    with transaction.atomic():
        SearchDocument.objects.filter(edition__in=editions.exclude(kept).values("pk")).delete()
        _write(made, "edition")
    learn_words(Edition.objects.live(moment).filter(pk__in=[one.edition_id for one in made]))
    return len(made)


def index_article(article_id: int, *, at: datetime | None = None) -> None:
    """The same for all editions of a story; for whoever changed their places in time."""
    index_editions(Edition.objects.filter(article=article_id), at=at)


def index_people(people: QuerySet[Person]) -> int:
    made = [documents.of_person(person) for person in people]
    _learn(one for one in made if one.person and one.person.is_active)
    return _write(made, "person")


def index_journals(journals: QuerySet[Journal]) -> int:
    return _write([documents.of_journal(journal) for journal in journals], "journal")


def index_works(works: QuerySet[Work]) -> int:
    parts = works.select_related("journal").prefetch_related("contributors").defer("csl")
    return _write([documents.of_work(work) for work in parts], "work")


NAMING: Final = {
    "person": ("bylines__person",),
    "journal": ("citations__work__journal", "citations__issue__journal"),
    "work": ("citations__work",),
    "tag": ("edition_tags__tag",),
}


def index_naming(kind: str, pk: int) -> int:
    """Write the documents of all editions that name one of ``NAMING``; returns how many."""
    named = Q(pk__in=[])
    for relation in NAMING[kind]:
        named |= Q(**{relation: pk})
    editions = Edition.objects.filter(named, live_from__isnull=False).distinct()
    return sum(index_editions(batch) for batch in _batches(editions))


def rebuild(said: Said | None = None, *, at: datetime | None = None) -> dict[str, int]:
    """Make all documents anew, oldest story first, and return how many of each kind.

    Works in batches with a short transaction each, so that nobody who writes waits for it and
    readers go on finding things. ``said`` is told the kind and the number after each batch.
    """
    moment = at or timezone.now()
    _drop_what_is_over(moment)
    parts: dict[str, tuple[QuerySet, Callable[[QuerySet], int]]] = {
        "story": (Edition.objects.exclude(live_from=None), index_editions),
        "person": (Person.objects.all(), index_people),
        "journal": (Journal.objects.all(), index_journals),
        "work": (Work.objects.all(), index_works),
    }
    done: dict[str, int] = {}
    for kind, (rows, write) in parts.items():
        done[kind] = 0
        for batch in _batches(rows):
            done[kind] += write(batch)
            if said is not None:
                said(kind, done[kind])
    return done


def _drop_what_is_over(moment: datetime) -> None:
    over = Edition.objects.filter(Q(live_from=None) | Q(live_until__lte=moment))
    SearchDocument.objects.filter(edition__in=over.values("pk")).delete()


def _batches(rows: QuerySet) -> Iterator[QuerySet]:
    """The rows by their numbers, so that each batch costs the same, however many there are."""
    last = 0
    while numbers := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield rows.filter(pk__in=numbers).order_by("pk")
        last = numbers[-1]


def learn_words(live: QuerySet[Edition]) -> None:
    """Learn the words of editions that readers see, and of the works these cite.

    Nothing else is learnt: a word that only a story to come has would be known before its time.
    """
    numbers = list(live.values_list("pk", flat=True))
    if numbers:
        shown = Q(edition__in=numbers) | Q(work__citations__edition__in=numbers)
        _learn(SearchDocument.objects.filter(shown).only("title", "names", "summary"))


def _write(made: list[SearchDocument], of: str) -> int:
    SearchDocument.objects.bulk_create(
        made, update_conflicts=True, unique_fields=[of], update_fields=_SHOWN, batch_size=100
    )
    return len(made)


def _learn(shown: Iterable[SearchDocument]) -> None:
    words = {
        word
        for document in shown
        for word in f"{document.title} {document.names} {document.summary}".split()
        if len(word) in WORD_LENGTHS and not word[0].isdigit()
    }
    known = set(SearchWord.objects.filter(pk__in=words).values_list("pk", flat=True))
    new = [SearchWord(word=word) for word in sorted(words - known)]
    SearchWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
