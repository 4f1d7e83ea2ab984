"""The records that are exported: CSL-JSON of works and of whole issues, and how to read it."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import override

from literature.csl import Csl, issue_csl
from literature.dates import DateError, PartialDate
from literature.identifiers import doi_url
from literature.models import Issue, Work
from literature.runs import plain
from literature.styles.source import Source, month_day_year

# Control characters and halves of characters, which no file format can carry.
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
STANDINGS = {
    Work.Status.CORRECTED: "Corrected",
    Work.Status.CONCERN: "Expression of concern",
    Work.Status.RETRACTED: "Retracted",
    Work.Status.WITHDRAWN: "Withdrawn",
}


def work_record(work: Work) -> Csl:
    """The stored CSL-JSON of a work, with a note when something is known against it."""
    note = _standing(work)
    return {**work.csl, "note": note} if note else dict(work.csl)


def issue_record(issue: Issue, *, pages: str = "") -> Csl:
    """The CSL-JSON of a whole issue, or of a run of its pages, as a thing with a title.

    Asks the database for the issue's journal at most.
    """
    with override("en"):  # references are in English whatever the reader's language
        title = f"{issue.long_name}: {issue.title}" if issue.title else issue.long_name
    record = issue_csl(issue, pages=pages)
    address = {"URL": issue.url} if issue.url else {}
    return {"id": f"issue-{issue.pk}", "type": "periodical", "title": title, **record, **address}


def one_line(value: object) -> str:
    """The value as text in one line, without what cannot be written to a file."""
    return " ".join(UNWRITABLE.sub("", " ".join(str(value or "").split())).split())


def title_of(source: Source) -> str:
    """The title without emphasis."""
    return one_line(plain(source.title))


def issns_of(csl: Csl) -> list[str]:
    """The ISSNs, print first; one text may hold several."""
    stated: Any = csl.get("ISSN") or []
    custom = csl.get("custom")
    more = custom.get("ISSN-online", "") if isinstance(custom, dict) else ""
    texts = [*(stated if isinstance(stated, list) else [stated]), more]
    return list(
        dict.fromkeys(issn for text in texts for issn in re.split(r"[\s,;]+", text) if issn)
    )


def _standing(work: Work) -> str:
    word = STANDINGS.get(Work.Status(work.status))
    if not word:
        return ""
    notice = doi_url(work.notice_doi) if work.notice_doi else work.notice_url
    since = f"{word}, {_day(work.status_date)}" if work.status_date else word
    return f"{since}. Notice: {notice}" if notice else f"{since}."


def _day(stored: str) -> str:
    try:
        return month_day_year(PartialDate.parse(stored))
    except DateError:
        return stored
