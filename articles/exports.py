"""A story and what it rests on, as records that leave the house: CSL-JSON and COinS values.

Asks the database nothing for a story whose parts were read for its page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils import timezone

from articles.models import Byline, Citation, Edition
from articles.reading import Story
from core.links import absolute
from literature.csl import Csl
from literature.exports import coins
from literature.exports.records import issue_record, work_record
from literature.names import Name

# Who refers, in the words of Z39.88: the host, and the system that speaks for it.
SID = f"{settings.SITE_HOST}:newsroom"


def reference_records(citations: Iterable[Citation]) -> list[Csl]:
    """Works and issues in the order of the citations, each once."""
    records: dict[str, Csl] = {}
    for citation in citations:
        if citation.work is not None:
            records.setdefault(f"work {citation.work_id}", work_record(citation.work))
        elif citation.issue is not None:
            key = f"issue {citation.issue_id} {citation.pages_raw}"
            records.setdefault(key, issue_record(citation.issue, pages=citation.pages_raw))
    return list(records.values())


def story_record(edition: Edition, bylines: Iterable[Byline]) -> Csl:
    """The story itself, to be cited; dated by its first publication, in the site's zone."""
    day = published_on(edition)
    return {
        "id": f"story-{edition.article_id}",
        "type": "article-newspaper",
        "title": edition.headline,
        "author": [_name(byline).to_csl() for byline in writers(bylines)],
        "container-title": settings.SITE_NAME,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": absolute(edition.get_absolute_url()),
        "language": settings.LANGUAGE_CODE,
    }


def coins_values(story: Story) -> list[str]:
    """The story first, then each cited work: several on a page, so Zotero asks which is meant."""
    edition = story.edition
    own = coins.story(
        title=edition.headline,
        address=absolute(edition.get_absolute_url()),
        publication=settings.SITE_NAME,
        date=published_on(edition).isoformat(),
        authors=[_spoken(byline) for byline in writers(story.bylines)],
        sid=SID,
    )
    works = [citation.work.csl for citation in story.citations if citation.work is not None]
    return list(dict.fromkeys([own, *(coins.work(csl, sid=SID) for csl in works)]))


def writers(bylines: Iterable[Byline]) -> list[Byline]:
    """Those who are cited as authors, in the byline's order."""
    return [byline for byline in bylines if byline.is_writer]


def published_on(edition: Edition) -> date:
    """The day a story came first; a draft, seen in preview, is of the day it was begun."""
    return timezone.localtime(edition.sort_at or edition.created_at).date()


def _name(byline: Byline) -> Name:
    family, comma, given = byline.person.sort_name.partition(", ")
    return Name(family=family, given=given) if comma else Name(collective=byline.person.name)


def _spoken(byline: Byline) -> str:
    # Of three words nobody can tell where the family name begins, so it goes first.
    person = byline.person
    return person.sort_name if person.name.count(" ") > 1 else person.name
