"""Bylines in words."""

import pytest

from articles import people
from articles.models import Byline
from tests.factories.articles import BylineFactory, PersonFactory

Role = Byline.Role


def byline(name, role=Role.WRITER, position=0, **fields):
    person = PersonFactory.build(name=name, **fields)
    return BylineFactory.build(person=person, edition=None, role=role, position=position)


def words(bylines):
    return [(line.words, line.person.name) for line in people.lines(bylines)]


def test_writers_are_joined_by_and():
    assert words([byline("Wren"), byline("Tom", position=1)]) == [("by", "Wren"), ("and", "Tom")]


def test_reviewer_stands_last_and_writer_first():
    bylines = [byline("Rajiv", Role.REVIEWER), byline("Edda", Role.EDITOR), byline("Wren")]

    assert words(bylines) == [("by", "Wren"), ("Edited by", "Edda"), ("Checked by", "Rajiv")]


def test_only_writers_are_named_with_their_job():
    bylines = [byline("Wren", job_title="Editor"), byline("Mo", Role.EDITOR, job_title="Editor")]

    assert [line.job_title for line in people.lines(bylines)] == ["Editor", ""]


@pytest.mark.parametrize(
    ("field", "degrees", "expected"),
    [
        ("Ophthalmologist", "FRCOphth", "Ophthalmologist, FRCOphth"),
        ("", "MD", "MD"),
        ("Statistics", "", "Statistics"),
        ("", "", ""),
    ],
)
def test_credential(field, degrees, expected):
    assert people.credential(PersonFactory.build(credential_field=field, credentials=degrees)) == (
        expected
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["Wren"], "Wren"), (["Wren", "Tom", "Ana"], "Wren, Tom and Ana")],
)
def test_writers_in_one_phrase(names, expected):
    assert people.writers([byline(name) for name in names]) == expected


def test_writers_leave_out_who_edited():
    assert people.writers([byline("Wren"), byline("Edda", Role.EDITOR)]) == "Wren"
