"""The board: every process sees at once what was forgotten, and nothing else."""

import multiprocessing

from core.pages.board import EVERYTHING, Board, slot

A, B = slot("a"), slot("b")


def _begin(root):
    Board(root).begin()


def test_what_was_forgotten_no_longer_holds_in_any_process(tmp_path):
    mine, other = Board(tmp_path), Board(tmp_path)
    since = other.generation

    mine.forget([A])

    assert not other.holds([A], since)
    assert other.holds([B], since)


def test_page_made_after_the_forgetting_holds(tmp_path):
    board = Board(tmp_path)
    board.forget([A])

    assert board.holds([A], board.generation)


def test_everything_has_a_place_no_tag_shares():
    assert slot(EVERYTHING) < min(slot(f"word {number}") for number in range(1_000))


def test_death_between_commit_and_forgetting_leaves_no_page(tmp_path):
    board = Board(tmp_path)
    since = board.generation
    child = multiprocessing.get_context("spawn").Process(target=_begin, args=[tmp_path])
    child.start()
    child.join()

    assert board.recover()
    assert not board.holds([slot(EVERYTHING)], since)
    assert not board.recover()


def test_commit_that_is_under_way_is_left_alone(tmp_path):
    board = Board(tmp_path)
    mark = board.begin()

    assert not board.recover()
    board.end(mark)
    assert board.words[1] == 0


def test_bytes_never_fall_below_nothing(tmp_path):
    board = Board(tmp_path)

    assert [board.add_bytes(10), board.add_bytes(-20)] == [10, 0]


def test_position_of_the_log_rises_with_each_forgetting(tmp_path):
    board = Board(tmp_path)
    board.learn(5, board.generation)

    board.forget([A], position=9)
    board.forget([B], position=7)

    assert board.position == 9


def test_position_is_unknown_after_a_forgetting_that_knows_none(tmp_path):
    board = Board(tmp_path)
    board.learn(5, board.generation)
    board.forget([A])

    board.forget([B], position=9)

    assert board.position == 0


def test_position_asked_for_before_a_forgetting_is_not_taken(tmp_path):
    board = Board(tmp_path)
    asked_at = board.generation
    board.forget([A])

    board.learn(5, asked_at)

    assert board.position == 0


def test_position_from_before_a_stop_is_not_believed(tmp_path):
    board = Board(tmp_path)
    board.learn(5, board.generation)

    assert Board(tmp_path).position == 0
