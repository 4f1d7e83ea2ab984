"""What every test of comments starts from."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """The site's mode is kept for half a minute; a test keeps it no longer than itself."""
    cache.set("comments.site-mode", "open", 30)
    yield
    cache.delete("comments.site-mode")
