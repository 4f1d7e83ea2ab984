"""Very many comments at once let each wait for a moderator for a while."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments import digests, floods, modes, submission
from comments.models import Comment, Identity
from comments.submission import Draft, Sender
from comments.tokens import Standing, Token
from core.errors import Refused
from core.models import AuditEntry
from core.pages import current, ends
from core.pages.tags import shown_by
from core.wall_time import zoned
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _few(settings):
    settings.COMMENT_STORY_RATE, settings.COMMENT_SITE_RATE = 3, 6


@pytest.fixture
def mo():
    return UserFactory(moderator=True, email="mo@example.org")


@pytest.fixture
def article():
    made = EditionFactory(live=True).article
    Article.objects.filter(pk=made.pk).update(comments_mode=Article.Comments.OPEN)
    made.refresh_from_db()
    return made


def send(article, number=0, *, at=NOON):
    article.refresh_from_db()
    draft = Draft(
        "Nina", f"Words {number} {at}.", Token(Standing.GOOD, age=HALF_HOUR, key=f"k{at}")
    )
    return submission.submit(article, draft, sender=Sender(f"network {number} {at}"), at=at).comment


def flood(article, *, at=NOON, times=3):
    for number in range(times):
        send(article, number, at=at)
    article.refresh_from_db()


def test_story_waits_for_half_an_hour_and_then_no_more(article):
    flood(article, times=2)
    assert not modes.waits(article, at=NOON)

    flood(article)

    assert article.comments_held_until == NOON + HALF_HOUR
    assert modes.waits(article, at=NOON + HALF_HOUR - timedelta(seconds=1))
    assert not modes.waits(article, at=NOON + HALF_HOUR)


def test_zero_lets_no_flood_begin(article, settings):
    settings.COMMENT_STORY_RATE = settings.COMMENT_SITE_RATE = 0

    flood(article, times=8)

    assert floods.in_force(NOON) == []


def test_comments_spread_over_minutes_are_no_flood(article):
    for number in range(5):
        send(article, at=NOON + timedelta(seconds=31 * number))

    article.refresh_from_db()
    assert article.comments_held_until is None


def test_known_writer_waits_meanwhile_on_an_open_story(article):
    identity = Identity.objects.create(email_hmac="h", confirmed_at=NOON)
    theirs = {"article": article, "identity": identity}
    CommentFactory.create_batch(3, approved=True, created_at=NOON - timedelta(days=1), **theirs)
    comment = CommentFactory(created_at=NOON, **theirs)
    assert modes.destination(comment, at=NOON) == "published"

    flood(article)
    comment.article.refresh_from_db()

    assert modes.destination(comment, at=NOON) == "held"
    assert modes.destination(comment, at=NOON + HALF_HOUR) == "published"


def test_process_that_is_second_to_notice_lets_its_comment_wait_too(article):
    second = Article.objects.get(pk=article.pk)
    flood(article)
    comment = CommentFactory(article=second, created_at=NOON)

    floods.watch(comment, at=NOON)

    assert modes.waits(comment.article, at=NOON)
    assert AuditEntry.objects.filter(act="comment.flood").count() == 1


def test_other_story_does_not_wait(article):
    flood(article)

    assert not modes.waits(EditionFactory(live=True).article, at=NOON)


def test_very_many_on_all_stories_let_the_whole_site_wait(article):
    stories = [article, *(EditionFactory(live=True).article for _story in range(2))]
    for number, story in enumerate(stories):
        flood(story, times=2, at=NOON + timedelta(minutes=number))

    last = NOON + timedelta(minutes=2)
    assert modes.waits(EditionFactory(live=True).article, at=last)
    assert modes.site().held_until == last + HALF_HOUR
    assert Article.objects.filter(comments_held_until__isnull=False).count() == 0


def test_mode_set_meanwhile_leaves_the_while_as_it_is(article, mo):
    flood(article, times=6)
    until = floods.next_end(NOON)

    modes.set_site("premoderate", by=mo, close_after_days=None)

    assert until == floods.next_end(NOON) == NOON + HALF_HOUR


def test_ended_by_hand_counts_anew(article, mo):
    flood(article)
    later = NOON + timedelta(seconds=20)

    floods.end(article, by=mo, at=later)
    send(article, at=later + timedelta(seconds=1))

    article.refresh_from_db()
    assert not modes.waits(article, at=later + timedelta(seconds=1))
    flood(article, at=later + timedelta(seconds=2))
    assert modes.waits(article, at=later + timedelta(seconds=2))


def test_longer_by_hand(article, mo):
    flood(article, times=6)

    floods.prolong(None, by=mo, at=NOON)
    floods.prolong(article, by=mo, at=NOON)

    assert [calm.until for calm in floods.in_force(NOON)] == [NOON + 2 * HALF_HOUR] * 2


def test_what_is_over_is_neither_ended_nor_made_longer(article, mo):
    flood(article)

    for act in (floods.end, floods.prolong):
        with pytest.raises(Refused, match="over already"):
            act(article, by=mo, at=NOON + HALF_HOUR)
        with pytest.raises(Refused, match="over already"):
            act(None, by=mo, at=NOON)


def test_it_needs_the_right(article):
    flood(article)

    with pytest.raises(Refused, match="rights"):
        floods.end(article, by=UserFactory(writer=True), at=NOON)


def test_desk_is_told_in_the_log_and_the_digest_with_the_end(article, mo, caplog):
    with caplog.at_level(logging.WARNING, "comments.floods"):
        flood(article)

    digests.send_digests(NOON)

    assert f"story {article.pk}" in caplog.text
    assert AuditEntry.objects.get(act="comment.flood").object_id == str(article.pk)
    (letter,) = mail.outbox
    assert f"Until {zoned(NOON + HALF_HOUR)} each waits" in letter.body


def test_moderator_sees_it_on_the_desk_and_ends_it_in_the_queue(client, article, mo):
    flood(article, at=timezone.now())
    until = f"Until {zoned(article.comments_held_until)} each waits"
    client.force_login(mo)
    pages = [reverse(f"admin:{name}") for name in ("index", "comments_comment_modes")]
    queue = reverse("admin:comments_comment_changelist")
    address = reverse("admin:comments_comment_flood")

    assert [until in client.get(page).content.decode() for page in [*pages, queue]] == [True] * 3
    longer = client.post(address, {"story": article.pk, "act": "prolong"}, follow=True)
    assert "Comments wait for longer." in longer.content.decode()
    ended = client.post(address, {"story": article.pk, "act": "end"}, follow=True)
    assert "each waits" not in ended.content.decode()
    again = client.post(address, {"story": article.pk, "act": "end"}, follow=True)
    assert "That is over already" in again.content.decode()
    assert "Choose whether" in client.post(address, {}, follow=True).content.decode()
    assert client.post(address, {"story": "x", "act": "end"}).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_ending_needs_the_right(client, method):
    client.force_login(UserFactory(editor=True))

    answer = getattr(client, method)(reverse("admin:comments_comment_flood"))

    assert answer.status_code == 403


def test_form_says_so_and_the_kept_page_ends_with_it(client, article, settings, tmp_path):
    settings.PAGE_STORE_DIR = str(tmp_path)
    current.store()
    sentence = "Comments on this story wait for a moderator at the moment."
    path = article.editions.get().get_absolute_url()
    assert sentence not in client.get(path).content.decode()

    flood(article, at=timezone.now())

    page = client.get(path)
    assert sentence in page.content.decode()
    assert shown_by(page.wsgi_request.META).ends == article.comments_held_until
    Article.objects.filter(pk=article.pk).update(comments_held_until=timezone.now())
    assert sentence not in client.get(path).content.decode()


def test_pages_end_when_the_sites_while_does(article):
    flood(article, times=6)

    assert ends.next_change(NOON, generation=-1) == NOON + HALF_HOUR
    assert Comment.objects.count() == 6
