"""doi.org: the record of whatever agency registered a DOI, by content negotiation."""

from __future__ import annotations

from typing import Any

from literature.csl import Csl
from literature.dates import PartialDate
from literature.identifiers import doi_url
from literature.sources import client
from literature.sources.description import Description, dicts, doi_shown, first, misshapen
from literature.sources.markup import clean_title, group, person

# 404: there is no such DOI. 406: its agency does not speak this format.
SERVICE = client.Service(
    "doi.org",
    "doi.org",
    interval=0.5,
    accept="application/vnd.citationstyles.csl+json",
    unknown=frozenset({404, 406, 410}),
)
TEXTS = ("type", "genre", "volume", "issue", "page", "number", "language", "URL", "PMID", "PMCID")
MARKED = ("container-title", "container-title-short", "publisher")


def ask(doi: str) -> client.Told:
    """The record behind a DOI; raises OutsideFailure."""
    return client.ask(SERVICE, f"doi:{doi}", doi_url(doi))


def read(payload: Any) -> Description:
    """The record in an answer; raises OutsideFailure for another form."""
    if not isinstance(payload, dict) or not first(payload.get("title")):
        raise misshapen(SERVICE.name)
    try:
        return Description(source=SERVICE.key, csl=_csl(payload))
    except (TypeError, ValueError, AttributeError) as error:
        raise misshapen(SERVICE.name) from error


def _csl(payload: dict[str, Any]) -> Csl:
    csl: Csl = {key: first(payload.get(key)) for key in TEXTS}
    csl |= {key: clean_title(first(payload.get(key))) for key in MARKED}
    issued = payload.get("issued")
    date = PartialDate.from_csl(issued) if isinstance(issued, dict) else None
    csl |= {
        "title": clean_title(first(payload.get("title"))),
        "DOI": doi_shown(payload.get("DOI")),
        "ISSN": first(payload.get("ISSN")),
        "author": [_name(row) for row in dicts(payload.get("author"))],
        "issued": date.to_csl() if date else None,
    }
    return {key: value for key, value in csl.items() if value}


def _name(row: dict[str, Any]) -> dict[str, str]:
    if row.get("family"):
        return person(row.get("given"), row["family"], row.get("suffix"), row.get("ORCID"))
    return group(row.get("literal") or row.get("name") or row.get("given") or "")
