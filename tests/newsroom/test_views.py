"""The site's own pages, its health, and its errors."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from newsroom import views
from tests.factories.articles import EditionFactory

PAGES = ["/about/", "/corrections-policy/", "/privacy/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_page_is_the_same_for_everybody(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1
    assert dict(response.cookies) == {}
    assert response["Cache-Control"] == "public, no-cache"


@pytest.mark.django_db
def test_privacy_says_how_long_addresses_are_kept(client, settings):
    settings.COMMENT_ADDRESS_DAYS = 17

    assert b"forgotten after 17 days" in client.get("/privacy/").content


@pytest.mark.django_db
def test_privacy_says_how_long_hashes_last_and_that_bans_outlast_them(client, settings):
    settings.COMMENT_KEY_MONTHS, settings.COMMENT_IDENTITY_MONTHS = 3, 18

    page = client.get("/privacy/").content.decode()

    assert "a key that changes every 3 months." in page
    assert "forgotten within 18 months." in page
    assert "with a key that does not change" in page


@pytest.mark.django_db
def test_about_gives_the_address_of_the_desk(client, settings):
    settings.SITE_CONTACT_EMAIL = "desk@offprint.example.org"

    assert b"mailto:desk@offprint.example.org" in client.get("/about/").content


@pytest.mark.django_db
def test_health_is_never_kept(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_robots_are_kept_from_the_desk(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /admin/" in response.content.decode().splitlines()


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "The request was not understood"),
        (views.forbidden, 403, "This page is not open to you"),
        (views.csrf_failure, 403, "This page is not open to you"),
        (views.server_error, 500, "Something broke on our side"),
    ],
)
def test_error_page_needs_no_database(view, status, words, settings):
    response = view(RequestFactory().get("/"))

    page = response.content.decode()
    assert response.status_code == status
    assert escape(words) in page
    assert settings.SITE_NAME in page
    assert "masthead__sections" not in page


@pytest.mark.django_db
def test_view_that_breaks_gives_our_own_page(client, monkeypatch):
    EditionFactory(live=True)
    client.raise_request_exception = False
    monkeypatch.setattr("articles.catalogue.ON_THE_SHELF", "six")

    response = client.get("/")

    assert response.status_code == 500
    assert b"Something broke on our side" in response.content


@pytest.mark.django_db
def test_not_found_offers_the_search(client):
    page = client.get("/journals/nothing/").content.decode()

    assert "Nothing is filed at this address" in page
    assert 'role="search"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "nothing.jpg", "../settings.py", "%2e%2e/manage.py", "%00"])
def test_media_gives_nothing_but_its_files(client, settings, tmp_path, path):
    settings.MEDIA_ROOT = tmp_path

    assert client.get(f"/media/{path}").status_code in {400, 404}


@pytest.mark.django_db
def test_media_file_may_be_kept_for_ever(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "picture.jpg").write_bytes(b"picture")

    response = client.get("/media/picture.jpg")

    assert b"".join(response) == b"picture"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PAGES, "/robots.txt", "/healthz"])
def test_page_is_read_and_never_written(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_page_costs_only_the_menu(client, path):
    with CaptureQueriesContext(connection) as captured:
        client.get(path)

    assert len(captured) == 1
