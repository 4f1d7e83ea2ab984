"""The line of an issue's pages, and what of it was read."""

import pytest

from articles.page_rules import RULE_WIDTH, Span, page_rule, pages_of
from literature.models import Work


def rule(pages, *read):
    return page_rule(pages_of(pages), [Work(pages_raw=raw) for raw in read])


def test_rule_fills_what_was_read():
    made = rule("1-100", "1-10", "91-100")

    assert made.spans == [Span(0, 100), Span(900, 100)]
    assert (made.first, made.last) == ("1", "100")


def test_rule_says_in_words_what_it_shows():
    assert rule("625-728", "648-657").spoken == "Pages 625 to 728. Reported on: 648–657."


def test_rule_without_anything_read_says_only_its_ends():
    assert rule("625-728").spoken == "Pages 625 to 728."


def test_pages_of_another_issue_are_not_filled():
    assert rule("625-728", "442-450", "e12", "").spans == []


def test_ticks_stand_inside_the_line():
    assert all(0 < tick < RULE_WIDTH for tick in rule("625-728").ticks)


@pytest.mark.parametrize("pages", ["", "625", "e124", "xii-xx", "728-625"])
def test_no_rule_where_pages_are_no_run_of_numbers(pages):
    assert rule(pages) is None
