"""Which documents of the search a changed row is part of: the map beside ``invalidation``.

A change is written into the documents after commit: at once for the row's own document, by the
worker for all stories that name a person, a journal, a work or a tag. Acts that place a story in
time write its documents themselves; the worker's nightly round finds what none of these saw.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import Model

from articles import indexing
from articles.jobs import index_stories_naming
from articles.models import Byline, Citation, Edition, EditionTag, Person
from core import jobs
from literature.models import Contributor, Journal, Work
from taxonomy.models import Tag


def _edition(edition: Edition) -> None:
    if edition.live_from is not None:
        _once(indexing.index_editions, Edition, edition.pk)


def _part(part: Byline | Citation) -> None:
    _edition(part.edition)


def _filed(row: EditionTag) -> None:
    _edition(row.content_object)


def _person(person: Person) -> None:
    _once(indexing.index_people, Person, person.pk)
    jobs.enqueue(index_stories_naming, "person", person.pk)


def _journal(journal: Journal) -> None:
    _once(indexing.index_journals, Journal, journal.pk)
    jobs.enqueue(index_stories_naming, "journal", journal.pk)


def _work(work: Work) -> None:
    _once(indexing.index_works, Work, work.pk)
    jobs.enqueue(index_stories_naming, "work", work.pk)


def _contributor(row: Contributor) -> None:
    _once(indexing.index_works, Work, row.work_id)


def _tag(tag: Tag) -> None:
    jobs.enqueue(index_stories_naming, "tag", tag.pk)


MAP: dict[type[Model], Callable] = {
    Byline: _part,
    Citation: _part,
    Contributor: _contributor,
    Edition: _edition,
    EditionTag: _filed,
    Journal: _journal,
    Person: _person,
    Tag: _tag,
    Work: _work,
}


def changed(sender: type[Model], instance: Model, **_facts: object) -> None:
    """A receiver of what models announce; ``invalidation`` connects it."""
    MAP[sender](instance)


def _once(write: Callable, model: type[Model], pk: int) -> None:
    """Write the document of a row after commit, in whatever state the row is then."""
    transaction.on_commit(partial(_write, write, model, pk), robust=True)


def _write(write: Callable, model: type[Model], pk: int) -> None:
    write(model._default_manager.filter(pk=pk))
