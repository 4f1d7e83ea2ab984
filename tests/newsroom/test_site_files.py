"""Files at fixed addresses: security.txt, manifest, icon."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone


def test_security_txt_names_whom_to_tell_and_holds_less_than_a_year(client, settings):
    settings.SITE_SECURITY_EMAIL = "security@example.org"

    answer = client.get("/.well-known/security.txt")

    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:security@example.org"
    assert lines["Canonical"] == "https://news.example.org/.well-known/security.txt"
    ends = datetime.fromisoformat(lines["Expires"])
    assert timedelta(days=270) < ends - timezone.now() <= timedelta(days=366)


@pytest.mark.parametrize("month", [1, 3, 4, 12])
def test_security_txt_never_expires_within_the_quarter(month, client, time_machine):
    time_machine.move_to(datetime(2028, month, 29, tzinfo=UTC), tick=False)

    page = client.get("/.well-known/security.txt").content.decode()

    first = (month - 1) // 3 * 3 + 1
    assert f"Expires: 2029-{first:02}-01T00:00:00Z" in page


def test_manifest_names_the_publication_and_icons_that_exist(client):
    answer = client.get("/manifest.webmanifest")

    data = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (data["name"], data["start_url"]) == ("The Offprint", "/")
    for icon in data["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_icon_is_found_where_browsers_look(client):
    assert client.get("/favicon.ico").headers["Location"] == "/static/images/favicon.png"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accessibility/", "/follow/"])
def test_page_opens_and_search_engines_know_it(path, client):
    assert client.get(path).status_code == 200
    assert f"https://news.example.org{path}" in client.get("/sitemap/pages.xml").content.decode()
