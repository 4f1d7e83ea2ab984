"""The patterns by which references are found and read in text; each has an upper bound."""

from __future__ import annotations

import re

YEAR = r"(?:1[5-9]|20)[0-9]{2}"
MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)"
    r"[a-z]{0,6}\.?"
)
DASH = r"[-\u2010-\u2015\u2212]"
DATE = rf"{YEAR}(?:\s{{1,2}}{MONTH}(?:{DASH}{MONTH})?(?:\s{{1,2}}[0-9]{{1,2}}(?![0-9]))?)?"
SPOKEN_DATE = (
    rf"(?:{MONTH}\s{{1,2}}[0-9]{{1,2}},?\s{{1,2}}{YEAR}|[0-9]{{1,2}}\s{{1,2}}{MONTH}\s{{1,2}}{YEAR}"
    rf"|{YEAR}\s{{1,2}}{MONTH}(?:\s{{1,2}}[0-9]{{1,2}})?|{MONTH}\s{{1,2}}{YEAR}|{YEAR})"
)
PAGE = r"[A-Za-z]{0,5}[0-9]{1,9}[A-Za-z]?"
SPAN = rf"{PAGE}\s{{0,2}}{DASH}{{1,2}}\s{{0,2}}[A-Za-z]{{0,3}}[0-9]{{1,8}}[A-Za-z]?"
PAGES = (
    rf"(?:(?:{SPAN}|{PAGE})(?:,\s{{0,2}}{SPAN}){{0,12}}(?:\s{{1,2}}passim)?"
    rf"|[ivxlcdm]{{1,9}}(?:{DASH}[ivxlcdm]{{1,9}})?)(?![A-Za-z0-9]|\.[0-9])"
)
VOLUME = r"(?:[A-Z]{0,2}[0-9]{1,5}[A-Z]?)"
SUPPLEMENT = r"(?:Suppl|Supplement|Pt|Part)\.?\s{0,2}\w{0,6}"
LABEL = rf"(?:\s{{0,2}}\(\s{{0,2}}(?P<label>[^()]{{1,40}})\)|\s{{1,2}}(?P<words>{SUPPLEMENT}))"

# As NLM, AMA and NEJM print it: 2026 Jan 29;394(5):442-450.
DATE_FIRST = re.compile(
    rf"(?<![0-9])(?P<date>{DATE})\s{{0,2}};\s{{0,2}}(?P<volume>{VOLUME}(?![0-9]))?{LABEL}?"
    rf"(?:\s{{0,2}}:\s{{0,2}}(?:(?P<between>{SUPPLEMENT})\s{{0,2}}:\s{{0,2}})?"
    rf"(?P<pages>{PAGES}))?"
)
# 2019;34-6, 87-91: a list can only be pages, so what stands before it is no volume.
DATE_AND_PAGES = re.compile(
    rf"(?<![0-9])(?P<date>{DATE})(?:\s{{0,2}};\s{{0,2}}(?=(?:{SPAN},\s{{0,2}}){{1,12}}{SPAN})|:)"
    rf"(?P<pages>{PAGES})"
)
# As APA, Chicago and Nature print it: 394(5), 442-450; 394 (5): 442-50; 394, 442-450 (2026).
VOLUME_FIRST = re.compile(
    rf"(?<![0-9A-Za-z.;])(?P<volume>{VOLUME}){LABEL}?\s{{0,2}}[,:]\s{{0,2}}(?:pp?\.\s{{0,2}})?"
    rf"(?P<pages>{PAGES})(?:\s{{0,2}}\((?P<after>[^()]{{1,30}})\))?"
)
IN_WORDS = re.compile(
    rf"(?:\b(?P<date>{YEAR})\s{{0,2}}[,;]\s{{0,2}})?"
    r"\b(?:Vol(?:ume|\.)?\s{0,2}(?P<volume>[A-Z]{0,2}[0-9]{1,5})\s{0,2}[,;]?\s{0,2}"
    r"(?:(?:Issue|No\.|Number)\s{0,2}(?P<label>[^\s,;.()]{1,12}(?:\sSuppl\.?\s[0-9]{1,3})?))?"
    r"|Issue\s{0,2}(?P<alone>[^\s,;.()]{1,12}))"
    rf"(?:\s{{0,2}}[,;:]?\s{{0,2}}(?:pages?|pp?\.)\s{{0,2}}(?P<pages>{PAGES}))?",
    re.IGNORECASE,
)
ARTICLE_NUMBER = re.compile(
    r"\bArt(?:icle)?\.?\s{0,2}(?:No|number)\b\.?:?\s{0,2}(?P<pages>\w{1,20})", re.IGNORECASE
)
PLACES = (DATE_AND_PAGES, DATE_FIRST, IN_WORDS, VOLUME_FIRST)

DOI = re.compile(
    r"(?:\b(?:doi|DOI)\s{0,2}[:.]?\s{0,2})?(?:[^\s<>\"]{1,100}?/)?"
    r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}(?:/|%2[fF])\S{1,200}"
)
PMID = re.compile(r"\bPMID:?\s{0,2}(?P<value>[0-9]{1,8})\b", re.IGNORECASE)
PMCID = re.compile(
    r"(?:\bPMCID:?\s{0,2})?\b(?P<value>PMC[0-9]{1,9}(?:\.[0-9]{1,3})?)", re.IGNORECASE
)
ARXIV = re.compile(
    r"\barXiv\s{0,2}:\s{0,2}(?P<value>(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/[0-9]{7})"
    r"(?:v[0-9]{1,3})?)(?:\s{0,2}\[[\w.-]{1,20}\])?",
    re.IGNORECASE,
)
OLD_ARXIV = re.compile(
    r"(?<![\w/.])(?P<value>(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nlin|nucl-(?:ex|th)"
    r"|physics|quant-ph|math|cs|q-bio|stat)(?:\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]{1,3})?)(?![\w/])"
)
SERVER = re.compile(
    r"\b(?P<server>medRxiv|bioRxiv)[\s:.,]{1,3}(?P<value>[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6,9})"
    r"(?:v(?P<version>[0-9]{1,3}))?",
    re.IGNORECASE,
)
SERVER_NAMES = {"medrxiv": "medRxiv", "biorxiv": "bioRxiv"}
AHEAD = re.compile(
    r"(?:(?:Epub|Online)\s{0,2}ahead of print|Published online|Online first|In press)\.?"
    rf"(?:[\s:]{{0,3}}(?P<date>{SPOKEN_DATE}))?",
    re.IGNORECASE,
)
STANDINGS = (
    (re.compile(r"\bRetract(?:ion in|ed in|ed article|ed)\b", re.IGNORECASE), "retracted"),
    (re.compile(r"\bWithdrawn\b", re.IGNORECASE), "withdrawn"),
    (re.compile(r"\bExpression of concern in\b", re.IGNORECASE), "concern"),
    (re.compile(r"\b(?:Erratum|Correction) in\b", re.IGNORECASE), "corrected"),
)
YEAR_IN_BRACKETS = re.compile(rf"\((?P<date>{YEAR})[a-z]?(?:,[^()]{{1,20}})?\)\.?")
YEAR_ALONE = re.compile(rf"(?<![\w.])(?P<date>{DATE})(?![\w/])")
AUTHORS_BEFORE_YEAR = re.compile(
    r"(?P<authors>.{3,1500}?)\s"
    rf"(?:\((?P<date>{YEAR})[a-z]?(?:,[^()]{{1,20}})?\)\.?|(?P<stop>{YEAR})\.)\s"
)
# Polack, F. P. et al. Safety of ...: only here a stop behind one letter ends the authors.
AUTHORS_WITH_STOPS = re.compile(
    r"(?:[^,.&]{2,60},\s(?:[^\W\d_]{1,2}\.[\s-]?){1,6}(?:,\s(?:Jr|Sr|I{2,3}|IV)\.?)?"
    r"(?:,\s(?:&\s)?|\s?&\s|\s?et\sal\.|\s?)\s?){1,60}(?=\S)"
)
# Three small words in a row are no names.
PROSE = re.compile(r"(?:\b[a-z-]{2,30}\s){3}")
# A preprint number of its server after the day, and words that only say that it is one.
PREPRINT = re.compile(
    r"\[?\bpreprint\b\]?(?:\s(?:posted online|at))?\.?(?:\s{0,2}"
    rf"(?P<date>{SPOKEN_DATE})(?::[0-9]{{4}}\.[0-9]{{2}}\.[0-9]{{2}}\.[0-9]{{6,9}})?)?",
    re.IGNORECASE,
)
MONTH_NAME = re.compile(MONTH)
JOURNAL_WORD = re.compile(r"[A-Z&][\w&’'-]{0,30}\.?|(?:of|the|and|for|in|on|et|de|der|für|&)")
# Words with which a sentence comes to a journal's name, but no name begins.
OPENINGS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "de", "et", "for", "from", "his", "her", "in", "it"}
    | {"its", "on", "of", "our", "see", "the", "their", "this", "these", "those", "to", "today"}
    | {"with", "according", "appearing", "published", "reported", "writing"}
)
# What is counted like volumes: Table 3 (2).
NO_JOURNALS = frozenset(
    {"article", "box", "chapter", "fig", "figure", "grade", "level", "page", "part", "phase"}
    | {"section", "stage", "table", "type", "version", "volume", "january", "february", "march"}
    | {"april", "may", "june", "july", "august", "september", "october", "november", "december"}
)
LONGEST_JOURNAL = 14
