"""The site as of a moment to come, for those who may see everything that waits for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
HOME = reverse("admin:articles_edition_as_of")
SOON = timedelta(hours=1)


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(editor=True))
    return client


@pytest.fixture
def waiting():
    """A story under embargo, scheduled for its lift in an hour."""
    edition = EditionFactory(scheduled=True, headline="Kumquat")
    EmbargoFactory(articles=[edition.article], lifts_at=edition.live_from)
    return edition


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def page(edition):
    return reverse("admin:articles_edition_as_of_page", args=[f"{edition.path}/"])


def test_front_page_before_and_after_the_lift(desk, waiting):
    before = desk.get(HOME, {"at": typed(waiting.live_from - SOON)})
    after = desk.get(HOME, {"at": typed(waiting.live_from + SOON)})

    assert "Kumquat" not in before.content.decode()
    assert "Kumquat" in after.content.decode()


def test_story_of_a_moment_to_come_is_kept_by_nobody(desk, waiting):
    response = desk.get(page(waiting), {"at": typed(waiting.live_from + SOON)})

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "ETag" not in response.headers


def test_links_lead_on_at_the_same_moment(desk, waiting):
    at = typed(waiting.live_from + SOON)

    shown = desk.get(HOME, {"at": at}).content.decode()

    assert f'href="{page(waiting)}?at={at.replace(":", "%3A")}"' in shown


def test_story_before_its_moment_is_not_there(desk, waiting):
    assert desk.get(page(waiting), {"at": typed(timezone.now())}).status_code == 404


def test_former_address_leads_on_at_the_same_moment(desk):
    edition = EditionFactory(live=True)
    edition.article.addresses.create(path=f"{edition.section.path}/old")
    old = reverse("admin:articles_edition_as_of_page", args=[f"{edition.section.path}/old/"])

    response = desk.get(old, {"at": typed(timezone.now())})

    assert response.url.startswith(page(edition) + "?at=")


@pytest.mark.parametrize("at", ["soon", "2026-03-08T02:30", "9999-99-99", "\x00"])
def test_moment_that_is_none_says_so(desk, at):
    response = desk.get(HOME, {"at": at})

    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("path", ["admin/", "admin/articles/edition/", "agree/x/", "media/x.jpg"])
def test_other_addresses_are_not_pages_of_readers(desk, path):
    assert desk.get(HOME + path).status_code == 404


@pytest.mark.parametrize("role", ["writer", "moderator"])
def test_without_the_right_nobody_looks_ahead(client, waiting, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(HOME).status_code == 403
    assert client.get(page(waiting)).status_code == 403


def test_stranger_with_the_parameter_sees_now(client, waiting):
    at = typed(waiting.live_from + SOON)

    assert client.get(f"/{waiting.path}/", {"at": at}).status_code == 404
    assert b"Kumquat" not in client.get("/", {"at": at}).content
    assert Edition.objects.live(timezone.now()).count() == 0


def test_nothing_is_changed_by_looking(desk):
    assert desk.post(HOME).status_code == 405
