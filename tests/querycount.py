"""A list costs the same number of queries whether it shows one row or three."""

from collections import Counter
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext


def queries_of(client_get: Callable[[], HttpResponse]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client_get()
    assert response.status_code == 200, f"the list answered {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def assert_same_queries(
    client_get: Callable[[], HttpResponse], make_row: Callable[[], object]
) -> None:
    """Ask for the list with one row and with three, after one request that fills the caches."""
    make_row()
    client_get()
    with_one = queries_of(client_get)
    make_row()
    make_row()
    with_three = queries_of(client_get)

    more = Counter(shape(sql) for sql in with_three) - Counter(shape(sql) for sql in with_one)
    assert len(with_three) == len(with_one), "\n".join(
        [f"{len(with_one)} queries with one row, {len(with_three)} with three:", *more]
    )


def shape(sql: str) -> str:
    """A query without what differs from row to row."""
    kept = (word for word in sql.split() if not word.strip("(),;'").isdigit())
    return " ".join(kept)[:300]
