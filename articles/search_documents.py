"""Rows as the search reads them: pure, makes unsaved documents of rows that came with all parts.

What the hits can be narrowed by stands in ``facets`` for people and, word by word, in ``tokens``
for the index: one hashed word for each pair of facet and value, which no text contains.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2s

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from articles import people
from articles.models import Byline, Citation, Edition, EditionTag, Person, SearchDocument
from core.text import bare_words
from literature.models import Journal, Work

Facets = dict[str, dict[str, str]]
Kind = SearchDocument.Kind
# PostgreSQL takes at most a megabyte of words; nobody writes a tenth of that.
BODY_LENGTH = 300_000
LABEL_LENGTH = 300
OTHERS = "others"


def token(facet: str, value: str) -> str:
    """The word that stands for a facet's value in the index."""
    return "zq" + blake2s(f"{facet}:{value}".encode(), digest_size=6).hexdigest()


def with_parts(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The editions with all that their documents are made of."""
    cited = Citation.objects.select_related("work__journal", "issue__journal").defer("work__csl")
    signed = Byline.objects.select_related("person")
    filed = EditionTag.objects.select_related("tag")
    return editions.select_related("section").prefetch_related(
        Prefetch("citations", queryset=cited),
        Prefetch("bylines", queryset=signed),
        Prefetch("edition_tags", queryset=filed),
    )


def of_edition(edition: Edition) -> SearchDocument:
    """The document of an edition that came ``with_parts``."""
    citations = list(edition.citations.all())
    facets = _facets(edition, citations)
    names = [
        *(byline.person.full_name for byline in edition.bylines.all()),
        *(filed.tag.name for filed in edition.edition_tags.all()),
        edition.section.name,
        *(words for citation in citations for words in _cited_names(citation)),
    ]
    return SearchDocument(
        kind=Kind.STORY,
        edition=edition,
        label=edition.headline[:LABEL_LENGTH],
        title=bare_words(edition.headline),
        names=bare_words(" ".join(names)),
        summary=bare_words(f"{edition.standfirst} {edition.search_title}"),
        body=bare_words(edition.body_text)[:BODY_LENGTH],
        tokens=_tokens(Kind.STORY, facets),
        facets=facets,
        sort_at=edition.sort_at,
    )


def of_person(person: Person) -> SearchDocument:
    return SearchDocument(
        kind=Kind.PERSON,
        person=person,
        label=person.full_name,
        title=bare_words(person.full_name),
        names=bare_words(person.job_title),
        summary=bare_words(f"{people.credential(person)} {person.bio}"),
        tokens=_tokens(OTHERS, {}),
    )


def of_journal(journal: Journal) -> SearchDocument:
    names = [journal.abbr_nlm, journal.abbr_iso4, *journal.issns, *journal.alt_titles]
    return SearchDocument(
        kind=Kind.JOURNAL,
        journal=journal,
        label=journal.title[:LABEL_LENGTH],
        title=bare_words(journal.title),
        names=bare_words(" ".join(map(str, names))),
        summary=bare_words(journal.publisher),
        tokens=_tokens(OTHERS, {}),
    )


def of_work(work: Work) -> SearchDocument:
    """The document of a work that came with journal and contributors."""
    makers = (one.family or one.collective_name for one in work.contributors.all())
    journal = work.journal.title if work.journal else work.publisher
    return SearchDocument(
        kind=Kind.WORK,
        work=work,
        label=work.title_plain[:LABEL_LENGTH],
        title=bare_words(work.title_plain),
        names=bare_words(" ".join([*makers, work.doi, work.pmid, work.arxiv_id])),
        summary=bare_words(journal),
        tokens=_tokens(OTHERS, {}),
    )


def _tokens(kind: str, facets: Facets) -> str:
    pairs = [("kind", kind), *((name, value) for name in facets for value in facets[name])]
    return " ".join(token(name, value) for name, value in pairs)


def _facets(edition: Edition, citations: Iterable[Citation]) -> Facets:
    """What the hits can be narrowed by; labels stand here only where they are names."""
    subjects = [citation for citation in citations if citation.is_subject]
    works = [citation.work for citation in subjects if citation.work is not None]
    journals = [
        *(work.journal for work in works if work.journal is not None),
        *(citation.issue.journal for citation in subjects if citation.issue is not None),
    ]
    authors = [byline.person for byline in edition.bylines.all() if byline.is_writer]
    found: Facets = {
        "section": {str(edition.section_id): ""},
        "study": _known(edition.evidence_design, *(work.study_design for work in works)),
        "review": {review_of(work): "" for work in works},
        "subject": _known(edition.evidence_subject, *(work.subject for work in works)),
        "journal": {journal.slug: journal.plate_name for journal in journals},
        "author": {person.slug: person.name for person in authors},
        "year": {str(timezone.localtime(edition.sort_at).year): ""} if edition.sort_at else {},
    }
    return {name: values for name, values in found.items() if values}


def _known(*values: str) -> dict[str, str]:
    return {value: "" for value in values if value}


def review_of(work: Work) -> str:
    """Its standing where that is bad, else how it was reviewed."""
    fallen = {Work.Status.RETRACTED, Work.Status.WITHDRAWN}
    return Work.Status.RETRACTED.value if work.status in fallen else work.review_status


def _cited_names(citation: Citation) -> list[str]:
    """What a reader may remember of a source: its journal, title and DOI."""
    if citation.work is not None:
        journal = citation.work.journal
        named = _names_of(journal) if journal else []
        return [citation.work.title_plain, citation.work.doi, *named]
    return _names_of(citation.issue.journal) if citation.issue is not None else []


def _names_of(journal: Journal) -> list[str]:
    """As it is printed and as it is called: "N Engl J Med", "NEJM"."""
    return [journal.title, journal.abbr_nlm, *map(str, journal.alt_titles)]


def stories(editions: QuerySet[Edition]) -> list[SearchDocument]:
    """The documents of these editions."""
    return [of_edition(edition) for edition in with_parts(editions)]
