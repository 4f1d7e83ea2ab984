"""The log: by whom, since when, and nothing about what is kept from the reader."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from core import audit
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
LOG = reverse("admin:core_auditentry_changelist")


def acts(client, query=""):
    return [row.act for row in client.get(LOG + query).context["cl"].result_list]


@pytest.fixture
def paul(client):
    user = UserFactory(publisher=True)
    client.force_login(user)
    return user


def test_log_is_narrowed_to_a_person_and_to_days(client, paul):
    edition = EditionFactory()
    audit.record(paul, "edition.save", edition)
    audit.record(None, "edition.carry", edition)
    audit.record(paul, "edition.submit", edition, at=timezone.now() - timedelta(days=3))

    assert acts(client, f"?by={paul.pk}") == ["edition.submit", "edition.save"]
    assert acts(client, "?since=1") == ["edition.carry", "edition.save"]
    assert len(acts(client, "?since=x&by=x")) == 3


def test_log_names_no_embargoed_story_to_a_stranger(client):
    reader = UserFactory(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    client.force_login(reader)
    edition = EditionFactory()
    audit.record(None, "edition.save", edition)
    entry = audit.record(None, "article.embargo", edition.article)
    audit.record(None, "edition.save", EditionFactory())
    EmbargoFactory(articles=[edition.article])

    assert acts(client) == ["edition.save"]
    page = reverse("admin:core_auditentry_change", args=[entry.pk])
    assert client.get(page).status_code == 302


def test_publisher_reads_of_embargoed_stories(client, paul):
    edition = EditionFactory()
    EmbargoFactory(articles=[edition.article])
    audit.record(None, "edition.save", edition)

    assert acts(client) == ["edition.save"]
