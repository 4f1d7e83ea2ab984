"""The run with Redis keeps its cache in Redis."""

import pytest
from django.conf import settings
from django.core.cache import cache

# Marked for the database so that it is chosen together with the tests on PostgreSQL.
pytestmark = pytest.mark.django_db


@pytest.fixture
def redis_cache():
    if not settings.REDIS_URL:
        pytest.skip("This run has no Redis; `make test-services` runs with it.")
    cache.clear()
    return cache


def test_redis_value_comes_back(redis_cache):
    redis_cache.set("key", {"pages": "625–728"}, timeout=30)

    assert redis_cache.get("key") == {"pages": "625–728"}


def test_redis_counter_counts_up(redis_cache):
    redis_cache.set("counter", 1, timeout=30)

    assert redis_cache.incr("counter") == 2
