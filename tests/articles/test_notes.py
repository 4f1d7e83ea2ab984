"""Notes stay as written, call only those who may read the story, and a story is somebody's."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from articles import notes, permissions
from articles.models import Article, Mention, Note
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-02-12T14:41:00+00:00")


@pytest.fixture
def wren():
    return UserFactory(username="wren", writer=True)


@pytest.fixture
def edda():
    return UserFactory(username="edda", editor=True)


@pytest.fixture
def story():
    return EditionFactory(headline="Sight").article


def called(note):
    return sorted(note.mentions.values_list("person__username", flat=True))


def test_note_calls_those_it_names(story, wren, edda):
    note = notes.add_note(story, by=wren, text="@edda. Ask j.chen@edda.example, not @nobody")

    assert called(note) == ["edda"]


def test_own_name_calls_nobody(story, wren):
    assert called(notes.add_note(story, by=wren, text="I, @wren, do this")) == []


def test_moderator_cannot_be_called_to_a_story(story, wren):
    UserFactory(username="mo", moderator=True)

    with pytest.raises(Refused, match="may not read this story"):
        notes.add_note(story, by=wren, text="@mo look")

    assert not Note.objects.exists()


def test_stranger_to_an_embargoed_story_cannot_be_called(story, wren, edda):
    EmbargoFactory(articles=[story])

    with pytest.raises(Refused, match="may not read this story"):
        notes.add_note(story, by=edda, text="@wren look")


def test_notes_of_a_live_story_under_a_new_embargo_are_closed_to_others(wren, edda):
    story = EditionFactory(live=True).article
    EmbargoFactory(articles=[story])

    assert permissions.may_read_notes(edda, story)
    assert not permissions.may_read_notes(wren, story)
    assert list(Article.objects.filter(permissions.notes_read_by(wren))) == []


def test_moderator_writes_no_note(story):
    with pytest.raises(Refused):
        notes.add_note(story, by=UserFactory(moderator=True), text="Hm")


def test_edited_note_keeps_what_it_said(story, wren):
    first = notes.add_note(story, by=wren, text="87 people")
    notes.add_note(story, by=wren, text="78 people", replaces=first)

    (said,) = notes.said_about(story)

    assert (said.note.text, [one.text for one in said.before]) == ("78 people", ["87 people"])


def test_note_edited_twice_at_once_is_refused(story, wren):
    first = notes.add_note(story, by=wren, text="87 people")
    notes.add_note(story, by=wren, text="78 people", replaces=first)

    with pytest.raises(Refused, match="has been edited"):
        notes.add_note(story, by=wren, text="77 people", replaces=first)


def test_note_of_somebody_else_is_not_edited(story, wren, edda):
    first = notes.add_note(story, by=wren, text="87 people")

    with pytest.raises(Refused, match="Only the person"):
        notes.add_note(story, by=edda, text="78 people", replaces=first)


def test_new_wording_does_not_call_again(story, wren, edda):
    first = notes.add_note(story, by=wren, text="@edda look")
    notes.add_note(story, by=wren, text="@edda look here", replaces=first)

    assert Mention.objects.count() == 1


@pytest.mark.parametrize("act", ["save", "delete"])
def test_note_is_never_changed(story, wren, act):
    note = notes.add_note(story, by=wren, text="Kept")

    with pytest.raises(Refused):
        getattr(note, act)()


def test_call_is_read_once(story, wren, edda):
    notes.add_note(story, by=wren, text="@edda look")

    assert [notes.read_notes(story, by=edda) for _time in range(2)] == [1, 0]


def test_story_under_embargo_opens_to_whom_it_is_assigned(story, wren, edda):
    EmbargoFactory(articles=[story])

    notes.assign(story, wren, by=edda)

    edition = story.latest
    edition.article.refresh_from_db()
    assert permissions.may_see(wren, edition)
    assert AuditEntry.objects.get().act == "article.assign"


def test_story_is_not_assigned_to_a_moderator(story, edda):
    with pytest.raises(Refused, match="may not write"):
        notes.assign(story, UserFactory(moderator=True), by=edda)


def test_reminder_needs_a_day_to_come(story, edda):
    with pytest.raises(Refused, match="That day is over"):
        notes.remind(story, date(2026, 2, 11), by=edda, reason="Trial ends", at=AT)


def test_looking_again_is_done_once(story, edda):
    day = timezone.localdate() + timedelta(days=1)
    reminder = notes.remind(story, day, by=edda, reason="Trial ends")

    for _time in range(2):
        notes.looked_again(reminder, by=edda)

    assert AuditEntry.objects.filter(act="article.looked_again").count() == 1
