"""One act for many stories: shown first, guarded like a single one, reported one by one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles import bulk, signals
from articles.models import Edition
from core.models import AuditEntry
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_edition_changelist")
BULK = reverse("admin:articles_edition_bulk")


@pytest.fixture
def paul(client):
    user = UserFactory(publisher=True)
    client.force_login(user)
    return user


@pytest.fixture
def stories():
    """One that can be published, one nobody approved, one with a finding that blocks."""
    return [
        EditionFactory(approved=True, headline="Ready"),
        EditionFactory(headline="Draft"),
        EditionFactory(approved=True, headline="Bare", standfirst=""),
    ]


def press(client, name, stories):
    chosen = [one.pk for one in stories]
    return client.post(LIST, {"action": name, "_selected_action": chosen, "index": "0"})


def posted(response, **more):
    page = html.fromstring(response.content.decode())
    form = next(one for one in page.forms if one.action == BULK)
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values | more


def test_page_says_what_will_happen_to_each_and_does_nothing(
    client, paul, stories, django_capture_on_commit_callbacks
):
    heard = []
    signals.article_published.connect(heard.append, weak=False, dispatch_uid="bulk")

    with django_capture_on_commit_callbacks(execute=True):
        text = press(client, "publish", stories).content.decode()
    signals.article_published.disconnect(dispatch_uid="bulk")

    assert "Publish 1 story" in text
    assert "A second person approves a story before it is published." in text
    assert "The standfirst is empty." in text
    assert not Edition.objects.exclude(live_from=None).exists()
    assert (heard, AuditEntry.objects.count()) == ([], 0)


def test_act_reports_on_each_story(client, paul, stories):
    shown = press(client, "publish", stories)

    text = client.post(BULK, posted(shown, _act="1")).content.decode()

    live = Edition.objects.live(timezone.now())
    assert [one.headline for one in live] == ["Ready"]
    assert "1 story is done." in text
    assert "2 were left alone." in text


def test_story_that_changed_since_it_was_shown_is_left_alone(client, paul, stories):
    shown = press(client, "publish", stories[:1])
    Edition.objects.filter(pk=stories[0].pk).update(version=5)

    text = client.post(BULK, posted(shown, _act="1")).content.decode()

    assert "It changed since you looked." in text
    assert not Edition.objects.exclude(live_from=None).exists()


def test_schedule_asks_for_the_moment_first(client, paul, stories):
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    asked = press(client, "schedule", stories[:1])
    assert "Readers see it from" not in asked.content.decode()

    typed = moment.strftime("%Y-%m-%dT%H:%M")
    shown = client.post(BULK, posted(asked, moment=typed))
    client.post(BULK, posted(shown, _act="1"))

    stories[0].refresh_from_db()
    assert stories[0].live_from == moment


def test_moment_that_has_passed_is_refused_and_kept(client, paul, stories):
    asked = press(client, "schedule", stories[:1])

    response = client.post(BULK, posted(asked, moment="2001-01-01T10:00", _act="1"))

    assert response.status_code == 422
    assert "2001-01-01T10:00" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("writer", {"submit"}),
        ("editor", {"submit", "approve"}),
        ("publisher", {"submit", "approve", "publish", "schedule", "unschedule"}),
    ],
)
def test_list_offers_the_acts_of_the_role_and_no_more(client, role, offered):
    EditionFactory()
    client.force_login(UserFactory(role=role))

    page = html.fromstring(client.get(LIST).content.decode())

    found = {value for value in page.xpath('//select[@name="action"]/option/@value') if value}
    assert found == offered


@pytest.mark.parametrize("name", bulk.ACTS)
def test_act_that_is_not_offered_is_not_taken_by_hand(client, stories, name):
    client.force_login(UserFactory(role="moderator"))

    data = {"act": name, "story": [f"{stories[0].pk}:1"], "_act": "1"}

    assert client.post(BULK, data).status_code == 403
    assert client.get(BULK).status_code == 405


@pytest.mark.parametrize("given", ["x", "1", "9" * 40 + ":1", "1:\u0663", ":"])
def test_selection_that_is_none_is_an_empty_one(client, paul, given):
    response = client.post(BULK, {"act": "publish", "story": [given], "_act": "1"})

    assert response.status_code == 200
