"""Recognises and normalises DOI, PMID, PMCID, arXiv, ISSN, ORCID and NCT numbers.

Knows no model and asks no network; every refusal says what is wrong.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _
from stdnum import issn as stdnum_issn
from stdnum.iso7064 import mod_11_2

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")

# Crossref, "DOIs and matching regular expressions", 11 August 2015.
DOI_SYNTAX = re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*/\S+")
DOI_USUAL = re.compile(r"10\.[0-9]{4,9}/[-._;()/:A-Z0-9]+|10\.1002/\S+", re.IGNORECASE)
DOI_CORE = re.compile(r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*(?:/|%(?:25)?2f)\S+", re.IGNORECASE)
ENCODED_SLASH = re.compile(r"10\.[0-9.]+%(?:25)?2f", re.IGNORECASE)
DOI_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
SHORT_DOI = re.compile(r"(?:https?://)?(?:dx\.)?(?:doi\.org/(?!10\.)|10/)\w+/?", re.IGNORECASE)
ADDRESS = re.compile(
    r"https?://\S*$|(?:^|\s)(?:www\.|dx\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*$", re.IGNORECASE
)
PREPRINT_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)*\w*rxiv\.org/", re.IGNORECASE)
VIEW_SUFFIX = re.compile(
    r"(?:/(?:full|pdf|epdf|abstract|html|meta|epub|fulltext)|\.pdf)$", re.IGNORECASE
)
VERSION_SUFFIX = re.compile(r"v[0-9]+(?:[./][\w.+/-]*)?$", re.IGNORECASE)
CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}
TRAILING = ".,;:!?'\"\u201d\u2019\u00bb\u2026"

ORCID_RANGES = (
    ("0000000150000007", "0000000350000001"),
    ("0009000000000000", "0009001000000000"),
)
ARXIV_NEW = re.compile(r"[0-9]{4}\.[0-9]{4,5}(v[0-9]+)?")
ARXIV_OLD = re.compile(r"[a-z-]+(\.[A-Z]{2})?/[0-9]{7}(v[0-9]+)?")


class IdentifierError(ValueError):
    """What was typed is not the identifier asked for; the message says what is wrong with it."""


@dataclass(frozen=True)
class Doi:
    """A DOI as it is compared (``key``, lower case) and as it is shown (``display``, as given)."""

    key: str
    display: str


@dataclass(frozen=True)
class Identifier:
    """A recognised identifier: doi, pmid, pmcid, arxiv, issn, orcid or nct, in its normal form."""

    kind: str
    value: str


def normalise_doi(text: str) -> str:
    """Give the lower-case key of the one DOI in ``text``, bare, labelled or as an address.

    Raises IdentifierError.
    """
    return read_doi(text).key


def read_doi(text: str) -> Doi:
    """Give key and display form of the one DOI in ``text``; raises IdentifierError."""
    cleaned = _tidy(text)
    if not cleaned:
        raise IdentifierError(_("Enter a DOI, for example 10.1056/NEJMoa2508515."))
    if SHORT_DOI.fullmatch(cleaned):
        raise IdentifierError(
            _("“%(doi)s” is a shortened DOI. Open it and copy the full one: it begins with “10.”.")
            % {"doi": cleaned}
        )
    found = DOI_CORE.search(cleaned)
    if not found:
        raise IdentifierError(_why_no_doi(cleaned))
    rest = cleaned[found.end() :].strip(TRAILING + ")]}> ")
    if rest:
        raise IdentifierError(
            _("A DOI has no spaces, but “%(rest)s” stands after “%(doi)s”.")
            % {"rest": rest[:40], "doi": found[0]}
        )
    return _finish(cleaned, found)


def find_dois(text: str) -> list[Doi]:
    """List the DOIs in running text in order of mention, each once."""
    cleaned = _tidy(text)
    found: dict[str, Doi] = {}
    for match in DOI_CORE.finditer(cleaned):
        try:
            doi = _finish(cleaned, match)
        except IdentifierError:
            continue
        found.setdefault(doi.key, doi)
    return list(found.values())


def doi_warning(doi: str) -> str:
    """Say so when a valid DOI has a shape that hardly any registered DOI has; empty otherwise."""
    if DOI_USUAL.fullmatch(doi):
        return ""
    return _("“%(doi)s” is an unusual DOI. Compare it with the one on the paper.") % {"doi": doi}


def doi_url(doi: str) -> str:
    """Give the address of a DOI at doi.org, encoding only what an address cannot hold."""
    return "https://doi.org/" + quote(doi, safe="/():;,.!$&'*+=@~-_")


def normalise_issn(text: str) -> str:
    """Give an ISSN as NNNN-NNNC; raises IdentifierError for its form or check digit (ISO 3297)."""
    bare = re.sub(r"^[EP]?-?ISSN(-L)?[:\s]*", "", _tidy(text).translate(DASHES).upper())
    if not re.fullmatch(r"[0-9]{4}[-\s]?[0-9]{3}[0-9X]", bare, re.ASCII):
        raise IdentifierError(
            _("“%(issn)s” is not an ISSN: an ISSN has eight characters, for example 0028-4793.")
            % {"issn": text.strip()}
        )
    shown = f"{bare[:4]}-{bare[-4:]}"
    expected = stdnum_issn.calc_check_digit(bare[:4] + bare[-4:-1])
    if bare[-1] != expected:
        raise IdentifierError(
            _("ISSN %(issn)s is mistyped: after these seven digits the last would be %(expected)s.")
            % {"issn": shown, "expected": expected}
        )
    return shown


def normalise_orcid(text: str) -> str:
    """Give an ORCID iD as NNNN-NNNN-NNNN-NNNC; raises IdentifierError (check digit of ISO 7064)."""
    bare = _after(r"(?:https?://)?(?:www\.)?orcid\.org/|orcid(?: id)?[:\s]*", _tidy(text))
    digits = re.sub(r"[\s-]", "", bare.translate(DASHES)).rstrip("/").upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits, re.ASCII):
        raise IdentifierError(
            _("“%(orcid)s” is not an ORCID iD: it has 16 characters, as in 0000-0002-1825-0097.")
            % {"orcid": text.strip()}
        )
    expected = mod_11_2.calc_check_digit(digits[:15])
    if digits[15] != expected:
        raise IdentifierError(
            _("ORCID iD %(orcid)s is mistyped: the last character would be %(expected)s.")
            % {"orcid": _grouped(digits), "expected": expected}
        )
    return _grouped(digits)


def orcid_url(orcid: str) -> str:
    """Give the address of a normalised ORCID iD."""
    return f"https://orcid.org/{orcid}"


def orcid_warning(orcid: str) -> str:
    """Say so when a normalised ORCID iD lies outside the ranges ORCID issues; empty otherwise."""
    digits = orcid.replace("-", "")
    if any(low <= digits <= high for low, high in ORCID_RANGES):
        return ""
    return _("ORCID has issued no number like %(orcid)s. Compare it with the person's page.") % {
        "orcid": orcid
    }


def normalise_pmid(text: str) -> str:
    """Give a PubMed number of one to eight digits, without label; raises IdentifierError."""
    label = r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/"
    bare = _after(label + r"|PMID[:\s]*", _tidy(text)).rstrip("./ ")
    if not re.fullmatch(r"[1-9][0-9]{0,7}", bare, re.ASCII):
        raise IdentifierError(
            _("“%(pmid)s” is not a PMID: it has one to eight digits and does not begin with 0.")
            % {"pmid": text.strip()}
        )
    return bare


def normalise_pmcid(text: str) -> str:
    """Give a PubMed Central number as PMC and digits, a version kept; raises IdentifierError."""
    bare = _after(r"https?://\S*?/(?=PMC[0-9])|PMCID[:\s]*", _tidy(text)).rstrip("./ ").upper()
    if not re.fullmatch(r"PMC[0-9]+(\.[0-9]+)?", bare, re.ASCII):
        raise IdentifierError(
            _("“%(pmcid)s” is not a PMCID: it is PMC and digits, for example PMC7745181.")
            % {"pmcid": text.strip()}
        )
    return bare


def normalise_arxiv(text: str) -> str:
    """Give an arXiv number, old or new form, a version kept; raises IdentifierError."""
    bare = re.sub(r"\s*\[[\w.-]+\]$", "", _tidy(text).rstrip("."))
    bare = _after(r"(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf|html)/", bare)
    bare = _after(r"arxiv[:.\s]*", _after(r"(?:https?://doi\.org/|doi:)?10\.48550/", bare))
    bare = bare.removesuffix(".pdf")
    if not (ARXIV_NEW.fullmatch(bare) or ARXIV_OLD.fullmatch(bare)):
        raise IdentifierError(
            _("“%(arxiv)s” is not an arXiv number: it looks like 1706.03762 or hep-th/9901001.")
            % {"arxiv": text.strip()}
        )
    return bare


def arxiv_doi(arxiv: str) -> str:
    """Give the DOI key DataCite registers for an arXiv number; the version is not part of it."""
    return "10.48550/arxiv." + re.sub(r"v[0-9]+$", "", arxiv).lower()


def normalise_nct(text: str) -> str:
    """Give a ClinicalTrials.gov number as NCT and eight digits; raises IdentifierError."""
    bare = _after(r"https?://\S*?/(?=NCT[0-9])", _tidy(text)).rstrip("./ ").upper()
    if not re.fullmatch(r"NCT[0-9]{8}", bare, re.ASCII):
        raise IdentifierError(
            _("“%(nct)s” is not a trial number: it is NCT and eight digits.")
            % {"nct": text.strip()}
        )
    return bare


RECOGNISERS = (
    ("arxiv", normalise_arxiv),
    ("doi", normalise_doi),
    ("pmcid", normalise_pmcid),
    ("nct", normalise_nct),
    ("orcid", normalise_orcid),
    ("issn", normalise_issn),
    ("pmid", normalise_pmid),
)


def recognise(text: str) -> Identifier | None:
    """Tell what kind of identifier a pasted text is; None when it is none of them."""
    for kind, normalise in RECOGNISERS:
        try:
            return Identifier(kind, normalise(text))
        except IdentifierError:
            continue
    return None


def _tidy(text: str) -> str:
    cleaned = html.unescape(text).translate(INVISIBLE).translate(HYPHENS)
    return cleaned.replace("\xa0", " ").strip()


def _after(label: str, text: str) -> str:
    return re.sub(rf"^(?:{label})", "", text, flags=re.IGNORECASE)


def _finish(text: str, found: re.Match[str]) -> Doi:
    address = ADDRESS.search(text[: found.start()])
    core = found[0]
    if address:
        # A DOI in a query ends at the next "&"; one in a path ends where the query begins.
        core = re.split(r"[#&]" if "?" in address[0] else r"[#?]", core)[0]
    if address or ENCODED_SLASH.match(core):
        core = unquote(core)
    if ENCODED_SLASH.match(core):
        core = unquote(core)
    core = _strip_trailing(core)
    if address and not DOI_RESOLVER.search(address[0]):
        core = _strip_view(core, is_preprint=bool(PREPRINT_HOST.search(address[0])))
    if not DOI_SYNTAX.fullmatch(core) or not core.isprintable():
        raise IdentifierError(_why_no_doi(core))
    return Doi(core.lower(), core)


def _strip_view(core: str, *, is_preprint: bool) -> str:
    while VIEW_SUFFIX.search(core):
        core = VIEW_SUFFIX.sub("", core)
    return _strip_trailing(VERSION_SUFFIX.sub("", core) if is_preprint else core)


def _strip_trailing(core: str) -> str:
    while core and (core[-1] in TRAILING or _is_unbalanced(core)):
        core = core[:-1]
    return core


def _is_unbalanced(core: str) -> bool:
    opener = CLOSERS.get(core[-1])
    return opener is not None and core.count(core[-1]) > core.count(opener)


def _why_no_doi(text: str) -> str:
    bare = _after(r"\S+doi\.org/|doi[:\s]*|\W+", text)[:60]
    if re.match(r"10\.[0-9]{4,9}(\.[0-9]+)*/?\W*$", bare):
        return _("“%(doi)s” is half a DOI: the part after the slash is missing.") % {"doi": bare}
    if re.match(r"10\.[0-9]{4,9}(\.[0-9]+)*/\s", bare):
        return _("A DOI has no spaces, but “%(doi)s” has one after the slash.") % {"doi": bare}
    if bare.startswith("10."):
        return _("“%(doi)s” is not a DOI: four to nine digits and a slash follow “10.”.") % {
            "doi": bare
        }
    if re.match(r"[0-9]+\.[0-9]+/", bare):
        return _("“%(doi)s” is not a DOI: a DOI begins with “10.”.") % {"doi": bare}
    return _("There is no DOI in “%(text)s”: a DOI looks like 10.1056/NEJMoa2508515.") % {
        "text": text[:60]
    }


def _grouped(digits: str) -> str:
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))
