"""The small files at fixed addresses against what their specifications ask."""

import re
from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.utils import timezone

from tests.schemas.checking import json_errors

SITE = "https://news.example.org"
# RFC 9116, section 2.5: what each field holds, how often it must stand there, how often it may.
ADDRESS = r"(https|mailto|tel|openpgp4fpr|dns):\S+"
FIELDS = {
    "Acknowledgments": (ADDRESS, 0, 99),
    "Canonical": (ADDRESS, 0, 99),
    "Contact": (ADDRESS, 1, 99),
    "Encryption": (ADDRESS, 0, 99),
    "Expires": (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", 1, 1),
    "Hiring": (ADDRESS, 0, 99),
    "Policy": (ADDRESS, 0, 99),
    "Preferred-Languages": (r"[a-z]{2,3}(-\w+)*(, ?[a-z]{2,3}(-\w+)*)*", 0, 1),
}


def fields_of(text):
    """The fields of a security.txt: every line is one, a comment or empty, and has an end."""
    assert text.endswith("\n")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(": ", 1)) for line in lines]


def test_security_txt_is_what_rfc_9116_asks(client, settings):
    settings.SITE_SECURITY_EMAIL = "security@example.org"

    answer = client.get("/.well-known/security.txt")

    fields = fields_of(answer.content.decode())
    names = [name for name, _value in fields]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert set(names) <= set(FIELDS)
    for name, (form, least, most) in FIELDS.items():
        assert least <= names.count(name) <= most, name
        assert all(re.fullmatch(form, value) for known, value in fields if known == name), name
    assert f"{SITE}/.well-known/security.txt" in dict(fields)["Canonical"]
    ends = datetime.fromisoformat(dict(fields)["Expires"])
    assert timedelta(0) < ends - timezone.now() < timedelta(days=366)


def test_manifest_follows_its_schema(client):
    answer = client.get("/manifest.webmanifest")

    assert json_errors("manifest.schema.json", answer.content) == []
    assert answer["Content-Type"] == "application/manifest+json"


def test_manifest_with_an_icon_that_is_none_is_refused(client):
    content = client.get("/manifest.webmanifest").content

    assert json_errors("manifest.schema.json", content.replace(b'"180x180"', b'"large"'))


@pytest.mark.parametrize(
    ("path", "may"),
    [("/", True), ("/health/eye/", True), ("/feed.atom", True), ("/admin/", False)],
)
def test_robots_txt_is_read_by_a_parser(client, path, may):
    robots = RobotFileParser()

    robots.parse(client.get("/robots.txt").content.decode().splitlines())

    assert robots.can_fetch("*", f"{SITE}{path}") is may
    assert robots.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]
