"""Readers get kept pages: the same bytes as Django made, to nobody they are not meant for."""

import gzip

import brotli
import pytest
import time_machine
import zstandard
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.pages import current, tags
from core.pages.wsgi import asked
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db
DECODERS = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}
CANARY = "zqcanaryxv"


@pytest.fixture
def forgets(django_capture_on_commit_callbacks):
    """Run an act as if its transaction were committed."""

    def run(act):
        with django_capture_on_commit_callbacks(execute=True):
            act()

    return run


def queries_of(act):
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    return answer, len(queries)


def test_second_reader_gets_the_same_bytes_without_a_query(readers):
    edition = EditionFactory(live=True)
    first = readers.get(edition.get_absolute_url())

    second, queries = queries_of(lambda: readers.get(edition.get_absolute_url()))

    assert first.status == 200
    assert edition.headline in first.text
    assert (second, queries) == (first, 0)


def test_another_process_takes_the_page_from_the_disk(readers, a_process):
    first = readers.get("/about/")

    other, queries = queries_of(lambda: a_process().get("/about/"))

    assert (other, queries) == (first, 0)


@pytest.mark.parametrize("coding", DECODERS)
def test_page_comes_in_the_coding_a_browser_takes(readers, coding):
    plain = readers.get("/about/")

    answer = readers.get("/about/", HTTP_ACCEPT_ENCODING=f"{coding}, identity;q=0.1")

    assert answer.headers["Content-Encoding"] == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert DECODERS[coding](answer.body) == plain.body


@pytest.mark.parametrize("header", ["", "br;q=0, gzip;q=0, zstd;q=0", "xyz", "br;q=x"])
def test_page_comes_plain_where_no_coding_is_taken(readers, header):
    answer = readers.get("/about/", HTTP_ACCEPT_ENCODING=header)

    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("coding", ["br", ""])
def test_reader_who_has_the_page_gets_no_body(readers, coding):
    known = readers.get("/about/", HTTP_ACCEPT_ENCODING=coding).headers["ETag"]

    answer = readers.get("/about/", HTTP_IF_NONE_MATCH=f'"other", W/{known}')

    assert (answer.status, answer.body) == (304, b"")
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"HTTP_IF_MODIFIED_SINCE": "Thu, 12 Feb 2026 11:00:00 GMT"}, 304),
        ({"HTTP_IF_MODIFIED_SINCE": "Thu, 12 Feb 2026 10:59:59 GMT"}, 200),
        ({"HTTP_IF_MODIFIED_SINCE": "yesterday"}, 200),
        (
            {
                "HTTP_IF_MODIFIED_SINCE": "Thu, 12 Feb 2026 11:00:00 GMT",
                "HTTP_IF_NONE_MATCH": '"another"',
            },
            200,
        ),
    ],
)
@pytest.mark.parametrize("path", ["/feed.atom", "/sitemap.xml"])
def test_kept_page_is_asked_for_by_date_where_no_tag_is_named(readers, path, asked, status):
    with time_machine.travel("2026-02-12T12:00:00+00:00", tick=False):
        EditionFactory(live=True)
        made = readers.get(path)
        kept = readers.get(path, **asked)

    assert made.headers["Last-Modified"] == "Thu, 12 Feb 2026 11:00:00 GMT"
    assert (kept.status, kept.headers["Last-Modified"]) == (status, made.headers["Last-Modified"])


def test_page_without_a_moment_of_change_is_sent_to_who_asks_by_date(readers):
    readers.get("/about/")

    asked = {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert readers.get("/about/", **asked).status == 200


def test_head_says_the_length_and_sends_nothing(readers):
    whole = readers.get("/about/")

    answer = readers.get("/about/", method="HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers == whole.headers


def test_first_reader_by_head_leaves_a_whole_page(readers):
    readers.get("/about/", method="HEAD")

    assert readers.get("/about/").body


def test_changed_row_is_read_at_once_by_every_process(readers, a_process, forgets):
    edition, other = EditionFactory(live=True), a_process()
    pages = [edition.get_absolute_url(), "/", "/feed.atom", "/sitemap.xml"]
    for path in pages:
        readers.get(path), other.get(path)
    edition.headline = "Another headline"

    forgets(edition.save)

    assert [edition.headline in process.get(pages[0]).text for process in (readers, other)] == [
        True,
        True,
    ]
    assert edition.headline in readers.get("/").text
    assert edition.headline in other.get("/feed.atom").text


def test_page_ends_when_a_story_comes_by_the_clock(readers):
    with time_machine.travel("2026-02-12T12:00:00+00:00", tick=False) as clock:
        edition = EditionFactory(scheduled=True)
        before = readers.get("/"), readers.get(edition.get_absolute_url())
        clock.move_to(edition.live_from)
        after = readers.get("/"), readers.get(edition.get_absolute_url())

    assert (edition.headline in before[0].text, before[1].status) == (False, 404)
    assert (edition.headline in after[0].text, after[1].status) == (True, 200)


def test_page_made_before_the_clock_was_set_back_is_not_served(readers):
    with time_machine.travel("2026-02-12T12:00:00+00:00", tick=False) as clock:
        edition = EditionFactory(scheduled=True)
        clock.move_to(edition.live_from)
        seen = readers.get("/")
        clock.move_to("2026-02-12T11:00:00+00:00")
        unseen = readers.get("/")

    assert edition.headline in seen.text
    assert edition.headline not in unseen.text


@pytest.mark.parametrize(
    "header",
    [
        "HTTP_X_FORWARDED_HOST",
        "HTTP_FORWARDED",
        "HTTP_REFERER",
        "HTTP_ACCEPT_LANGUAGE",
        "HTTP_X_ORIGINAL_URL",
        "HTTP_USER_AGENT",
        "HTTP_COOKIE",
    ],
)
def test_header_of_one_reader_never_reaches_the_next(readers, header):
    first = readers.get("/", **{header: f"{CANARY}=1"})

    second = readers.get("/")

    assert second == first
    assert CANARY not in second.text + str(second.headers)


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_COOKIE": "sessionid=somebody"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"QUERY_STRING": f"{CANARY}=1"},
        {"QUERY_STRING": "page=1&page=2"},
        {"QUERY_STRING": "by=subject"},
    ],
)
def test_unusual_request_neither_gets_nor_leaves_a_page(readers, page_store, more):
    readers.get("/", **more)

    assert list(page_store.rglob("*.json")) == []


def test_address_with_a_tail_is_no_page(readers, page_store):
    tails = ["/about/x.css", "/about/;x.css", "/about//", "/about/%0a", "/about/../about/"]

    statuses = {readers.get(tail).status for tail in tails}

    assert statuses == {301, 404}
    assert list(page_store.rglob("*.json")) == []


def test_parameters_that_count_readers_make_no_page_of_their_own(readers):
    plain = readers.get("/about/")

    answer, queries = queries_of(lambda: readers.get("/about/?utm_source=x&fbclid=1"))

    assert (answer, queries) == (plain, 0)


def test_form_for_one_reader_is_not_kept(readers, page_store):
    edition = EditionFactory(live=True)

    answer = readers.get(f"/comments/{edition.article_id}/")

    assert answer.status == 200
    assert list(page_store.rglob("*.json")) == []


def test_store_that_cannot_be_written_is_no_store(settings, a_process, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.PAGE_STORE_DIR = str(tmp_path / "file" / "pages")

    assert current.store() is None
    assert a_process().get("/about/").status == 200


def test_board_that_was_removed_is_made_anew(readers, page_store, forgets):
    with time_machine.travel("2026-02-12T12:00:00+00:00", tick=False) as clock:
        readers.get("/about/")
        (page_store / "board").unlink()
        clock.shift(2)
        answer = readers.get("/about/")

    assert answer.status == 200
    assert (page_store / "board").exists()


def test_forgetting_removes_the_files_that_nginx_would_serve(readers, page_store, forgets):
    readers.get("/about/")
    kept = {file.name for file in page_store.rglob("index.html*")}

    forgets(lambda: tags.forget("word"))

    assert kept >= {"index.html", "index.html.br", "index.html.gz", "index.html.zst"}
    assert list(page_store.rglob("index.html*")) == []


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("page=2", "page=2"),
        ("style=apa&page=2", "page=2&style=apa"),
        ("page=2&utm_medium=Mail", "page=2"),
        ("gclid=abc", ""),
        ("page=%00", None),
        ("page", None),
        ("page=2&page=3", None),
        ("page=" + "1" * 30, None),
    ],
)
def test_parameters_are_known_in_one_form(query, known):
    assert asked(query) == known
