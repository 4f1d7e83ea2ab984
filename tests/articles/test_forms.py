from __future__ import annotations

import pytest

from articles.form_fields import LinesField, TagsField


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
