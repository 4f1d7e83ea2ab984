"""Somebody outside reads a story before publication and answers; the link is a secret that ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import editions, outside, publishing, readiness
from articles.models import OutsideLink
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def draft():
    return EditionFactory()


def asked(draft, edda, **changes):
    given = {"name": "Dr Lind", "part": "author", "until": timezone.now() + DAY}
    return outside.ask(draft, by=edda, **given | changes)


def words(draft):
    return [one.message for one in readiness.report(draft).asking if one.field == "outside"]


def test_token_finds_its_link_and_is_not_kept(draft, edda):
    link, token = asked(draft, edda)

    assert outside.find(token, at=timezone.now()) == link
    assert token.split(".")[0] not in str(OutsideLink.objects.values().get())


def test_touched_token_costs_no_query(draft, edda, django_assert_num_queries):
    _link, token = asked(draft, edda)

    with django_assert_num_queries(0):
        assert outside.find("A" + token, at=timezone.now()) is None


def test_link_ends_by_itself_and_when_it_is_revoked(draft, edda):
    link, token = asked(draft, edda)
    assert outside.find(token, at=link.expires_at) is None

    outside.revoke(link, by=edda)

    assert outside.find(token, at=timezone.now()) is None
    assert AuditEntry.objects.filter(act="edition.revoke_outside").count() == 1


def test_answer_is_logged_and_found_before_publishing(draft, edda):
    link, _token = asked(draft, edda)
    assert words(draft) == ["Dr Lind was asked to read the story and has not answered."]

    outside.answer(link, "asked", version=1, note="It was 78.")
    assert words(draft) == ["Dr Lind asks for changes."]
    outside.answer(link, "agreed", version=1)

    assert words(draft) == []
    acts = list(AuditEntry.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["edition.ask_outside", "edition.outside_asked", "edition.outside_agreed"]


def test_agreement_is_for_the_text_that_was_read(draft, edda):
    link, _token = asked(draft, edda)
    outside.answer(link, "agreed", version=1)

    editions.write(draft, version=1, by=edda, fields={"headline": "Other"})

    assert words(draft) == ["Dr Lind agreed to a text that has changed since."]
    with pytest.raises(Stale):
        outside.answer(link, "agreed", version=1)


def test_wish_without_words_is_refused(draft, edda):
    link, _token = asked(draft, edda)

    with pytest.raises(Refused, match="Say what should change"):
        outside.answer(link, "asked", version=1, note=" ")


def test_link_lasts_thirty_days_at_most(draft, edda):
    with pytest.raises(Refused, match="at most 30 days"):
        asked(draft, edda, until=timezone.now() + 31 * DAY)


@pytest.mark.parametrize("role", ["writer", "moderator"])
def test_link_without_the_right_is_refused(draft, role):
    with pytest.raises(Refused, match="not among your rights"):
        asked(draft, UserFactory(role=role))


def test_published_story_is_not_answered_any_more(draft, edda):
    link, _token = asked(draft, edda)
    publishing.publish(draft, by=UserFactory(publisher=True), force="Now.")

    with pytest.raises(Refused, match="published meanwhile"):
        outside.answer(link, "agreed", version=2)
