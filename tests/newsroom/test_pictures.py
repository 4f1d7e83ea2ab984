"""The drawings of the demo publication."""

import pytest

from newsroom.demo.pictures import NAMES, canvas, draw
from newsroom.demo.pictures.canvas import CREAM, GROUND, PALE
from newsroom.demo.reading import stories


@pytest.fixture(autouse=True)
def rough(monkeypatch):
    """Drawn without smoothing: a ninth of the pixels, the same lines."""
    monkeypatch.setattr(canvas, "SCALE", 1)


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_a_large_sheet_in_three_inks(name):
    picture = draw(name)

    colours = {colour for _, colour in picture.getcolors(1800 * 1200)}
    assert (picture.size, picture.mode) == ((1800, 1200), "RGB")
    assert {CREAM, GROUND, PALE} <= colours


def test_drawing_is_calm_more_ground_than_ink():
    picture = draw("retina").convert("L")

    dark = sum(picture.histogram()[:80])
    assert dark > 0.8 * picture.width * picture.height


def test_drawing_is_the_same_at_every_call():
    assert draw("cells").tobytes() == draw("cells").tobytes()


def test_every_picture_a_story_names_can_be_drawn():
    assert {row["picture"] for row in stories() if row["picture"]} <= set(NAMES)


def test_unknown_name_is_not_drawn():
    with pytest.raises(KeyError):
        draw("unicorn")
