"""Scaling and cropping as arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.presets import PRESETS, Size, crop, sizes

SIDES = st.integers(min_value=1, max_value=16_000)
PERCENT = st.integers(min_value=0, max_value=100)


def test_lead_keeps_the_ratio_in_three_widths():
    made = sizes(PRESETS["lead"], 3200, 2000, (50, 50))

    whole = (0, 0, 3200, 2000)
    assert made == [Size(480, 300, whole), Size(960, 600, whole), Size(1600, 1000, whole)]


@pytest.mark.parametrize(
    ("width", "widths"), [(100, [100]), (480, [480]), (700, [480, 700]), (1600, [480, 960, 1600])]
)
def test_picture_is_never_made_larger(width, widths):
    assert [size.width for size in sizes(PRESETS["lead"], width, 500, (50, 50))] == widths


@pytest.mark.parametrize(
    ("focal", "box"),
    [
        ((50, 50), (150, 0, 450, 300)),
        ((0, 50), (0, 0, 300, 300)),
        ((100, 50), (300, 0, 600, 300)),
        ((40, 50), (90, 0, 390, 300)),
    ],
)
def test_square_crop_follows_the_focal_point_to_the_edge(focal, box):
    assert crop(600, 300, 1, focal) == box


def test_tall_crop_follows_the_focal_point_down():
    assert crop(300, 600, 1, (50, 90)) == (0, 300, 300, 600)


@given(SIDES, SIDES, st.tuples(PERCENT, PERCENT), st.sampled_from(sorted(PRESETS)))
def test_any_crop_lies_within_the_picture(width, height, focal, name):
    for size in sizes(PRESETS[name], width, height, focal):
        left, top, right, bottom = size.box

        assert 0 <= left < right <= width + 1e-6
        assert 0 <= top < bottom <= height + 1e-6
        assert 1 <= size.width <= max(1, round(right - left))
        assert size.height >= 1
