"""What every test of comments starts from."""

import pytest

from comments import modes


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """The site's mode is kept for half a minute; a test keeps it no longer than itself."""
    modes.remember("open", cleared=0)
    yield
    modes.drop()
