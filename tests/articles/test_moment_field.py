"""A moment is read in its zone; what does not exist, or exists twice, is explained."""

import pytest
from django import forms

from articles.moment_field import MomentField, MomentInput


class Planned(forms.Form):
    zone = forms.CharField(required=False)
    moment = MomentField(widget=MomentInput(zone_field="zone"))


def planned(moment, zone="Europe/Berlin", **more):
    return Planned({"moment": moment, "zone": zone, **more})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-03-08T02:30", "02:30 on 8 March 2026 does not exist in New York"),
        ("2026-11-01T01:30", "01:30 on 1 November 2026 happens twice in New York"),
        ("2026-13-01T01:30", "This is not a date and time, such as 2026-02-12 18:00."),
        ("soon", "This is not a date and time"),
        ("9999-12-31T23:59", "this century"),
    ],
)
def test_moment_that_is_not_there_once_is_explained(typed, sentence):
    with pytest.raises(forms.ValidationError, match=sentence):
        MomentField().clean(typed)


def test_moment_is_read_in_the_zone_of_the_newsroom():
    moment = MomentField().clean("2026-02-12T18:00")

    assert moment.isoformat() == "2026-02-12T18:00:00-05:00"


def test_moment_is_read_in_the_zone_of_another_field():
    form = planned("2026-02-12T18:00")

    assert form.is_valid()
    assert form.cleaned_data["moment"].isoformat() == "2026-02-12T18:00:00+01:00"


def test_hour_that_happens_twice_asks_which():
    form = planned("2026-10-25T02:30")

    page = str(form["moment"])

    assert not form.is_valid()
    assert "The first (CEST)" in page
    assert "The second (CET)" in page


@pytest.mark.parametrize(
    ("which", "expected"), [("0", "2026-10-25T02:30:00+02:00"), ("1", "2026-10-25T02:30:00+01:00")]
)
def test_hour_that_happens_twice_with_the_answer(which, expected):
    form = planned("2026-10-25T02:30", **{"moment-which": which})

    assert form.is_valid()
    assert form.cleaned_data["moment"].isoformat() == expected
    assert "checked" in str(form["moment"])


def test_ordinary_hour_asks_nothing():
    assert "radio" not in str(planned("2026-02-12T18:00")["moment"])


@pytest.mark.parametrize("zone", ["", "EST5", "\0", "Moon/Sea"])
def test_unknown_zone_is_no_crash(zone):
    form = planned("2026-02-12T18:00", zone)

    assert "moment" in form.errors
    assert str(form["moment"])
