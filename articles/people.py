"""Bylines in words: who wrote a story, with what right to speak."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from articles.models import Byline, Person

# The order in which parts are named; a reviewer stands last.
ORDER = ["writer", "reporter", "translator", "illustrator", "editor", "reviewer"]


@dataclass(frozen=True)
class Line:
    """One line of a byline: "by", "and" or the part, then the person; a writer's job title too."""

    words: str
    person: Person
    job_title: str
    credential: str


def lines(bylines: Iterable[Byline]) -> list[Line]:
    """A story's byline, writers first, each part in the order the desk gave it."""
    ordered = sorted(bylines, key=lambda byline: (ORDER.index(byline.role), byline.position))
    made: list[Line] = []
    for byline in ordered:
        said = _("and") if made and byline.is_writer else _("by")
        words = said if byline.is_writer else str(byline.get_role_display())
        job_title = byline.person.job_title if byline.is_writer else ""
        made.append(Line(words, byline.person, job_title, credential(byline.person)))
    return made


def credential(person: Person) -> str:
    """Field and degrees: "Ophthalmologist, FRCOphth"."""
    return ", ".join(filter(None, [person.credential_field, person.credentials]))


def authors(bylines: Iterable[Byline]) -> list[Byline]:
    """Whom machines are told as the authors: the writers, else those who reported."""
    found = list(bylines)
    reporters = [byline for byline in found if byline.role == Byline.Role.REPORTER]
    return [byline for byline in found if byline.is_writer] or reporters


def writers(bylines: Iterable[Byline]) -> str:
    """The writers' names in one phrase: "Wren Hale, Tom Reyes and Ana Lindqvist"."""
    names = [byline.person.name for byline in bylines if byline.is_writer]
    return get_text_list(names, _("and"))
