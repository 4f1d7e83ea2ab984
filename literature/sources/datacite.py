"""DataCite: data sets, reports, theses, and the preprints of arXiv."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from literature.csl import Csl
from literature.dates import DateError, PartialDate
from literature.sources import client
from literature.sources.description import (
    Description,
    Version,
    dicts,
    doi_key,
    doi_shown,
    first,
    misshapen,
)
from literature.sources.markup import clean_title, group, person

SERVICE = client.Service("datacite", "DataCite", interval=0.2, accept="application/vnd.api+json")
API = "https://api.datacite.org/dois"
ARXIV = "10.48550/arxiv."
TYPES = {
    "Preprint": "article",
    "Dataset": "dataset",
    "JournalArticle": "article-journal",
    "ConferencePaper": "paper-conference",
    "Report": "report",
    "Dissertation": "thesis",
    "BookChapter": "chapter",
}
VERSIONS = {
    "IsVersionOf": "is_version_of",
    "IsPreviousVersionOf": "is_version_of",
    "IsPublishedIn": "is_preprint_of",
}


def ask(doi: str) -> client.Told:
    """DataCite's record of a DOI; raises OutsideFailure."""
    return client.ask(SERVICE, f"doi:{doi}", f"{API}/{quote(doi, safe='')}")


def read(payload: Any) -> Description:
    """The record in an answer; raises OutsideFailure for an error inside or another form."""
    try:
        attributes = payload["data"]["attributes"]
        own = doi_key(attributes["doi"])
        return Description(
            source=SERVICE.key,
            csl=_csl(attributes, own),
            values={"review_status": "preprint"} if _is_preprint(attributes, own) else {},
            versions=tuple(_versions(attributes, own)),
        )
    except (TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        raise misshapen(SERVICE.name) from error


def _is_preprint(attributes: dict[str, Any], own: str) -> bool:
    kind = (attributes.get("types") or {}).get("resourceTypeGeneral")
    return kind == "Preprint" or own.startswith(ARXIV)


def _csl(attributes: dict[str, Any], own: str) -> Csl:
    is_preprint = _is_preprint(attributes, own)
    kind = (attributes.get("types") or {}).get("resourceTypeGeneral")
    titles = [first(row.get("title")) for row in dicts(attributes.get("titles"))]
    publisher = attributes.get("publisher")
    if isinstance(publisher, dict):
        publisher = publisher.get("name")
    csl: Csl = {
        "type": "article" if is_preprint else TYPES.get(str(kind), "document"),
        "genre": "preprint" if is_preprint else "",
        "title": clean_title(next(filter(None, titles), "")),
        "author": [_name(row) for row in dicts(attributes.get("creators"))],
        "publisher": clean_title(first(publisher)),
        "issued": _issued(attributes),
        "DOI": doi_shown(attributes.get("doi")),
        "URL": first(attributes.get("url")),
        "language": first(attributes.get("language")),
        "version": first(attributes.get("version")),
    }
    if own.startswith(ARXIV):
        csl["number"] = own.removeprefix(ARXIV)
    return {key: value for key, value in csl.items() if value}


def _name(row: dict[str, Any]) -> dict[str, str]:
    orcids = [
        first(number.get("nameIdentifier"))
        for number in dicts(row.get("nameIdentifiers"))
        if first(number.get("nameIdentifierScheme")).upper() == "ORCID"
    ]
    if row.get("familyName") and row.get("nameType") != "Organizational":
        orcid = next(iter(orcids), "")
        return person(row.get("givenName"), row["familyName"], orcid=orcid)
    return group(row.get("name") or "")


def _issued(attributes: dict[str, Any]) -> dict[str, Any] | None:
    by_kind = {row.get("dateType"): first(row.get("date")) for row in dicts(attributes["dates"])}
    year = first(attributes.get("publicationYear"))
    for stated in (by_kind.get("Submitted"), by_kind.get("Issued"), year):
        try:
            if stated:
                return PartialDate.read(stated[:10]).to_csl()
        except DateError:
            continue
    return None


def _versions(attributes: dict[str, Any], own: str) -> list[Version]:
    found = []
    for row in dicts(attributes.get("relatedIdentifiers")):
        kind = VERSIONS.get(first(row.get("relationType")))
        doi = doi_key(row.get("relatedIdentifier"))
        if kind and doi and doi != own and not doi.startswith(f"{own}v"):
            found.append(Version("is_preprint_of" if _is_preprint(attributes, own) else kind, doi))
    return found
