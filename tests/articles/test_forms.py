from __future__ import annotations

import pytest
from django import forms

from articles.form_fields import LinesField, MomentField, TagsField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("stroke, retina", "stroke, retina"),
        (" stroke ,, retina , stroke", "stroke, retina"),
        ("a\nb", "a b"),
        ("", ""),
    ],
)
def test_tags_are_read_between_commas_each_once(typed, kept):
    assert TagsField(required=False).clean(typed) == kept


def test_line_breaks_of_a_browser_are_no_change():
    field = LinesField(required=False)

    assert not field.has_changed("one\ntwo", "one\r\ntwo")
    assert field.has_changed("one\ntwo", "one\r\n\r\ntwo")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-03-08T02:30", "02:30, 8 March 2026 does not exist in America/New_York"),
        ("2026-11-01T01:30", "01:30, 1 November 2026 happens twice in America/New_York"),
        ("2026-13-01T01:30", "This is not a date and time, such as 2026-02-12 18:00."),
    ],
)
def test_moment_that_is_not_there_once_is_explained(typed, sentence):
    with pytest.raises(forms.ValidationError, match=sentence):
        MomentField().clean(typed)


def test_moment_is_read_in_the_zone_of_the_newsroom():
    moment = MomentField().clean("2026-02-12T18:00")

    assert moment.isoformat() == "2026-02-12T18:00:00-05:00"
