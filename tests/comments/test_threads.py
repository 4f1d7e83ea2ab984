"""The comments of a story as readers see them: in order, set in, and without a hidden word."""

import pytest

from comments import threads
from comments.threads import LEVELS, THREADS, load
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return EditionFactory(live=True).article


def shape(entries):
    """The numbers of the entries, nested as they are set."""
    return [(entry.pk, shape(entry.answers)) if entry.answers else entry.pk for entry in entries]


def chain(article, length, **values):
    """Comments of which each answers the one before."""
    made = []
    for _number in range(length):
        parent = made[-1] if made else None
        made.append(CommentFactory(article=article, parent=parent, approved=True, **values))
    return made


def test_comments_stand_by_age_with_their_answers(article):
    one, two = CommentFactory.create_batch(2, article=article, approved=True)
    late = CommentFactory(parent=one, approved=True)
    later = CommentFactory(parent=late, approved=True)

    assert shape(load(article).entries) == [(one.pk, [(late.pk, [later.pk])]), two.pk]


def test_pinned_comment_stands_first(article):
    one = CommentFactory(article=article, approved=True)
    pinned = CommentFactory(article=article, approved=True, pinned=True)

    assert shape(load(article).entries) == [pinned.pk, one.pk]


def test_answers_below_the_third_level_stay_there_and_name_whom_they_answer(article):
    made = chain(article, 6)

    deepest = load(article).entries[0].answers[0].answers[0]

    assert shape(deepest.answers) == [made[3].pk, made[4].pk, made[5].pk]
    assert [entry.level for entry in deepest.answers] == [LEVELS] * 3
    assert [entry.to and entry.to.pk for entry in deepest.answers] == [
        None,
        made[3].pk,
        made[4].pk,
    ]


def test_hidden_comment_without_answers_vanishes(article):
    CommentFactory(article=article, rejected=True)

    assert load(article).entries == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("withdrawn", "Removed by its writer."),
        ("rejected", "Removed by a moderator."),
        ("spam", "Removed by a moderator."),
        ("held", "A moderator is looking at this comment again."),
        ("erased", "Deleted at its writer’s request."),
    ],
)
def test_hidden_comment_with_an_answer_leaves_a_marker(article, state, words):
    hidden = CommentFactory(article=article, state=state, name="Nobody", text="Hidden words")
    answer = CommentFactory(parent=hidden, approved=True)

    (entry,) = load(article).entries

    assert entry.marker.startswith(words)
    assert (entry.name, entry.paragraphs, shape(entry.answers)) == ("", [], [answer.pk])


def test_answer_to_a_hidden_comment_vanishes_with_it(article):
    CommentFactory(parent=CommentFactory(article=article, rejected=True))

    assert load(article).entries == []


def test_comments_of_other_stories_are_elsewhere(article):
    CommentFactory(approved=True)

    assert load(article).entries == []


def test_page_holds_fifty_threads_and_leads_to_the_next(article):
    made = CommentFactory.create_batch(THREADS + 2, article=article, approved=True)

    first = load(article)
    second = load(article, after=first.after)

    assert len(first.entries) == THREADS
    assert shape(second.entries) == [made[-2].pk, made[-1].pk]
    assert second.after == ""


def test_page_of_many_answers_is_cut_and_says_so(article, monkeypatch):
    monkeypatch.setattr(threads, "REPLIES", 2)
    top = CommentFactory(article=article, approved=True)
    answers = CommentFactory.create_batch(3, parent=top, approved=True)

    thread = load(article)

    assert thread.is_cut
    assert shape(thread.entries) == [(top.pk, [answers[0].pk, answers[1].pk])]


@pytest.mark.parametrize("number", [1, 3, 50])
def test_number_of_queries_does_not_grow(article, number, django_assert_num_queries):
    for _number in range(number):
        chain(article, 2)

    with django_assert_num_queries(1):
        load(article)


def test_story_without_comments_costs_one_query(article, django_assert_num_queries):
    with django_assert_num_queries(1):
        load(article)


def test_newest_stand_first_below_the_pinned_one_and_pages_follow(article, monkeypatch):
    monkeypatch.setattr(threads, "THREADS", 2)
    made = CommentFactory.create_batch(4, article=article, approved=True)
    pinned = CommentFactory(article=article, approved=True, pinned=True)
    answer = CommentFactory(parent=made[3], approved=True)

    first = load(article, order="newest")
    second = load(article, order="newest", after=first.after)

    assert shape(first.entries) == [pinned.pk, (made[3].pk, [answer.pk]), made[2].pk]
    assert (shape(second.entries), second.after) == ([made[1].pk, made[0].pk], "")


def test_picks_of_the_desk_stand_alone(article):
    plain = CommentFactory(article=article, approved=True)
    picked = CommentFactory(parent=plain, approved=True, featured=True)

    assert shape(load(article, order="picks").entries) == [picked.pk]
