"""Who is told of what, once, as they chose, and never of what they may not see."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from articles import message_mail, messages, notes, publishing, workflow
from articles.jobs import tell_people
from articles.models import Message
from articles.models.messages import MessageKind, Timing
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 12, 14, 41, tzinfo=UTC)
HOUR = timedelta(hours=1)


class RefusingServer(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def wren():
    return UserFactory(username="wren", email="wren@example.org", writer=True)


@pytest.fixture
def edda():
    return UserFactory(username="edda", first_name="Edda", email="edda@example.org", editor=True)


def sent():
    return [(one.to, one.subject) for one in mail.outbox]


def kinds():
    return sorted(Message.objects.values_list("person__username", "kind"))


def call(wren, edda, **fields):
    story = EditionFactory(headline="Sight", created_by=wren, **fields).article
    notes.add_note(story, by=edda, text="@wren SECRET WORDS")
    return story


def test_call_is_mailed_once_without_the_words(wren, edda):
    call(wren, edda)

    for _time in range(2):
        tell_people(NOW)

    assert sent() == [(["wren@example.org"], "Edda calls you in a note on “Sight”.")]
    assert "SECRET" not in mail.outbox[0].body
    assert "/notes/" in mail.outbox[0].body


def test_mail_is_plain_text(wren, edda):
    story = EditionFactory(headline="Doctors' <b>&</b> drugs", created_by=wren).article
    notes.add_note(story, by=edda, text="@wren look")

    tell_people(NOW)

    assert "note on “Doctors' <b>&</b> drugs”." in mail.outbox[0].body


def test_embargoed_story_is_not_named_in_a_mail(wren, edda):
    story = call(wren, edda)
    EmbargoFactory(articles=[story])

    tell_people(NOW)

    assert "a story under embargo" in mail.outbox[0].body
    assert "Sight" not in mail.outbox[0].body + mail.outbox[0].subject


def test_review_steps_tell_the_other_side(wren, edda):
    edition = EditionFactory(created_by=wren)
    workflow.transition(edition, "submit", by=wren, reviewer=edda)
    workflow.transition(edition, "approve", by=edda)

    messages.gather(NOW)

    assert kinds() == [("edda", "review_asked"), ("wren", "approved")]


def test_story_that_came_under_embargo_is_told_to_nobody_outside(wren, edda):
    ana = UserFactory(username="ana", email="ana@example.org", writer=True)
    story = EditionFactory(created_by=wren).article
    notes.add_note(story, by=edda, text="@ana look")
    messages.gather(NOW)
    EmbargoFactory(articles=[story])

    assert message_mail.send_due(NOW) == 0
    assert Message.objects.get(person=ana).due_at is None


def test_once_a_day_means_one_mail_at_eight(wren, edda):
    messages.choose(wren, {MessageKind.MENTIONED: Timing.DAILY})
    call(wren, edda)
    call(wren, edda)
    tell_people(NOW)
    assert mail.outbox == []

    tell_people(datetime(2026, 2, 13, 13, 0, tzinfo=UTC))

    assert sent() == [(["wren@example.org"], "2 messages from the desk")]


def test_unwanted_message_stays_unsent_when_the_choice_changes(wren, edda):
    messages.choose(wren, {MessageKind.MENTIONED: Timing.NEVER})
    call(wren, edda)
    tell_people(NOW)
    messages.choose(wren, {MessageKind.MENTIONED: Timing.AT_ONCE})

    tell_people(NOW + HOUR)

    assert mail.outbox == []


def test_scheduled_publication_is_told_after_its_moment(wren):
    paul = UserFactory(publisher=True)
    edition = EditionFactory(approved=True, created_by=wren)
    publishing.publish(edition, by=paul, at=NOW + HOUR, force="Agreed by telephone.")
    messages.gather(NOW)
    assert kinds() == []

    messages.gather(NOW + HOUR)

    assert kinds() == [("wren", "published")]


def test_publication_by_hand_is_told_to_nobody(wren):
    edition = EditionFactory(approved=True, created_by=wren)
    publishing.publish(edition, by=UserFactory(publisher=True), force="Agreed by telephone.")

    messages.gather(NOW + HOUR)

    assert kinds() == []


def test_embargo_that_lifted_is_told_once(wren):
    story = EditionFactory(created_by=wren).article
    EmbargoFactory(articles=[story], lifts_at=NOW + HOUR)

    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        for _time in range(2):
            messages.gather(NOW + 2 * HOUR)

    assert kinds() == [("wren", "lifted")]


def test_claimed_message_is_not_sent_by_another_worker(wren, edda):
    call(wren, edda)
    messages.gather(NOW)
    Message.objects.update(claimed_until=NOW + HOUR)

    assert message_mail.send_due(NOW) == 0


def test_refused_mail_is_tried_again(wren, edda, settings, caplog):
    call(wren, edda)
    settings.EMAIL_BACKEND = f"{__name__}.RefusingServer"

    tell_people(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tell_people(NOW + HOUR)

    assert len(mail.outbox) == 1
