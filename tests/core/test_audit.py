"""The log: written with the act, never changed."""

from datetime import UTC, datetime

import pytest

from core import audit
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.core import AuditEntryFactory, UserFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 12, tzinfo=UTC)


def test_record_keeps_who_did_what_to_which_row():
    edda = UserFactory(editor=True)
    section = SectionFactory(name="Health")

    entry = audit.record(edda, "section.save", section, reason="A new name", data={"a": 1}, at=NOON)

    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name, entry.act) == (edda, "Edda", "section.save")
    assert (entry.object_type, entry.object_id) == ("taxonomy.section", str(section.pk))
    assert (entry.object_label, entry.reason) == ("Health", "A new name")
    assert (entry.data, entry.at) == ({"a": 1}, NOON)


def test_record_by_the_site_names_nobody():
    entry = audit.record(None, "section.save", SectionFactory())

    assert (entry.actor, entry.actor_name) == (None, "")


def test_entry_outlives_its_actor():
    edda = UserFactory(editor=True)
    entry = audit.record(edda, "section.save", SectionFactory())

    edda.delete()

    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name) == (None, "Edda")


def test_entry_is_never_changed():
    entry = AuditEntryFactory()
    entry.reason = "Another one"

    with pytest.raises(Refused):
        entry.save()


def test_entry_is_never_deleted():
    entry = AuditEntryFactory()

    with pytest.raises(Refused):
        entry.delete()

    assert AuditEntry.objects.get() == entry


def test_record_cuts_a_label_that_is_too_long():
    section = SectionFactory(name="H" * 80)
    section.name = "H" * 400

    assert len(audit.record(None, "section.save", section).object_label) == 250
