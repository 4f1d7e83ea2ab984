"""What the tests of every room need: closed sockets, and marks that set themselves."""

from pathlib import Path

import pytest
from django.conf import settings

from newsroom import roles
from tests import migrated

pytest_plugins = ["tests.outside"]
LOOPBACK = ["127.0.0.1", "::1", "localhost"]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
BROWSER = Path(__file__).parent / "browser"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker(pytest.mark.database)
        in_browser = BROWSER in item.path.parents
        if in_browser:
            item.add_marker(pytest.mark.browser)
        if in_browser or settings.REDIS_URL:
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session")
def kept_database(request):
    return migrated.kept_in(request.config.cache.mkdir("migrated"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(kept_database, django_db_modify_db_settings_parallel_suffix):
    with migrated.begun_with(kept_database):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, kept_database):
    """The groups are there from the start: to make them in each test would take a third of all."""
    with django_db_blocker.unblock():
        migrated.keep(kept_database)
        roles.sync()
