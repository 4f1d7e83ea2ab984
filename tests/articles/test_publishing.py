"""Publication gives an edition its place in time, once, by somebody who may."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import publishing, signals
from articles.models import Article, Edition
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


def test_publish_dates_the_story_and_logs_it(paul):
    edition = EditionFactory(approved=True)

    publishing.publish(edition, by=paul, at=NOON)

    article = Article.objects.get()
    assert (edition.live_from, edition.live_until, edition.sort_at) == (NOON, None, NOON)
    assert (article.first_published_at, article.latest) == (NOON, edition)
    assert AuditEntry.objects.get().act == "edition.publish"


def test_later_edition_keeps_the_date_of_first_publication(paul):
    first = EditionFactory(live=True, live_from=NOON)
    second = EditionFactory(approved=True, article=first.article, number=2)

    publishing.publish(second, by=paul, at=NOON + HOUR)

    assert second.sort_at == NOON
    first.refresh_from_db()
    assert first.live_until == NOON + HOUR


@pytest.mark.parametrize("state", ["draft", "in_review", "changes_asked"])
def test_publish_without_approval_is_refused(paul, state):
    with pytest.raises(Refused, match="second person"):
        publishing.publish(EditionFactory(state=state), by=paul)


@pytest.mark.parametrize("role", ["writer", "editor", "moderator"])
def test_publish_without_the_right_is_refused(role):
    with pytest.raises(Refused, match="not among your rights"):
        publishing.publish(EditionFactory(approved=True), by=UserFactory(role=role))


def test_publish_twice_is_refused(paul):
    edition = EditionFactory(approved=True)
    publishing.publish(edition, by=paul)

    with pytest.raises(Refused, match="scheduled already"):
        publishing.publish(edition, by=paul)


def test_publish_of_a_text_saved_meanwhile_is_stale(paul):
    edition = EditionFactory(approved=True)
    Edition.objects.filter(pk=edition.pk).update(version=9)

    with pytest.raises(Stale):
        publishing.publish(edition, by=paul)

    assert not Edition.objects.exclude(live_from=None).exists()


def test_publish_before_a_scheduled_edition_is_refused(paul):
    scheduled = EditionFactory(scheduled=True)
    draft = EditionFactory(approved=True, article=scheduled.article, number=2)

    with pytest.raises(Refused, match="Take it off the schedule first"):
        publishing.publish(draft, by=paul)


def test_finding_that_blocks_is_asked_again_at_the_last_moment(paul):
    with pytest.raises(Refused, match="The standfirst is empty"):
        publishing.publish(EditionFactory(approved=True, standfirst=""), by=paul)


def test_force_publishes_with_a_reason_that_stays(paul):
    edition = EditionFactory(standfirst="")

    publishing.publish(edition, by=paul, force="Lives depend on it.")

    assert (edition.state, edition.forced_reason) == ("approved", "Lives depend on it.")
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.reason) == ("edition.force", "Lives depend on it.")


@pytest.mark.parametrize(
    ("role", "reason", "sentence"),
    [("publisher", " ", "Say in a sentence why"), ("editor", "Because.", "among your rights")],
)
def test_force_needs_the_right_and_a_reason(role, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        publishing.publish(EditionFactory(), by=UserFactory(role=role), force=reason)


def test_forced_schedule_taken_back_is_no_approval(paul):
    edition = EditionFactory()
    publishing.publish(edition, by=paul, at=timezone.now() + HOUR, force="Tonight.")

    publishing.unschedule(edition, by=paul)

    assert (edition.state, edition.forced_reason) == ("draft", "")


def test_unscheduled_change_leaves_the_live_edition_without_end(paul):
    live = EditionFactory(live=True)
    change = EditionFactory(approved=True, article=live.article, number=2)
    publishing.publish(change, by=paul, at=live.live_from + timedelta(days=1))

    publishing.unschedule(change, by=paul)

    live.refresh_from_db()
    assert (live.live_until, change.live_from, change.state) == (None, None, "approved")


def test_unscheduled_first_publication_forgets_its_date(paul):
    edition = EditionFactory(scheduled=True)

    publishing.unschedule(edition, by=paul)

    edition.article.refresh_from_db()
    assert edition.article.first_published_at is None


def test_live_edition_is_not_unscheduled(paul):
    with pytest.raises(Refused, match="not on the schedule"):
        publishing.unschedule(EditionFactory(live=True), by=paul)


def test_withdraw_ends_a_waiting_schedule_too(paul):
    live = EditionFactory(live=True)
    change = EditionFactory(approved=True, article=live.article, number=2)
    publishing.publish(change, by=paul, at=live.live_from + timedelta(days=1))

    publishing.withdraw(live.article, by=paul, reason="The data were false.")

    change.refresh_from_db()
    assert change.live_from is None
    assert not Edition.objects.live(live.live_from + timedelta(days=2)).exists()


@pytest.mark.parametrize(
    ("trait", "reason", "sentence"),
    [
        ("live", " ", "Say in a sentence why"),
        ("approved", "Wrong.", "Only a story that readers can see"),
        ("scheduled", "Wrong.", "Only a story that readers can see"),
        ("withdrawn", "Wrong.", "Only a story that readers can see"),
    ],
)
def test_withdraw_refused(paul, trait, reason, sentence):
    edition = EditionFactory(**{trait: True})

    with pytest.raises(Refused, match=sentence):
        publishing.withdraw(edition.article, by=paul, reason=reason)


def test_withdrawn_story_is_not_published_again(paul):
    withdrawn = EditionFactory(withdrawn=True)
    edition = EditionFactory(approved=True, article=withdrawn.article, number=2)

    with pytest.raises(Refused, match="withdrawn"):
        publishing.publish(edition, by=paul)


def test_publication_is_told_after_commit(paul, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, **facts):
        heard.append(facts["edition_id"])

    signals.article_published.connect(listen)
    edition = EditionFactory(approved=True)

    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(edition, by=paul)
    signals.article_published.disconnect(listen)

    assert heard == [edition.pk]
