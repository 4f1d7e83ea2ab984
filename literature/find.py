"""Finds what the library has already: a work by its identifier, a journal as one types."""

from __future__ import annotations

import re

from django.db.models import Q

from core.text import fold
from literature.identifiers import Identifier, IdentifierError, normalise_issn, recognise
from literature.models import Journal, Work

# Rows looked at before the best few are chosen.
LOOKED_AT = 200
WORK_COLUMNS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "arxiv_id"}


def find_work(text: str) -> Work | None:
    """The work with the DOI, PMID, PMCID or arXiv number in ``text``; None when there is none."""
    found = recognise(text)
    if found is None or found.kind not in WORK_COLUMNS:
        return None
    works = Work.objects.select_related("journal")
    return works.filter(_is_identified(found)).first()


def find_work_at(journal: Journal, volume: str, page: str, year: int | None) -> Work | None:
    """The one work of a journal that begins on this page of this volume, or of this year."""
    place = Q(volume__iexact=volume) if volume else Q(volume="")
    if year and not volume:
        place &= Q(published_print__startswith=year) | Q(published_online__startswith=year)
    rows = Work.objects.filter(place, journal=journal, page_first__iexact=page)
    found = list(rows.select_related("journal").order_by("id")[:2])
    return found[0] if len(found) == 1 else None


def find_journal(text: str) -> Journal | None:
    """The one journal with exactly this title, former title, abbreviation or ISSN."""
    wanted = fold(_issn(text) or text).rstrip(".")
    if not wanted:
        return None
    for journal in _matching(text):
        if wanted in {fold(name).rstrip(".") for name in _names(journal)}:
            return journal
    return None


def suggest_journals(query: str, limit: int = 8) -> list[Journal]:
    """Journals for what has been typed so far, the likeliest first; one query.

    An exact short name comes before a beginning, a beginning before words inside.
    """
    wanted = fold(query)
    if not wanted:
        return []
    ranked = sorted(_matching(query), key=lambda journal: (_rank(journal, wanted), journal.title))
    return ranked[:limit]


def _is_identified(found: Identifier) -> Q:
    value = found.value
    if found.kind == "pmcid":
        return Q(pmcid=value) | Q(pmcid=value.split(".")[0])
    if found.kind == "arxiv":
        bare = re.sub(r"v\d+$", "", value)
        return Q(arxiv_id__in=[value, bare]) | Q(doi=f"10.48550/arxiv.{bare.lower()}")
    return Q(**{WORK_COLUMNS[found.kind]: value})


def _matching(query: str) -> list[Journal]:
    issn = _issn(query)
    if issn:
        condition = Q(issn_print=issn) | Q(issn_online=issn) | Q(issn_l=issn)
    else:
        condition = Q()
        for word in query.replace(".", " ").split():
            condition &= _has(word)
    return list(Journal.objects.filter(condition)[:LOOKED_AT])


def _has(word: str) -> Q:
    names = ("title", "abbr_nlm", "abbr_iso4", "alt_titles", "slug")
    return Q(*((f"{name}__icontains", word) for name in names), _connector=Q.OR)


def _issn(query: str) -> str:
    try:
        return normalise_issn(query)
    except IdentifierError:
        return ""


def _names(journal: Journal) -> list[str]:
    own = [journal.title, journal.abbr_nlm, journal.abbr_iso4, journal.slug]
    numbers = [journal.issn_print, journal.issn_online, journal.issn_l]
    return [name for name in (*own, *map(str, journal.alt_titles), *numbers) if name]


def _rank(journal: Journal, wanted: str) -> int:
    return min(_nearness(fold(name), wanted) for name in _names(journal))


def _nearness(name: str, wanted: str) -> int:
    if wanted in {name, name.rstrip("."), name.removeprefix("the ")}:
        return 0
    if name.removeprefix("the ").startswith(wanted):
        return 1
    if _begins_words(name.replace(".", " ").split(), wanted.replace(".", " ").split()):
        return 2
    return 3 if f" {wanted}" in name else 4


def _begins_words(words: list[str], beginnings: list[str]) -> bool:
    # "new med" begins two words of New England Journal of Medicine, in their order.
    left = iter(words)
    return all(any(word.startswith(beginning) for word in left) for beginning in beginnings)
