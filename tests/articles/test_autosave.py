"""Typing is kept for who typed it, and is neither a save nor history."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import autosave, jobs
from articles.models import AutosaveBuffer
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wren():
    return UserFactory(writer=True)


def test_kept_typing_replaces_what_was_kept_before(wren):
    edition = EditionFactory()

    autosave.keep(edition, by=wren, version=1, form="headline=One")
    autosave.keep(edition, by=wren, version=1, form="headline=Two")

    assert AutosaveBuffer.objects.get().form == "headline=Two"


def test_new_story_has_one_buffer_per_person(wren):
    autosave.keep(None, by=wren, version=0, form="headline=One")
    autosave.keep(None, by=wren, version=0, form="headline=Two")

    assert autosave.find(None, by=wren).form == "headline=Two"


def test_nobody_else_finds_it(wren):
    edition = EditionFactory()
    autosave.keep(edition, by=wren, version=1, form="headline=One")

    assert autosave.find(edition, by=UserFactory(editor=True)) is None


def test_keeping_changes_nothing_of_the_story_and_its_log(wren):
    edition = EditionFactory()

    autosave.keep(edition, by=wren, version=1, form="headline=One")

    edition.refresh_from_db()
    assert (edition.version, edition.number) == (1, 1)
    assert not AuditEntry.objects.exists()


def test_keep_without_the_right_refused():
    with pytest.raises(Refused):
        autosave.keep(EditionFactory(), by=UserFactory(moderator=True), version=1, form="x=y")


def test_keep_too_much_refused(wren):
    with pytest.raises(Refused, match="too much"):
        autosave.keep(None, by=wren, version=0, form="x" * (autosave.LONGEST + 1))


def test_typing_of_long_ago_is_forgotten(wren):
    old = timezone.now() - autosave.KEPT_FOR
    autosave.keep(None, by=wren, version=0, form="x=y", at=old - timedelta(hours=1))
    assert autosave.find(None, by=wren) is None

    jobs.forget_old_typing(timezone.now())

    assert not AutosaveBuffer.objects.exists()
