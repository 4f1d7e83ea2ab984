"""Crossref: most journals and preprint servers, their notices, and Retraction Watch's entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from core.errors import OutsideFailure
from literature.csl import KINDS as KINDS_OF_WORKS
from literature.csl import TYPES, Csl
from literature.dates import PartialDate
from literature.models import RetractionNotice, Work
from literature.sources import client
from literature.sources.description import (
    Description,
    Report,
    Version,
    dicts,
    doi_key,
    doi_shown,
    first,
    misshapen,
)
from literature.sources.markup import clean_title, group, person

API = "https://api.crossref.org/works"
# Since December 2025: ten single questions and three lists a second; we ask half as often.
SINGLE = client.Service("crossref", "Crossref", interval=0.2)
LISTS = client.Service("crossref-q", "Crossref", interval=1.0)
LIST_BYTES = 40_000_000
NO_WORKS = {"component", "journal", "journal-issue", "journal-volume", "peer-review", "database"}
ROLES = ("author", "editor", "translator")

Kind = RetractionNotice.Kind
# Crossmark's names of updates; others, such as a new version, are no notices.
KINDS = {
    "retraction": Kind.RETRACTION,
    "removal": Kind.WITHDRAWAL,
    "withdrawal": Kind.WITHDRAWAL,
    "partial_retraction": Kind.PARTIAL_RETRACTION,
    "expression_of_concern": Kind.CONCERN,
    "correction": Kind.CORRECTION,
    "corrigendum": Kind.CORRECTION,
    "erratum": Kind.CORRECTION,
    "addendum": Kind.CORRECTION,
    "clarification": Kind.CORRECTION,
    "reinstatement": Kind.REINSTATEMENT,
}
VERSIONS = {
    "is-preprint-of": "is_preprint_of",
    "has-preprint": "has_preprint",
    "is-version-of": "is_version_of",
    "is-identical-to": "is_version_of",
}


def ask(doi: str) -> client.Told:
    """Crossref's record of a DOI; raises OutsideFailure."""
    return client.ask(SINGLE, f"doi:{doi}", f"{API}/{quote(doi, safe='')}")


def search(text: str, *, rows: int) -> client.Told:
    """The records that fit a reference best; raises OutsideFailure."""
    words = " ".join(text.split())[:500]
    url = f"{API}?query.bibliographic={quote(words, safe='')}&rows={rows}"
    return client.ask(LISTS, f"search:{rows}:{words}"[:300], url, max_bytes=LIST_BYTES)


def check(dois: Sequence[str], *, patience: float) -> dict[str, Description]:
    """What Crossref says of many DOIs by one question; those it does not know are missing.

    Raises OutsideFailure.
    """
    # A comma parts filters, so a DOI with one is asked for by itself.
    listed = [doi for doi in dois if "," not in doi]
    found = []
    if listed:
        wanted = ",".join(f"doi:{quote(doi, safe='/()')}" for doi in listed)
        url = f"{API}?filter={wanted}&rows={len(listed)}"
        payload = client.ask_unkept(LISTS, url, patience=patience, max_bytes=LIST_BYTES)
        found = [_description(item) for item in items(payload)]
    for doi in set(dois) - set(listed):
        url = f"{API}/{quote(doi, safe='')}"
        payload = client.ask_unkept(SINGLE, url, patience=patience, max_bytes=LIST_BYTES)
        found += [read(payload)] if payload else []
    return {description.doi: description for description in found}


def read(payload: Any) -> Description:
    """The record in an answer; raises OutsideFailure for an error inside or another form."""
    message = payload.get("message") if isinstance(payload, dict) else None
    if not isinstance(message, dict) or payload.get("status") != "ok":
        raise misshapen(SINGLE.name)
    if message.get("type") in NO_WORKS:
        raise OutsideFailure(
            _("This DOI names a part of a paper or a whole issue, not a work that can be cited."),
            permanent=True,
        )
    return _description(message)


def items(payload: Any) -> list[dict[str, Any]]:
    """The records in the answer to a list question; raises OutsideFailure."""
    message = payload.get("message") if isinstance(payload, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("items"), list):
        raise misshapen(LISTS.name)
    return [item for item in dicts(message["items"]) if item.get("type") not in NO_WORKS]


def describe(message: dict[str, Any]) -> Description:
    """One record of a list; raises OutsideFailure."""
    return _description(message)


def _description(message: dict[str, Any]) -> Description:
    try:
        own = doi_key(message.get("DOI"))
        return Description(
            source=SINGLE.key,
            csl=_csl(message),
            values=_values(message),
            reports=tuple(_reports(message, own)),
            versions=tuple(_versions(message, own)),
        )
    except (TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        raise misshapen(SINGLE.name) from error


def _csl(message: dict[str, Any]) -> Csl:
    is_preprint = message.get("type") == "posted-content"
    container, short = first(message.get("container-title")), message.get("short-container-title")
    csl: Csl = {
        "type": TYPES[KINDS_OF_WORKS.get(first(message.get("type")), Work.Kind.OTHER)],
        "genre": "preprint" if is_preprint else "",
        "title": _title(message),
        "container-title": "" if is_preprint else clean_title(container),
        "container-title-short": "" if is_preprint else clean_title(first(short)),
        "publisher": _publisher(message, is_preprint=is_preprint),
        "volume": first(message.get("volume")),
        "issue": first(message.get("issue")),
        "page": first(message.get("page")),
        "number": first(message.get("article-number")),
        "language": first(message.get("language")),
        "DOI": doi_shown(message.get("DOI")),
        "URL": _address(message),
    }
    csl |= _dates(message, is_preprint=is_preprint) | _issns(message)
    for role in ROLES:
        csl[role] = [_name(row) for row in dicts(message.get(role))]
    return {key: value for key, value in csl.items() if value}


def _title(message: dict[str, Any]) -> str:
    title = clean_title(first(message.get("title")))
    subtitle = clean_title(first(message.get("subtitle")))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}: {subtitle}" if title else subtitle


def _publisher(message: dict[str, Any], *, is_preprint: bool) -> str:
    servers = [first(row.get("name")) for row in dicts(message.get("institution"))]
    if is_preprint:
        servers.append(first(message.get("group-title")))
    return clean_title(next(filter(None, servers), "") or first(message.get("publisher")))


def _address(message: dict[str, Any]) -> str:
    resource = message.get("resource")
    primary = resource.get("primary") if isinstance(resource, dict) else None
    return first(primary.get("URL")) if isinstance(primary, dict) else ""


def _dates(message: dict[str, Any], *, is_preprint: bool) -> Csl:
    # "issued" is the earlier of print and online, so it is asked last.
    dates = {key: _date(message, key) for key in ("published-print", "published-online", "issued")}
    if is_preprint:
        return {"issued": _date(message, "posted") or dates["issued"]}
    issue = message.get("journal-issue")
    printed = dates["published-print"] or (
        _date(issue, "published-print") if isinstance(issue, dict) else None
    )
    online = dates["published-online"]
    return {"issued": printed or (None if online else dates["issued"]), "available-date": online}


def _date(message: dict[str, Any], key: str) -> dict[str, Any] | None:
    value = message.get(key)
    date = PartialDate.from_csl(value) if isinstance(value, dict) else None
    return date.to_csl() if date else None


def _issns(message: dict[str, Any]) -> Csl:
    typed = {first(row.get("type")): first(row.get("value")) for row in _issn_rows(message)}
    listed = [first(issn) for issn in message.get("ISSN") or []]
    printed = typed.get("print") or next((one for one in listed if one), "")
    online = typed.get("electronic", "")
    found: Csl = {"ISSN": printed or online}
    if online and printed and online != printed:
        found["custom"] = {"ISSN-online": online}
    return found


def _issn_rows(message: dict[str, Any]) -> list[dict[str, Any]]:
    return list(dicts(message.get("issn-type")))


def _name(row: dict[str, Any]) -> dict[str, str]:
    if row.get("family"):
        return person(row.get("given"), row["family"], row.get("suffix"), row.get("ORCID"))
    return group(row.get("name") or row.get("given") or "")


def _values(message: dict[str, Any]) -> dict[str, str]:
    funders = [first(row.get("name")) for row in dicts(message.get("funder"))]
    interests = [
        first(row.get("value"))
        for row in dicts(message.get("assertion"))
        if "interest" in first(row.get("label")).lower()
    ]
    values = {
        "funding": "; ".join(dict.fromkeys(filter(None, funders)))[:500],
        "interests": next(filter(None, interests), "")[:500],
        "review_status": "preprint" if message.get("type") == "posted-content" else "",
    }
    return {key: value for key, value in values.items() if value}


def _reports(message: dict[str, Any], own: str) -> list[Report]:
    # "update-to" on a record says that it IS a notice; a work's own notices are in "updated-by".
    reports = []
    for row in dicts(message.get("updated-by")):
        kind, notice = KINDS.get(first(row.get("type")).lower()), doi_key(row.get("DOI"))
        if kind is None or (notice and notice == own):
            continue
        source = first(row.get("source")).replace("-", "_") or "publisher"
        date = PartialDate.from_csl(row.get("updated"))
        record = first(row.get("record-id"))
        reports.append(Report(kind, source, notice, date=str(date or ""), record=record))
    return reports


def _versions(message: dict[str, Any], own: str) -> list[Version]:
    relation = message.get("relation")
    found = []
    for key, kind in VERSIONS.items():
        rows = relation.get(key) if isinstance(relation, dict) else None
        for row in dicts(rows):
            doi = doi_key(row.get("id")) if first(row.get("id-type")) == "doi" else ""
            if doi and doi != own:
                found.append(Version(kind, doi))
    return found
