"""How open the site and a story are, and where that takes a comment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from articles.models import Article
from comments import modes, opening
from comments.mode_models import SiteMode
from comments.models import Identity
from core.errors import Refused
from core.pages import current
from core.pages.board import EVERYTHING, Board, slot
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
Story = Article.Comments


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


@pytest.fixture
def article():
    made = EditionFactory(live=True).article
    Article.objects.filter(pk=made.pk).update(
        comments_mode=Story.OPEN, first_published_at=NOON - timedelta(days=30)
    )
    made.refresh_from_db()
    return made


@pytest.fixture
def comment(article):
    """A fourth comment of a confirmed writer whose other three were approved."""
    identity = Identity.objects.create(email_hmac="h", confirmed_at=NOON)
    theirs = {"article": article, "identity": identity, "created_at": NOON}
    CommentFactory.create_batch(3, approved=True, **theirs)
    return CommentFactory(**theirs)


def site(mode, by, days=None):
    modes.set_site(mode, by=by, close_after_days=days)


def test_known_writer_appears_at_once_on_an_open_story(comment):
    assert modes.destination(comment) == "published"


@pytest.mark.parametrize(
    "change",
    [
        {"identity": None},
        {"reasons": [{"code": "links", "count": 1, "hosts": ["a.example"]}]},
        {"reasons": [{"code": "score", "verdict": "likely"}]},
        {"reasons": [{"code": "score", "verdict": "spam", "audit": True}]},
    ],
    ids=["not confirmed", "a reason", "likely spam", "audited"],
)
def test_anybody_else_waits(comment, change):
    for name, value in change.items():
        setattr(comment, name, value)

    assert modes.destination(comment) == "held"


def test_one_rejected_comment_makes_the_next_ones_wait(comment, article):
    CommentFactory(rejected=True, article=article, identity=comment.identity, created_at=NOON)

    assert modes.destination(comment) == "held"


def test_spam_goes_to_the_spam_list(comment):
    comment.reasons = [{"code": "score", "verdict": "spam"}]

    assert modes.destination(comment) == "spam"


def test_site_and_story_can_each_have_everything_read_first(comment, mo):
    site("premoderate", mo)
    assert modes.destination(comment) == "held"
    site("open", mo)
    modes.set_story(comment.article, Story.PREMODERATE, by=mo)

    assert modes.destination(comment) == "held"


def test_closed_site_closes_every_story(article, mo):
    site("closed", mo)
    assert not opening.is_open(article)

    site("open", mo)
    assert opening.is_open(article)


def test_old_story_is_closed_once_and_may_be_opened_again(article, mo):
    site("open", mo, days=30)

    assert modes.close_old(NOON - timedelta(seconds=1)) == 0
    assert modes.close_old(NOON) == 1
    article.refresh_from_db()
    assert not opening.is_open(article)

    modes.set_story(article, Story.OPEN, by=mo)
    assert modes.close_old(NOON) == 0
    assert opening.is_open(article)


@pytest.mark.parametrize(("mode", "days"), [("x", None), ("open", 0), ("open", 99_999)])
def test_mode_that_is_none_is_refused(mo, mode, days):
    with pytest.raises(Refused):
        site(mode, mo, days)


def test_modes_need_the_right(article):
    wren = UserFactory(writer=True)

    with pytest.raises(Refused):
        site("closed", wren)
    with pytest.raises(Refused):
        modes.set_story(article, Story.CLOSED, by=wren)


def test_pages_switch_site_and_story(client, mo, article):
    client.force_login(mo)
    page = reverse("admin:comments_comment_modes")
    story = reverse("admin:comments_comment_story", args=[article.pk])

    assert client.post(page, {"mode": "emergency", "days": "x"}).status_code == 422
    queue = client.post(page, {"mode": "emergency", "days": "14"}, follow=True)
    assert "only confirmed writers" in queue.content.decode()
    assert (modes.site().mode, modes.site().close_after_days) == ("emergency", 14)
    client.post(story, {"mode": "closed"})
    article.refresh_from_db()
    assert article.comments_mode == Story.CLOSED


@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_without_the_right_are_forbidden(client, article, method):
    client.force_login(UserFactory(editor=True))

    for address in (
        reverse("admin:comments_comment_modes"),
        reverse("admin:comments_comment_story", args=[article.pk]),
    ):
        assert getattr(client, method)(address).status_code == 403


def test_mode_set_by_another_process_is_known_with_the_word_to_forget(settings, tmp_path, mo):
    settings.PAGE_STORE_DIR = str(tmp_path)
    current.store()
    modes.drop()
    assert modes.mode() == modes.Mode.OPEN
    SiteMode.objects.create(pk=1, mode=modes.Mode.CLOSED)

    Board(tmp_path).forget([slot(EVERYTHING)])

    assert modes.mode() == modes.Mode.CLOSED
