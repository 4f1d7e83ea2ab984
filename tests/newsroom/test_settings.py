"""Settings that would be unsafe, or promise what cannot be, stop the start by name."""

import os
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parents[2] / "newsroom" / "settings.py"
KEY = "a-key-for-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
SAFE = {
    "ENV_FILE": os.devnull,
    "DEBUG": "false",
    "SECRET_KEY": KEY,
    "SITE_URL": "https://news.example.org",
    "DATABASE_URL": "postgres://newsroom@127.0.0.1/newsroom",
}
PURGE = "https://purge.example.org/"


@pytest.fixture
def read(monkeypatch):
    """What the settings come to in this environment."""

    def run(**more):
        for name, value in (SAFE | more).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return run


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        (
            {"DATABASE_URL": "sqlite://:memory:", "REPLICA_DATABASE_URL": "postgres://x/y"},
            "REPLICA",
        ),
        ({"REPLICA_DATABASE_URL": "sqlite:///copy.sqlite3"}, "REPLICA_DATABASE_URL"),
        ({"CDN_PURGE_URL": PURGE}, "CDN_PURGE_TOKEN"),
        ({"CDN_PURGE_URL": "http://purge.example.org/", "CDN_PURGE_TOKEN": "x"}, "https://"),
        ({"CDN_TAG_HEADER": "X-Tags"}, "CDN_TAG_HEADER"),
    ],
)
def test_unsafe_setting_stops_the_start(read, given, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        read(**given)


def test_replica_is_a_second_database_that_only_readers_use(read):
    found = read(REPLICA_DATABASE_URL="postgres://reader@127.0.0.2/newsroom")

    assert found["DATABASES"]["replica"]["HOST"] == "127.0.0.2"
    assert found["DATABASE_ROUTERS"] == ["core.pages.replica.Router"]


def test_nothing_optional_is_on_by_itself(read):
    found = read()

    assert list(found["DATABASES"]) == ["default"]
    off = ("CDN_KEY", "CDN_PURGE_URL", "METRICS_TOKEN", "SENTRY_DSN", "REPLICA_DATABASE_URL")
    assert [name for name in off if found[name]] == []
