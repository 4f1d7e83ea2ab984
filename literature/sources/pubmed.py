"""PubMed: numbers, abbreviations, groups in bylines, kinds of study, and notices of retraction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from lxml import etree

from core import http
from literature.csl import Csl
from literature.dates import DateError, PartialDate
from literature.imports.nbib import LANGUAGES
from literature.models import RetractionNotice, Work
from literature.sources import client
from literature.sources.description import Description, Report, dicts, doi_shown, first, misshapen
from literature.sources.markup import clean_title, group, person

API = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
CONVERTER = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
TOOL = "newsroom"
PER_SECOND = 3
SUMMARY_BYTES = 20_000_000

Kind = RetractionNotice.Kind
REFERENCES = {
    "RetractionIn": Kind.RETRACTION,
    "PartialRetractionIn": Kind.PARTIAL_RETRACTION,
    "ExpressionOfConcernIn": Kind.CONCERN,
    "ErratumIn": Kind.CORRECTION,
}
DESIGNS = {
    "Randomized Controlled Trial": Work.StudyDesign.RANDOMISED_TRIAL,
    "Meta-Analysis": Work.StudyDesign.SYSTEMATIC_REVIEW,
    "Systematic Review": Work.StudyDesign.SYSTEMATIC_REVIEW,
    "Case Reports": Work.StudyDesign.CASE_SERIES,
    "Practice Guideline": Work.StudyDesign.GUIDELINE,
    "Guideline": Work.StudyDesign.GUIDELINE,
    "Editorial": Work.StudyDesign.OPINION,
    "Comment": Work.StudyDesign.OPINION,
}


def _tree(answer: http.Response) -> str | None:
    text = answer.text()
    root = _parsed(text)
    if root is None:
        raise misshapen(ENTRIES.name)
    return text if root.find(".//PubmedArticle") is not None else None


def _parsed(text: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


ENTRIES = client.Service("pubmed", "PubMed", 1.1 / PER_SECOND, accept="text/xml", read=_tree)
DATA = client.Service("pubmed", "PubMed", 1.1 / PER_SECOND)


def ask(pmid: str) -> client.Told:
    """PubMed's entry of a number; raises OutsideFailure."""
    return client.ask(ENTRIES, f"pmid:{pmid}", _url("efetch", id=pmid, retmode="xml"))


def find(doi: str) -> str:
    """The PubMed number of a DOI, empty when PubMed has none; raises OutsideFailure."""
    url = _url("esearch", term=f'"{doi}"[AID]', retmode="json", retmax="2")
    payload = client.ask(DATA, f"doi:{doi}", url).payload
    result = payload.get("esearchresult") if isinstance(payload, dict) else None
    if not isinstance(result, dict) or "ERROR" in result:
        raise misshapen(DATA.name)
    numbers = [first(number) for number in result.get("idlist") or []]
    return numbers[0] if len(numbers) == 1 else ""


def convert(pmcid: str) -> dict[str, str]:
    """PubMed number and DOI of a PubMed Central number; raises OutsideFailure."""
    asked = urlencode({"ids": pmcid, "format": "json", **_contact()})
    payload = client.ask(DATA, f"pmcid:{pmcid}", f"{CONVERTER}?{asked}").payload
    records = payload.get("records") if isinstance(payload, dict) else None
    for record in dicts(records):
        if record.get("status") != "error" and "errmsg" not in record:
            return {"pmid": first(record.get("pmid")), "doi": doi_shown(record.get("doi"))}
    return {}


def check(pmids: Sequence[str], *, patience: float) -> dict[str, list[Report]]:
    """What PubMed's summaries report about many works by one question; raises OutsideFailure."""
    url = _url("esummary", id=",".join(pmids), retmode="json")
    payload = client.ask_unkept(DATA, url, patience=patience, max_bytes=SUMMARY_BYTES)
    result = payload.get("result") if isinstance(payload, dict) else None
    if not isinstance(result, dict):
        raise misshapen(DATA.name)
    rows = {pmid: result.get(pmid) for pmid in pmids}
    return {
        pmid: list(_summary_reports(row))
        for pmid, row in rows.items()
        if isinstance(row, dict) and "error" not in row
    }


def read(payload: Any) -> Description:
    """The entry in an answer; raises OutsideFailure for another form."""
    root = _parsed(payload) if isinstance(payload, str) else None
    article = root.find(".//PubmedArticle") if root is not None else None
    if article is None:
        raise misshapen(ENTRIES.name)
    return Description(
        source=ENTRIES.key,
        csl=_csl(article),
        values=_values(article),
        reports=tuple(_reports(article)),
    )


def _url(tool: str, **asked: str) -> str:
    return f"{API}/{tool}.fcgi?{urlencode({'db': 'pubmed', **asked, **_contact()})}"


def _contact() -> dict[str, str]:
    return {"tool": TOOL, "email": settings.SITE_CONTACT_EMAIL}


def _text(node: Any, path: str) -> str:
    found = node.find(path) if node is not None else None
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _marked(node: Any, path: str) -> str:
    found = node.find(path)
    if found is None:
        return ""
    inner = etree.tostring(found, encoding="unicode", with_tail=False)
    return clean_title(re.sub(r"^<[^>]*>|</[^>]*>$", "", inner))


def _csl(article: Any) -> Csl:
    entry = article.find("MedlineCitation/Article")
    issue = entry.find("Journal/JournalIssue")
    title = _marked(entry, "ArticleTitle")
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1]
    language = _text(entry, "Language")
    numbers = {row.get("IdType"): (row.text or "") for row in article.iterfind(".//ArticleId")}
    csl: Csl = {
        "type": "article-journal",
        "title": title.removesuffix("."),
        "container-title": _text(entry, "Journal/Title"),
        "container-title-short": _text(article, "MedlineCitation/MedlineJournalInfo/MedlineTA"),
        "volume": _text(issue, "Volume"),
        "issue": _text(issue, "Issue"),
        "page": _text(entry, "Pagination/MedlinePgn") or _pages(entry),
        "ISSN": _text(entry, "Journal/ISSN"),
        "PMID": _text(article, "MedlineCitation/PMID"),
        "PMCID": numbers.get("pmc", ""),
        "DOI": doi_shown(_doi(entry) or numbers.get("doi")),
        "language": LANGUAGES.get(language, language),
        "author": [_name(row) for row in entry.iterfind("AuthorList/Author")],
    }
    csl |= _dates(entry)
    if "Preprint" in _kinds(article):
        csl |= {"type": "article", "genre": "preprint"}
    return {key: value for key, value in csl.items() if value}


def _pages(entry: Any) -> str:
    pages = [_text(entry, f"Pagination/{name}Page") for name in ("Start", "End")]
    found = "-".join(filter(None, pages))
    return found or _elocation(entry, "pii")


def _elocation(entry: Any, kind: str) -> str:
    for row in entry.iterfind("ELocationID"):
        if row.get("EIdType") == kind and row.get("ValidYN", "Y") == "Y":
            return (row.text or "").strip()
    return ""


def _doi(entry: Any) -> str:
    return _elocation(entry, "doi")


def _name(row: Any) -> dict[str, str]:
    collective = _text(row, "CollectiveName")
    if collective:
        return group(collective)
    orcid = next((one.text for one in row.iterfind("Identifier[@Source='ORCID']")), "")
    given = _text(row, "ForeName") or _text(row, "Initials")
    return person(given, _text(row, "LastName"), _text(row, "Suffix"), orcid)


def _dates(entry: Any) -> Csl:
    # What was printed later than it came online is cited under the day in print.
    printed = _date(entry.find("Journal/JournalIssue/PubDate"))
    online = _date(entry.find("ArticleDate[@DateType='Electronic']"))
    is_online_alone = entry.get("PubModel", "").startswith("Electronic") and online
    return {"issued": online if is_online_alone else printed, "available-date": online}


def _date(node: Any) -> dict[str, Any] | None:
    if node is None:
        return None
    stated = _text(node, "MedlineDate") or " ".join(
        filter(None, (_text(node, name) for name in ("Year", "Month", "Season", "Day")))
    )
    parts = stated.split()
    if len(parts) > 1 and parts[1].isdigit():
        stated = "-".join(part.zfill(2) for part in parts)
    try:
        return PartialDate.read(stated).to_csl()
    except DateError:
        return None


def _kinds(article: Any) -> list[str]:
    rows = article.iterfind(".//PublicationTypeList/PublicationType")
    return [(row.text or "").strip() for row in rows]


def _values(article: Any) -> dict[str, str]:
    kinds = _kinds(article)
    values = {
        "study_design": next((str(DESIGNS[kind]) for kind in kinds if kind in DESIGNS), ""),
        "interests": _text(article, ".//CoiStatement")[:500],
        "review_status": "preprint" if "Preprint" in kinds else "",
    }
    return {key: value for key, value in values.items() if value}


def _reports(article: Any) -> Iterator[Report]:
    reported = False
    for row in article.iterfind(".//CommentsCorrectionsList/CommentsCorrections"):
        kind = REFERENCES.get(row.get("RefType", ""))
        if kind:
            reported = reported or kind == Kind.RETRACTION
            yield _report(kind, _text(row, "PMID"), _text(row, "RefSource"))
    if not reported and "Retracted Publication" in _kinds(article):
        yield Report(Kind.RETRACTION, "pubmed")


def _summary_reports(row: dict[str, Any]) -> Iterator[Report]:
    # "Retraction in" on a summary is "RetractionIn" in the full entry.
    reported = False
    for reference in dicts(row.get("references")):
        kind = REFERENCES.get(first(reference.get("reftype")).title().replace(" ", ""))
        if kind:
            reported = reported or kind == Kind.RETRACTION
            source = first(reference.get("refsource"))
            yield _report(kind, first(reference.get("pmid")), source)
    if not reported and "Retracted Publication" in (row.get("pubtype") or []):
        yield Report(Kind.RETRACTION, "pubmed")


def _report(kind: str, pmid: str, source: str) -> Report:
    # "Lancet. 2020 Jun 13;395(10240):1820. doi: 10...": the date stands behind the journal.
    found = re.search(r"\b(1[5-9]|20)\d\d(?: [A-Z][a-z]{2})?(?: \d{1,2})?", source)
    try:
        date = str(PartialDate.read(found[0])) if found else ""
    except DateError:
        date = ""
    doi = re.search(r"10\.\d{4,9}/\S+", source)
    return Report(
        kind,
        "pubmed",
        notice_doi=doi_shown(doi[0] if doi else "").lower(),
        notice_pmid=pmid if re.fullmatch(r"[1-9][0-9]{0,7}", pmid) else "",
        date=date,
    )
