"""The moderators' list: what it shows, in which order, and at which cost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from comments import moderation, notes, queue
from comments.fingerprints import email_hmac
from comments.queue import COUNTED, SIZE, Filters, Record, Story
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def shown(user, **asked):
    filters = Filters.read({name: str(value) for name, value in asked.items()})
    return queue.page(filters, user=user, at=datetime.now(UTC))


def numbers(page):
    return [card.comment.pk for card in page.cards]


def test_held_comments_come_oldest_first(mo):
    late = CommentFactory(created_at=NOON)
    early = CommentFactory(created_at=NOON - timedelta(minutes=49))

    assert numbers(shown(mo)) == [early.pk, late.pk]


@pytest.mark.parametrize(
    ("show", "state"),
    [("held", "held"), ("visible", "approved"), ("spam", "spam"), ("rejected", "rejected")],
)
def test_list_shows_its_state_alone(mo, show, state):
    made = {
        state: CommentFactory(state=state) for state in ("held", "approved", "spam", "rejected")
    }

    assert numbers(shown(mo, show=show)) == [made[state].pk]


def test_decided_comments_come_newest_first(mo):
    first, second, _untouched = CommentFactory.create_batch(3)
    moderation.approve(second, by=mo, version=1, at=NOON)
    moderation.mark_spam(first, by=mo, version=1, at=NOON + timedelta(minutes=1))

    page = shown(mo, show="decided")

    assert numbers(page) == [first.pk, second.pk]
    assert [card.last.to_state for card in page.cards] == ["spam", "approved"]


def test_list_of_one_reason_shows_where_it_is_the_chief_one(mo):
    chief = CommentFactory(reasons=[{"code": "links", "count": 1, "hosts": ["a.example"]}])
    CommentFactory(reasons=[{"code": "trap"}, {"code": "links", "count": 1, "hosts": ["b"]}])

    assert numbers(shown(mo, why="links")) == [chief.pk]


def test_list_of_one_story_leaves_out_the_others(mo):
    comment, _other = CommentFactory.create_batch(2)

    assert numbers(shown(mo, story=comment.article_id)) == [comment.pk]


@pytest.mark.parametrize(
    "asked",
    [
        {"show": "x"},
        {"why": "x"},
        {"story": "x"},
        {"story": "²"},
        {"after": "x"},
        {"after": "2026-99-99T00:00:00+00:00~1"},
        {"after": "2026-02-12T00:00:00~1"},
        {"after": "2026-02-12T00:00:00+00:00~" + "9" * 30},
    ],
    ids=str,
)
def test_word_that_is_none_asks_for_the_first_list(mo, asked):
    comment = CommentFactory()

    assert numbers(shown(mo, **asked)) == [comment.pk]


@pytest.mark.parametrize("show", ["held", "spam"])
def test_pages_follow_each_other_without_gap(mo, show):
    article = EditionFactory(live=True).article
    made = CommentFactory.create_batch(SIZE + 3, article=article, state=show, created_at=NOON)
    expected = sorted((comment.pk for comment in made), reverse=show == "spam")

    first = shown(mo, show=show)
    second = shown(mo, show=show, after=first.after)

    assert numbers(first) + numbers(second) == expected
    assert second.after == ""


def test_card_says_why_and_who(mo):
    address = email_hmac("maren@example.org")
    CommentFactory(approved=True, email_hmac=address)
    CommentFactory(spam=True, email_hmac=address)
    CommentFactory(email_hmac=address, reasons=[{"code": "trap"}, {"code": "gone"}])

    (card,) = shown(mo).cards

    assert card.reasons == ["The field that people do not see was filled in."]
    assert card.record == Record(approved=1, rejected=0, spam=1)


def test_card_knows_the_writer_across_a_change_of_keys(mo):
    address = "maren@example.org"
    before = email_hmac(address, at=timezone.now() - timedelta(days=200))
    earlier = CommentFactory(spam=True, email=address, email_hmac=before)
    notes.add(earlier, "Sells pills.", by=mo, about_writer=True)
    comment = CommentFactory(email=address, email_hmac=email_hmac(address))

    (card,) = shown(mo).cards

    assert card.record == Record(spam=1)
    assert [note.text for note in card.notes] == ["Sells pills."]
    assert set(numbers(shown(mo, writer=comment.pk))) == {earlier.pk, comment.pk}


def test_card_shows_what_is_answered(mo):
    parent = CommentFactory(approved=True, name="Jonas W.", text="It is in issue 5.")
    CommentFactory(parent=parent)

    (card,) = shown(mo).cards

    assert (card.parent_name, card.parent_text) == ("Jonas W.", "It is in issue 5.")


def test_card_names_the_live_story(mo):
    edition = EditionFactory(live=True)
    CommentFactory(article=edition.article)

    (card,) = shown(mo).cards

    assert card.story == Story(edition.headline, edition.get_absolute_url())


def test_story_readers_do_not_see_is_not_named_to_a_moderator(mo):
    CommentFactory(article=EditionFactory(scheduled=True).article)

    (card,) = shown(mo).cards

    assert card.story == Story()


def test_story_readers_do_not_see_is_named_to_an_editor():
    edition = EditionFactory(scheduled=True)
    CommentFactory(article=edition.article)

    (card,) = shown(UserFactory(administrator=True)).cards

    assert card.story == Story(edition.headline)


def test_headline_of_the_next_edition_is_not_shown_for_the_live_one(mo):
    edition = EditionFactory(live=True)
    EditionFactory(article=edition.article, headline="Not yet public")
    CommentFactory(article=edition.article)

    (card,) = shown(mo).cards

    assert card.story.headline == edition.headline


def test_waiting_is_counted_up_to_a_limit():
    article = EditionFactory(live=True).article
    CommentFactory.create_batch(COUNTED + 2, article=article, reasons=[{"code": "links"}])

    waiting = queue.waiting()

    assert (waiting.count, waiting.is_more) == (COUNTED, True)
    assert waiting.whys == {"links": COUNTED + 1}


def test_nothing_waiting_is_said():
    CommentFactory(approved=True)

    assert queue.waiting() == queue.Waiting(0, is_more=False, oldest=None, whys={})


@pytest.mark.parametrize("number", [1, 3, SIZE])
def test_number_of_queries_does_not_grow(mo, number, django_assert_num_queries):
    for _number in range(number):
        parent = CommentFactory(approved=True)
        CommentFactory(parent=parent, email_hmac=f"address {_number}")

    with django_assert_num_queries(4):  # rows, stories, records, notes
        shown(mo)


def test_everything_of_one_writer_is_found_whatever_its_state(mo):
    theirs = {"email_hmac": email_hmac("maren@example.org")}
    states = ["held", "approved", "spam", "rejected"]
    made = [CommentFactory(state=state, **theirs) for state in states]
    strange = CommentFactory()

    assert set(numbers(shown(mo, writer=made[0].pk))) == {one.pk for one in made}
    assert numbers(shown(mo, writer=strange.pk)) == [strange.pk]
    assert numbers(shown(mo, writer=0)) == []


def test_address_of_a_writers_comments_keeps_asking_for_them():
    filters = Filters.read({"writer": "12", "after": "x"})

    assert filters.as_query(after="y") == {"writer": "12", "after": "y"}
    assert filters.as_query(show="spam", why="") == {"show": "spam"}


@pytest.mark.parametrize(
    ("reader", "is_offered"), [("ada", True), ("mo", False), ("none", False)], ids=str
)
def test_list_that_others_read_offers_to_look_again(client, mo, reader, is_offered):
    until = datetime.now(UTC) + timedelta(minutes=1)
    by = {"ada": UserFactory(administrator=True), "mo": mo, "none": None}[reader]
    CommentFactory(claimed_by=by, claimed_until=until)
    client.force_login(mo)

    page = client.get("/admin/comments/comment/?why=").content.decode()

    assert "Others are reading all of these just now." in page
    assert ('data-again="?" hidden>' in page) != is_offered
