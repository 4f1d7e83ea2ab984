"""The card drawn for other sites: its words, whatever their length and letters."""

import io

import pytest
from PIL import Image, ImageChops

from articles.call_numbers import CallNumber
from articles.share_card import SIZE, CannotDraw, Words, can_draw, draw, spelled

CALL = CallNumber("N Engl J Med", "394", ("no. 7",), "12 Feb 2026")


def card(headline="A clot drug", **fields):
    words = Words(headline, fields.pop("section", "Eye"), "The Offprint", CALL, **fields)
    return Image.open(io.BytesIO(draw(words))).convert("RGB")


@pytest.mark.parametrize(
    "headline", ["Sight", "word " * 40, "w" * 200, "Łódź and TNF-α", "CO₂ falls\u200b"]
)
def test_headline_stays_on_the_card(headline):
    drawn = card(headline)
    changed = ImageChops.difference(drawn, card(".")).convert("L")

    left, top, right, bottom = changed.point(lambda value: 255 * (value > 90)).getbbox()
    assert drawn.size == SIZE
    assert (left >= 400, top >= 180, right <= 1100, bottom <= 500) == (True,) * 4


def test_card_tells_stories_apart():
    cards = [card(), card("Another"), card(section="Brain"), card(is_retracted=True)]

    assert len({drawn.tobytes() for drawn in cards}) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [("TNF-α", "TNF-alpha"), ("Δ", "Delta"), ("CO₂", "CO2"), ("2 × 3", "2 x 3"), ("Ş", "Ş")],
)
def test_letters_our_face_lacks_are_spelled(text, said):
    assert spelled(text) == said


@pytest.mark.parametrize("headline", ["Привет", "مرحبا", "日本"])
def test_other_scripts_are_not_drawn_as_boxes(headline):
    assert not can_draw("Eye", headline)
    with pytest.raises(CannotDraw):
        card(headline)
