"""Stories as the index knows them."""

import pytest

from articles import indexing


@pytest.fixture
def indexed(db):
    """Call it after the rows are made: in a test no transaction is committed."""
    return indexing.rebuild
