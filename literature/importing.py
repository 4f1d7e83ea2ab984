"""Brings files of references into the library, record by record, and says what became of each.

The records are kept first, then made into works in batches that anybody may go on with: a worker,
or the person who looks at the report. Nothing is asked of services outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, text
from core.errors import Refused
from core.models import User
from literature import imports, permissions
from literature.csl import Csl, contributors_from, work_values
from literature.find import find_journal
from literature.imports.record import Record
from literature.journals import save_journal
from literature.models import Contributor, ImportedFile, ImportedRecord, Journal, Work
from literature.proposals import cut, fitting, journal_of
from literature.works import add_all, prepare, save_work

MOST_BYTES = 20_000_000
MOST_RECORDS = 10_000
BATCH = 100
# As long as a batch may take at the worst; after that somebody else may go on.
HELD = timedelta(minutes=2)
IDENTIFIERS = ("doi", "pmid", "pmcid", "arxiv_id")
Outcome = ImportedRecord.Outcome
Journals = dict[str, Journal | None]
_New = tuple[Work, Sequence[Contributor]]


@dataclass(frozen=True)
class Progress:
    """How far a file has come; the numbers by outcome."""

    total: int
    counts: dict[str, int]

    @property
    def waiting(self) -> int:
        return self.counts.get(Outcome.WAITING, 0)

    @property
    def done(self) -> int:
        return self.total - self.waiting


@dataclass
class _Shelf:
    """What a batch has found already, so that it is asked for once."""

    by: User
    journals: Journals
    works: dict[tuple[str, str], Work] = field(default_factory=dict)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 where it says so, else the old encoding of Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace").replace("\x00", "")
    try:
        return data.decode("utf-8-sig").replace("\x00", "")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").replace("\x00", "")


def start(data: bytes, *, name: str, by: User) -> ImportedFile:
    """Keep every record of a file. Raises ``Refused`` with a sentence; nothing is kept then."""
    if not permissions.may_import(by):
        raise Refused(_("Bringing files into the library is not among your rights."))
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than %d MB. Divide it.") % (MOST_BYTES // 1_000_000))
    content = decoded(data)
    found = imports.format_of(content, name)
    records = imports.read(content, name) if found else []
    if found is None:
        raise Refused(_("This is no RIS, BibTeX, PubMed or CSL-JSON file."))
    if not records:
        raise Refused(_("No record of %s could be read in this file.") % found.name)
    if len(records) > MOST_RECORDS:
        raise Refused(_("The file has more than %s records. Divide it.") % f"{MOST_RECORDS:,}")
    with transaction.atomic():
        file = ImportedFile.objects.create(
            name=name[:200], format=found.name, total=len(records), by=by
        )
        ImportedRecord.objects.bulk_create((_kept(file, one) for one in records), batch_size=500)
        audit.record(by, "import.start", file, data={"records": len(records)})
    return file


def _kept(file: ImportedFile, record: Record) -> ImportedRecord:
    title = text.plain(str(record.csl.get("title") or ""))[:300]
    kept = ImportedRecord(
        file=file, line=record.line, title=title, csl=record.csl, notes=list(record.notes)
    )
    if not record.is_usable:
        kept.outcome = Outcome.SKIPPED
        kept.sentence = _("It has neither a title nor an identifier.")
    return kept


def go_on(file: ImportedFile, *, most: int, at: datetime | None = None) -> int:
    """Make works of the next records, at most so many; returns how many were dealt with.

    Zero when nothing waits, or while somebody else is at it.
    """
    done = 0
    journals: Journals = {}
    while done < most and _hold(file, at=at or timezone.now()):
        dealt = _batch(file, min(BATCH, most - done), journals)
        done += dealt
        if not dealt:
            break
    return done


def progress(file: ImportedFile) -> Progress:
    """How many records came to what. One query."""
    rows = file.records.order_by().values_list("outcome").annotate(n=Count("pk"))
    return Progress(file.total, dict(rows))


def _hold(file: ImportedFile, *, at: datetime) -> bool:
    free = Q(held_until=None) | Q(held_until__lte=at)
    rows = ImportedFile.objects.filter(free, pk=file.pk, finished_at=None)
    return rows.update(held_until=at + HELD) == 1


def _batch(file: ImportedFile, size: int, journals: Journals) -> int:
    """Deal with the next records in one transaction, and let go of the file."""
    with transaction.atomic():
        rows = list(file.records.filter(outcome=Outcome.WAITING)[:size])
        if file.by is not None:
            _deal(rows, _Shelf(file.by, journals))
        ImportedRecord.objects.bulk_update(rows, ["outcome", "sentence", "work"])
        ends = None if len(rows) == size and file.by else timezone.now()
        ImportedFile.objects.filter(pk=file.pk).update(held_until=None, finished_at=ends)
        if ends is not None:
            audit.record(file.by, "import.finish", file, data=progress(file).counts)
    return len(rows)


def _deal(rows: Sequence[ImportedRecord], shelf: _Shelf) -> None:
    drafts = [(row, _draft(row.csl, row.notes)) for row in rows]
    shelf.works = _known([draft for _row, draft in drafts])
    new: list[_New] = []
    for row, draft in drafts:
        twin = _twin(draft, shelf)
        if twin is not None:
            row.outcome, row.work = Outcome.MATCHED, twin
            continue
        try:
            people = _prepared(draft, row.csl, shelf)
        except Refused as refused:
            row.outcome, row.sentence = Outcome.REFUSED, refused.message[:500]
            continue
        row.work = draft
        row.outcome, row.sentence = Outcome.MADE, " ".join(row.notes)[:500]
        new.append((draft, people))
        shelf.works |= dict.fromkeys(_keys(draft), draft)
    _write(rows, new, shelf)


def _write(rows: Sequence[ImportedRecord], new: list[_New], shelf: _Shelf) -> None:
    """Write the new works together, or one by one where somebody was faster with one of them."""
    try:
        with transaction.atomic():
            add_all(new, by=shelf.by)
    except IntegrityError:
        for draft, people in new:
            _write_one([row for row in rows if row.work is draft], draft, people, shelf)
    for row in rows:
        row.work = row.work if row.work and row.work.pk else None  # takes the number it got


def _write_one(
    rows: Sequence[ImportedRecord], draft: Work, people: Sequence[Contributor], shelf: _Shelf
) -> None:
    draft.pk = None
    draft._state.adding = True
    try:
        save_work(draft, contributors=people, by=shelf.by)
    except Refused as refused:
        for row in rows:
            row.outcome, row.sentence, row.work = Outcome.REFUSED, refused.message[:500], None


def _draft(csl: Csl, notes: list[str]) -> Work:
    """An unsaved work with what of a record our columns can hold."""
    values = fitting(work_values(csl), notes)
    work = Work(source="import", **values)
    work.doi = work.doi_display.lower()
    return work


def _known(drafts: Iterable[Work]) -> dict[tuple[str, str], Work]:
    """The library's works with the identifiers of these, or without any with their titles."""
    drafts = list(drafts)
    condition = Q(pk=None)
    for name in IDENTIFIERS:
        values = {getattr(draft, name) for draft in drafts} - {""}
        if values:
            condition |= Q(**{f"{name}__in": values})
    titles = {_title(draft) for draft in drafts if not _names(draft)} - {""}
    if titles:
        condition |= Q(title_plain__in=titles)
    found: dict[tuple[str, str], Work] = {}
    for work in Work.objects.filter(condition).defer("csl"):
        found |= dict.fromkeys(_keys(work), work)
    return found


def _twin(draft: Work, shelf: _Shelf) -> Work | None:
    names = _names(draft)
    keys = names or [("title", f"{_title(draft).casefold()} {draft.year or ''}")]
    return next((shelf.works[key] for key in keys if key in shelf.works), None)


def _names(work: Work) -> list[tuple[str, str]]:
    return [(name, getattr(work, name)) for name in IDENTIFIERS if getattr(work, name)]


def _keys(work: Work) -> list[tuple[str, str]]:
    return [*_names(work), ("title", f"{_title(work).casefold()} {work.year or ''}")]


def _title(work: Work) -> str:
    return work.title_plain or text.plain(work.title)


def _prepared(draft: Work, csl: Csl, shelf: _Shelf) -> list[Contributor]:
    """Bring the draft into its normal form, with journal and issue; gives its contributors."""
    people = contributors_from(csl)
    for person in people:
        cut(person)
    named = [person for person in people if person.family or person.collective_name]
    with transaction.atomic():
        draft.journal = _journal(csl, shelf)
        if draft.journal is not None:
            draft.publisher = ""
        prepare(draft, named, by=shelf.by)
    return named


def _journal(csl: Csl, shelf: _Shelf) -> Journal | None:
    key = f"{csl.get('container-title')} {csl.get('ISSN')}".casefold()
    if key not in shelf.journals:
        journal = journal_of(csl)
        if journal is not None and journal.pk is None:
            journal = find_journal(journal.title) or save_journal(journal, by=shelf.by)
        shelf.journals[key] = journal
    return shelf.journals[key]


def report_rows(file: ImportedFile, outcome: str) -> Any:
    """The records of a file with their works, those with one outcome where one is named."""
    rows = file.records.select_related("work").defer("csl", "work__csl")
    return rows.filter(outcome=outcome) if outcome in Outcome.values else rows
