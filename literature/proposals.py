"""What a service says of a work beside what the library says, field by field, for an editor.

Nothing changes before an editor takes it, and what an editor locked is never taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, text
from core.errors import Refused
from core.models import User
from core.pages.watch import exactly
from literature import retractions, versions
from literature.cleaning import clean_work
from literature.csl import Csl, contributors_from, name_of, work_values
from literature.dates import PartialDate
from literature.find import find_journal
from literature.identifiers import IdentifierError, normalise_issn
from literature.journals import save_journal
from literature.models import Contributor, Journal, Work
from literature.pages import PagesError, parse_pages
from literature.sources import NAMES
from literature.sources.description import Description
from literature.works import column_of, find_twin, save_work

AUTHORS, JOURNAL = "authors", "journal"
FIELDS = (
    *("kind", "title", AUTHORS, JOURNAL, "published_print", "published_online", "posted"),
    *("volume", "issue_label", "pages_raw", "article_number", "publisher", "doi_display", "pmid"),
    *("pmcid", "arxiv_id", "url", "language", "review_status", "study_design", "funding"),
    "interests",
)
# Where the desk wrote something, a service knows no better.
OURS_FIRST = {"url", "review_status", "study_design", "funding", "interests", "language"}
EMPTY = {"", Work.ReviewStatus.UNKNOWN}
SHOWN_AUTHORS = 6
LABELS = {AUTHORS: gettext_lazy("Authors"), JOURNAL: gettext_lazy("Journal")}
CSL_KEYS = {
    "pmid": "PMID",
    "pmcid": "PMCID",
    "volume": "volume",
    "issue_label": "issue",
    "pages_raw": "page",
    "language": "language",
}


@dataclass(frozen=True)
class Difference:
    """One field in which a service says something else, as an editor sees it."""

    name: str
    label: str
    ours: str
    theirs: str
    source: str
    note: str = ""
    is_ticked: bool = False
    is_locked: bool = False


@dataclass(frozen=True)
class Proposal:
    """The differences, and what stands in the way; ``work`` is the library's, perhaps unsaved."""

    work: Work
    description: Description
    asked_at: datetime
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()

    @property
    def takable(self) -> list[Difference]:
        return [row for row in self.differences if not row.is_locked]

    @property
    def has_locked(self) -> bool:
        return any(row.is_locked for row in self.differences)


@dataclass
class _Theirs:
    """A description brought into the form of our columns."""

    values: dict[str, str] = field(default_factory=dict)
    contributors: list[Contributor] = field(default_factory=list)
    journal: Journal | None = None
    notes: list[str] = field(default_factory=list)


def compare(work: Work, description: Description, *, asked_at: datetime) -> Proposal:
    """Lay a description beside a work, which may be a new one."""
    theirs = _read(description)
    rows = [_difference(name, work, theirs, description) for name in FIELDS]
    return Proposal(work, description, asked_at, tuple(filter(None, rows)), tuple(theirs.notes))


def take(work: Work, description: Description, names: Collection[str], *, by: User) -> Work:
    """Write the named fields of a description into a work, and log whose word it was.

    Locked fields stay as they are. Raises Refused for what cannot be kept, for a work that is in
    the library already, and Stale when somebody saved the work since ``work`` was read.
    """
    theirs = _read(description)
    wanted = [name for name in FIELDS if name in names and name not in work.locked_fields]
    for name in wanted:
        if name in theirs.values:
            setattr(work, name, theirs.values[name])
    if "issue_label" in wanted:
        work.supplement = work.part = ""
    if work.pk is None:
        work.source = description.source
    with transaction.atomic():
        if JOURNAL in wanted and theirs.journal is not None:
            work.journal = theirs.journal if theirs.journal.pk else _added(theirs.journal, by=by)
        people = theirs.contributors if AUTHORS in wanted and theirs.contributors else None
        save_work(work, contributors=people, by=by)
        facts = {"source": description.source, "fields": wanted}
        audit.record(by, "work.fill", work, data=facts)
        versions.note(work, description)
        versions.link_waiting(work)
        retractions.record(work, description.reports, at=timezone.now())
    return work


def add(description: Description, *, by: User) -> Work:
    """Add the work of a description to the library; raises Refused when it is there already."""
    return take(Work(), description, FIELDS, by=by)


def twin_of(description: Description) -> Work | None:
    """The library's work with one of the identifiers of a description."""
    values = _read(description).values
    names = ("doi_display", "pmid", "pmcid", "arxiv_id")
    work = Work(**{name: values.get(name, "") for name in names})
    work.doi = work.doi_display.lower()
    found = find_twin(work)
    return found[1] if found else None


def similar_to(description: Description) -> Work | None:
    """The library's work of the same title in the same journal, which may be the same paper."""
    theirs = _read(description)
    title = text.plain(theirs.values.get("title", ""))
    if theirs.journal is None or theirs.journal.pk is None or not title:
        return None
    return Work.objects.filter(journal=theirs.journal, title_plain__iexact=title).first()


def lock(work: Work, names: Collection[str], *, by: User) -> None:
    """Let the named fields stay as they are, whatever a service says later; logged."""
    _set_locked(work, {*work.locked_fields, *names} & set(FIELDS), "work.lock", by=by)


def unlock(work: Work, names: Collection[str], *, by: User) -> None:
    """Let services propose other values for the named fields again; logged."""
    _set_locked(work, set(work.locked_fields) - set(names), "work.unlock", by=by)


def with_locks(work: Work, changed: Collection[str]) -> list[str]:
    """The locks of a work after its form changed fields by hand: a service's word gives way."""
    if work.source == "manual":
        return list(work.locked_fields)
    return sorted({*work.locked_fields, *changed} & set(FIELDS))


def _set_locked(work: Work, names: set[str], act: str, *, by: User) -> None:
    changed = sorted(names ^ set(work.locked_fields))
    if not changed:
        return
    with transaction.atomic():
        work.locked_fields = sorted(names)
        with exactly():
            Work.objects.filter(pk=work.pk).update(locked_fields=work.locked_fields)
        audit.record(by, act, work, data={"fields": changed})


def _added(journal: Journal, *, by: User) -> Journal:
    if not by.has_perm("literature.add_journal"):
        message = _("Adding the journal “%(title)s” to the library is not among your rights.")
        raise Refused(message % {"title": journal.title}, field=JOURNAL)
    return save_journal(journal, by=by)


def _read(description: Description) -> _Theirs:
    stated = work_values(description.csl) | description.values
    if str(stated.get("doi_display", "")).lower().startswith("10.48550/arxiv."):
        stated["arxiv_id"] = str(stated["doi_display"])[len("10.48550/arxiv.") :]
    theirs = _Theirs(contributors=contributors_from(description.csl))
    theirs.values = fitting(stated, theirs.notes)
    for person in theirs.contributors:
        cut(person)
    theirs.contributors = [row for row in theirs.contributors if row.family or row.collective_name]
    theirs.journal = journal_of(description.csl)
    return theirs


def fitting(stated: dict[str, str], notes: list[str]) -> dict[str, str]:
    """The values that our columns can hold, in their normal form; a note for each other one."""
    values = {name: value for name, value in stated.items() if name in FIELDS}
    if not values.get("url", "http://").startswith(("http://", "https://")):
        del values["url"]
    for name in list(values):
        longest = column_of(name).max_length
        if longest and len(values[name]) > longest:
            notes.append(_("%(field)s is longer than can be kept.") % {"field": label(name)})
            del values[name]
    while True:
        work = Work(**{"title": "-", **values})
        try:
            clean_work(work)
        except Refused as refused:
            if refused.field not in values:
                raise
            notes.append(f"{label(refused.field)}: {refused.message}")
            del values[refused.field]
            continue
        return {name: getattr(work, name) for name in values}


def cut(row: Contributor | Journal) -> None:
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if isinstance(value, str) and column.max_length:
            setattr(row, column.attname, value[: column.max_length])


def journal_of(csl: Csl) -> Journal | None:
    title = text.plain(str(csl.get("container-title") or ""))
    if not title:
        return None
    short = text.plain(str(csl.get("container-title-short") or ""))
    online = str((csl.get("custom") or {}).get("ISSN-online", ""))
    for name in (csl.get("ISSN"), online, title, short):
        known = find_journal(str(name)) if name else None
        if known is not None:
            return known
    journal = Journal(
        title=title,
        abbr_nlm=short if short != title else "",
        issn_print=_issn(csl.get("ISSN")),
        issn_online=_issn(online),
    )
    cut(journal)
    return journal


def _issn(stated: object) -> str:
    try:
        return normalise_issn(str(stated)) if stated else ""
    except IdentifierError:
        return ""


def _difference(
    name: str, work: Work, theirs: _Theirs, description: Description
) -> Difference | None:
    compared = _COMPARED.get(name, _compare_column)
    ours, other, note = compared(name, work, theirs)
    if not other or (ours == other and not note):
        return None
    is_locked = name in work.locked_fields
    is_kept = bool(ours) and name in OURS_FIRST
    return Difference(
        name=name,
        label=label(name),
        ours=ours,
        theirs=other,
        source=_origin(name, description),
        note=note,
        is_ticked=not (note or is_locked or is_kept),
        is_locked=is_locked,
    )


def label(name: str | None) -> str:
    """The name of a field for a person."""
    if name in LABELS:
        return str(LABELS[name])
    shown = str(column_of(name or "title").verbose_name)
    return shown[:1].upper() + shown[1:]


def _origin(name: str, description: Description) -> str:
    origins = description.origins
    source = origins.get(CSL_KEYS.get(name, name), description.source)
    return NAMES.get(source, source)


def _compare_column(name: str, work: Work, theirs: _Theirs) -> tuple[str, str, str]:
    ours, other = str(getattr(work, name) or ""), theirs.values.get(name, "")
    if name == "doi_display" and ours.lower() == other.lower():
        return ours, ours, ""
    if work.pk is None:
        ours = ""
    return ("" if ours in EMPTY else _shown(name, ours)), _shown(name, other), ""


def _compare_title(name: str, work: Work, theirs: _Theirs) -> tuple[str, str, str]:
    ours, other = text.plain(work.title), text.plain(theirs.values.get(name, ""))
    if ours != other and ours.casefold().rstrip(".") == other.casefold().rstrip("."):
        note = _("Only capital letters differ. The house style is sentence case.")
        return ours, other, note
    return ours, other, ""


def _compare_pages(name: str, work: Work, theirs: _Theirs) -> tuple[str, str, str]:
    return _pages(work.pages_raw), _pages(theirs.values.get(name, "")), ""


def _compare_authors(name: str, work: Work, theirs: _Theirs) -> tuple[str, str, str]:
    own: Sequence[Contributor] = list(work.contributors.all()) if work.pk else []
    if _names(own) == _names(theirs.contributors):
        return "", "", ""
    return _byline(own), _byline(theirs.contributors), ""


def _compare_journal(name: str, work: Work, theirs: _Theirs) -> tuple[str, str, str]:
    ours = work.journal.title if work.journal else ""
    if theirs.journal is None or theirs.journal.pk == work.journal_id is not None:
        return ours, "", ""
    if theirs.journal.pk is None:
        return ours, _("%(title)s (new in the library)") % {"title": theirs.journal.title}, ""
    return ours, theirs.journal.title, ""


_COMPARED: dict[str, Callable[[str, Work, _Theirs], tuple[str, str, str]]] = {
    "title": _compare_title,
    "pages_raw": _compare_pages,
    AUTHORS: _compare_authors,
    JOURNAL: _compare_journal,
}


def _pages(raw: str) -> str:
    try:
        return parse_pages(raw).full() or raw
    except PagesError:
        return raw


def _shown(name: str, value: str) -> str:
    column = column_of(name)
    if name in {"published_print", "published_online", "posted"} and value:
        return PartialDate.parse(value).display()
    return str(dict(column.flatchoices).get(value, value))


def _names(rows: Sequence[Contributor]) -> list[str]:
    return [f"{row.role} {name_of(row).vancouver()}" for row in rows]


def _byline(rows: Sequence[Contributor]) -> str:
    names = [name_of(row).vancouver() for row in rows]
    if len(names) > SHOWN_AUTHORS + 1:
        facts = {"names": ", ".join(names[:SHOWN_AUTHORS]), "count": len(names) - SHOWN_AUTHORS}
        return _("%(names)s and %(count)s others") % facts
    return ", ".join(names)
