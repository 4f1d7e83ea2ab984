"""The drawings of a card hold what its numbers say."""

import pytest

from articles import evidence_plots as plots
from articles.evidence import Card
from tests.articles.test_evidence import FULL


def test_every_person_has_a_dot():
    first, second = plots.arms(FULL)

    assert [dot.is_filled for dot in first.dots] == [True] * 8 + [False] * 32
    assert (len(second.dots), sum(dot.is_filled for dot in second.dots)) == (38, 9)


def test_drawing_says_the_same_in_words():
    assert [arm.spoken for arm in plots.arms(FULL)] == [
        "Tenecteplase: 8 of 40, 20%.",
        "Aspirin: 9 of 38, 24%.",
    ]


@pytest.mark.parametrize(("people", "scale"), [(200, 1), (201, 10), (2_001, 100), (21_720, 1_000)])
def test_many_people_share_a_dot(people, scale):
    card = Card(reached_a=8, total_a=people, reached_b=162, total_b=people)

    assert plots.arms(card)[0].scale == scale
    assert len(plots.arms(card)[0].dots) <= plots.MOST_DOTS


def test_few_reached_among_many_still_have_a_dot():
    card = Card(reached_a=8, total_a=18_198, reached_b=0, total_b=18_325)

    assert [sum(dot.is_filled for dot in arm.dots) for arm in plots.arms(card)] == [1, 0]
    assert [arm.share for arm in plots.arms(card)] == ["0.04%", "0%"]


def test_interval_stands_on_an_axis_with_the_line_of_no_effect():
    drawn = plots.interval(FULL)

    assert 0 < drawn.low_x < drawn.point_x < drawn.null_x < drawn.high_x < drawn.width
    assert drawn.spoken.startswith("Difference: −3.7 points. 95% interval −22.0 to 14.7.")


@pytest.mark.parametrize("missing", ["difference", "low", "high"])
def test_half_an_interval_is_not_drawn(missing):
    given = {"difference": "1", "low": "0", "high": "2"} | {missing: ""}

    assert plots.interval(Card(**given)) is None


def test_interval_of_one_point_is_drawn_all_the_same():
    assert plots.interval(Card(measure="ratio", difference="1", low="1", high="1")) is not None
