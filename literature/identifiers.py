"""Recognises and normalises DOI, PMID, PMCID, arXiv, ISSN, ORCID and NCT numbers; knows no model and asks no network."""

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
DOI_SYNTAX = re.compile(r"10\.\d{4,9}(\.\d+)*/\S+")
DOI_USUAL = re.compile(r"10\.\d{4,9}/[-._;()/:A-Z0-9]+|10\.1002/\S+", re.IGNORECASE)
DOI_CORE = re.compile(r"(?<![\d.])10\.\d{4,9}(?:\.\d+)*(?:/|%(?:25)?2f)\S+", re.IGNORECASE)
DOI_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
PREPRINT_HOST = re.compile(r"https?://(?:[\w-]+\.)*\w*rxiv\.org/", re.IGNORECASE)
SHORT_DOI = re.compile(r"(?:https?://)?(?:dx\.)?(?:doi\.org/(?!10\.)|10/)\w+/?", re.IGNORECASE)
VIEW_SUFFIX = re.compile(
    r"(?:/(?:full|pdf|epdf|abstract|html|meta|epub|fulltext)|\.pdf)$", re.IGNORECASE
)
VERSION_SUFFIX = re.compile(r"v\d+(?:[./][\w./-]*)?$", re.IGNORECASE)
CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}
TRAILING = ".,;:!?'\"\u201d\u2019\u00bb\u2026"

ORCID_RANGES = (("0000000150000007", "0000000350000001"), ("0009000000000000", "0009001000000000"))
ARXIV_NEW = re.compile(r"\d{4}\.\d{4,5}(v\d+)?")
ARXIV_OLD = re.compile(r"[a-z-]+(\.[A-Z]{2})?/\d{7}(v\d+)?")


class IdentifierError(ValueError):
    """What a person typed is not the identifier asked for; the message says what is wrong with it."""


@dataclass(frozen=True)
class Doi:
    """A DOI as it is compared (`key`, lower case) and as it is shown (`display`, the case it was given in)."""

    key: str
    display: str


@dataclass(frozen=True)
class Identifier:
    kind: str
    value: str


def normalise_doi(text: str) -> str:
    """Give the lower-case key of the one DOI in `text`, bare, labelled or as an address; raises IdentifierError."""
    return read_doi(text).key


def read_doi(text: str) -> Doi:
    """Give key and display form of the one DOI in `text`; raises IdentifierError with the reason in words."""
    cleaned = _tidy(text)
    if not cleaned:
        raise IdentifierError(_("Enter a DOI, for example 10.1056/NEJMoa2508515."))
    if SHORT_DOI.fullmatch(cleaned):
        raise IdentifierError(
            _(
                "“%(doi)s” is a shortened DOI. Open it and copy the full DOI, which begins with “10.” and has a slash."
            )
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
    found = []
    for match in DOI_CORE.finditer(cleaned):
        try:
            doi = _finish(cleaned, match)
        except IdentifierError:
            continue
        if doi.key not in {other.key for other in found}:
            found.append(doi)
    return found


def doi_warning(doi: str) -> str:
    """Say so when a valid DOI is of a shape that hardly any registered DOI has; empty when it is usual."""
    if DOI_USUAL.fullmatch(doi):
        return ""
    return _("“%(doi)s” is an unusual DOI. Compare it with the one on the paper.") % {"doi": doi}


def doi_url(doi: str) -> str:
    """Give the address of a DOI at doi.org, encoding only what an address cannot hold."""
    return "https://doi.org/" + quote(doi, safe="/():;,.!$&'*+=@~-_")


def normalise_issn(text: str) -> str:
    """Give an ISSN as NNNN-NNNC; raises IdentifierError when its form or check digit is wrong (ISO 3297)."""
    bare = re.sub(r"^(e-?|p-?)?ISSN(-L)?[:\s]*", "", _tidy(text).translate(DASHES).upper()).replace(
        " ", ""
    )
    if not re.fullmatch(r"\d{4}-?\d{3}[\dX]", bare):
        raise IdentifierError(
            _("“%(issn)s” is not an ISSN: an ISSN has eight characters, for example 0028-4793.")
            % {"issn": text.strip()}
        )
    digits = bare.replace("-", "")
    expected = stdnum_issn.calc_check_digit(digits[:7])
    if digits[7] != expected:
        raise IdentifierError(
            _(
                "The last character of ISSN %(issn)s does not fit the others: it would have to be %(expected)s."
            )
            % {"issn": f"{digits[:4]}-{digits[4:]}", "expected": expected}
        )
    return f"{digits[:4]}-{digits[4:]}"


def normalise_orcid(text: str) -> str:
    """Give an ORCID iD as its address https://orcid.org/NNNN-NNNN-NNNN-NNNC; raises IdentifierError (ISO 7064)."""
    bare = re.sub(
        r"^(?:https?://)?(?:www\.)?orcid\.org/|^orcid(?: id)?[:\s]*",
        "",
        _tidy(text),
        flags=re.IGNORECASE,
    )
    digits = re.sub(r"[\s-]", "", bare.translate(DASHES)).rstrip("/").upper()
    if not re.fullmatch(r"\d{15}[\dX]", digits):
        raise IdentifierError(
            _(
                "“%(orcid)s” is not an ORCID iD: it has sixteen characters, for example 0000-0002-1825-0097."
            )
            % {"orcid": text.strip()}
        )
    expected = mod_11_2.calc_check_digit(digits[:15])
    if digits[15] != expected:
        raise IdentifierError(
            _(
                "The last character of ORCID iD %(orcid)s does not fit the others: it would have to be %(expected)s."
            )
            % {"orcid": _grouped(digits), "expected": expected}
        )
    return f"https://orcid.org/{_grouped(digits)}"


def orcid_warning(orcid: str) -> str:
    """Say so when a well-formed ORCID iD lies outside the ranges ORCID has issued; empty otherwise."""
    digits = orcid.rsplit("/", 1)[-1].replace("-", "")
    if any(low <= digits <= high for low, high in ORCID_RANGES):
        return ""
    return _(
        "ORCID has not issued numbers like %(orcid)s. Compare it with the person’s own page."
    ) % {"orcid": _grouped(digits)}


def normalise_pmid(text: str) -> str:
    """Give a PubMed number of one to eight digits without its label or address; raises IdentifierError."""
    bare = re.sub(
        r"^https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/|^https?://www\.ncbi\.nlm\.nih\.gov/pubmed/",
        "",
        _tidy(text),
    )
    bare = re.sub(r"^PMID[:\s]*", "", bare, flags=re.IGNORECASE).rstrip("./ ")
    if not re.fullmatch(r"[1-9]\d{0,7}", bare):
        raise IdentifierError(
            _("“%(pmid)s” is not a PMID: a PMID has one to eight digits and does not begin with 0.")
            % {"pmid": text.strip()}
        )
    return bare


def normalise_pmcid(text: str) -> str:
    """Give a PubMed Central number as PMC and digits, a version kept; raises IdentifierError."""
    bare = re.sub(r"^https?://\S*?/(?=PMC\d)", "", _tidy(text), flags=re.IGNORECASE)
    bare = re.sub(r"^PMCID[:\s]*", "", bare, flags=re.IGNORECASE).rstrip("./ ").upper()
    if not re.fullmatch(r"PMC\d+(\.\d+)?", bare):
        raise IdentifierError(
            _("“%(pmcid)s” is not a PMCID: it is PMC followed by digits, for example PMC7745181.")
            % {"pmcid": text.strip()}
        )
    return bare


def normalise_arxiv(text: str) -> str:
    """Give an arXiv number, old or new form, a version kept; raises IdentifierError."""
    bare = re.sub(r"\s*\[[\w.-]+\]$", "", _tidy(text).rstrip("."))
    bare = re.sub(
        r"^https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/", "", bare, flags=re.IGNORECASE
    )
    bare = re.sub(r"^(?:https?://doi\.org/)?10\.48550/", "", bare, flags=re.IGNORECASE)
    bare = re.sub(r"^arxiv[:.\s]*|\.pdf$", "", bare, flags=re.IGNORECASE)
    if not (ARXIV_NEW.fullmatch(bare) or ARXIV_OLD.fullmatch(bare)):
        raise IdentifierError(
            _("“%(arxiv)s” is not an arXiv number: it looks like 1706.03762 or hep-th/9901001.")
            % {"arxiv": text.strip()}
        )
    return bare


def arxiv_doi(arxiv: str) -> str:
    """Give the DOI key that DataCite registers for an arXiv number; the version is not part of it."""
    return "10.48550/arxiv." + re.sub(r"v\d+$", "", arxiv).lower()


def normalise_nct(text: str) -> str:
    """Give a ClinicalTrials.gov number as NCT and eight digits; raises IdentifierError."""
    bare = (
        re.sub(r"^https?://\S*?/(?=NCT\d)", "", _tidy(text), flags=re.IGNORECASE)
        .rstrip("./ ")
        .upper()
    )
    if not re.fullmatch(r"NCT\d{8}", bare):
        raise IdentifierError(
            _("“%(nct)s” is not a trial number: it is NCT followed by eight digits.")
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
    """Tell what kind of identifier a pasted text is, and its normal form; None when it is none of them."""
    for kind, normalise in RECOGNISERS:
        try:
            return Identifier(kind, normalise(text))
        except IdentifierError:
            continue
    return None


def _tidy(text: str) -> str:
    return html.unescape(text).translate(INVISIBLE).translate(HYPHENS).replace("\xa0", " ").strip()


def _finish(text: str, found: re.Match) -> Doi:
    before, core = text[: found.start()], found[0]
    is_address = re.search(
        r"https?://\S*$|(?:^|\s)(?:www\.|dx\.)?[\w.-]+\.[a-z]{2,}/\S*$", before, re.IGNORECASE
    )
    if is_address:
        # A DOI in a query ends at the next "&"; one in a path ends where the query begins.
        core = re.split(r"[#&]" if "?" in is_address[0] else r"[#?]", core)[0]
    if is_address or re.search(r"%(25)?2f", core, re.IGNORECASE):
        core = unquote(core)
        core = unquote(core) if re.match(r"10\.[\d.]+%2f", core, re.IGNORECASE) else core
    core = _strip_trailing(core)
    if is_address and not DOI_RESOLVER.search(is_address[0]):
        core = _strip_trailing(
            _strip_view(core, is_preprint=bool(PREPRINT_HOST.search(is_address[0])))
        )
    if not DOI_SYNTAX.fullmatch(core) or not core.isprintable():
        raise IdentifierError(_why_no_doi(core))
    return Doi(_ascii_lower(core), core)


def _strip_view(core: str, *, is_preprint: bool) -> str:
    while VIEW_SUFFIX.search(core):
        core = VIEW_SUFFIX.sub("", core)
    return VERSION_SUFFIX.sub("", core) if is_preprint else core


def _strip_trailing(core: str) -> str:
    while core and (
        core[-1] in TRAILING
        or (core[-1] in CLOSERS and core.count(core[-1]) > core.count(CLOSERS[core[-1]]))
    ):
        core = core[:-1]
    return core


def _why_no_doi(text: str) -> str:
    bare = re.sub(r"^(?:\S+doi\.org/|doi[:\s]*|\W+)", "", text, flags=re.IGNORECASE)
    if re.match(r"10\.\d{4,9}(\.\d+)*/?\W*$", bare):
        return _(
            "“%(doi)s” is only the first half of a DOI: the part after the slash is missing."
        ) % {"doi": bare}
    if re.match(r"10\.\d{4,9}(\.\d+)*/\s", bare):
        return _("A DOI has no spaces, but “%(doi)s” has one after the slash.") % {"doi": bare[:60]}
    if bare.startswith("10."):
        return _("“%(doi)s” is not a DOI: after “10.” come four to nine digits and a slash.") % {
            "doi": bare[:60]
        }
    if re.match(r"\d+\.\d+/", bare):
        return _("“%(doi)s” is not a DOI: a DOI begins with “10.”.") % {"doi": bare[:60]}
    return _("There is no DOI in “%(text)s”: a DOI looks like 10.1056/NEJMoa2508515.") % {
        "text": text[:60]
    }


def _ascii_lower(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


def _grouped(digits: str) -> str:
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))
