"""What nginx may serve from the store, and when."""

import time
from datetime import UTC, datetime

import pytest
import time_machine

from core.pages import current
from core.pages.front import Doors, Front, lines
from core.pages.page import Page

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)  # noon in New York
TYPE = "text/html; charset=utf-8"
ABOUT = "open/about/index.html"


def served(page_store):
    """The files behind the doors that stand open, by their places."""
    behind = [door.resolve() for door in (page_store / "doors").iterdir()]
    return {
        f"open/{file.relative_to(door)}"
        for door in behind
        for file in door.rglob("*")
        if file.is_file()
    }


def test_kept_page_stands_behind_the_doors(front, readers, page_store):
    with time_machine.travel(NOON):
        readers.get("/about/")

        Doors(current.store()).open()

    assert {ABOUT, f"{ABOUT}.br", f"{ABOUT}.gz"} <= served(page_store)


def test_page_with_another_header_than_nginx_adds_is_left_to_the_site(front, a_process, page_store):
    front.write_text(front.read_text().replace("nosniff", "sniff"))
    current.reopen()

    with time_machine.travel(NOON):
        a_process().get("/about/")
        Doors(current.store()).open()

    assert not served(page_store)


def test_feed_is_served_where_its_address_tells_its_type(front, readers, page_store):
    with time_machine.travel(NOON):
        readers.get("/feed.atom")
        readers.get("/feed.json")
        readers.get("/robots.txt")
        Doors(current.store()).open()

    places = served(page_store)
    assert "open/feed.atom" in places
    assert not {"open/feed.json", "open/robots.txt"} & places


def test_write_shuts_the_doors_before_it_commits(front, readers, page_store):
    store = current.store()
    doors = Doors(store)
    doors.open()

    mark = store.board.begin()
    doors.open()

    assert not list((page_store / "doors").iterdir())
    store.board.end(mark)
    doors.open()
    assert list((page_store / "doors").iterdir())


@pytest.mark.parametrize(("left", "is_open"), [(-1, False), (0.05, False), (0.5, True)])
def test_doors_end_before_the_lease(front, page_store, left, is_open):
    until = time.monotonic() + left
    at_most = time.time() + left

    Doors(current.store(), lambda: until).open()

    doors = (page_store / "doors").glob("*")
    tenths = [float(door.name) for door in doors]
    assert bool(tenths) is is_open
    assert all(tenth + 0.1 <= at_most for tenth in tenths)


def test_death_while_writing_leaves_no_file_to_serve(front, readers, page_store):
    with time_machine.travel(NOON):
        readers.get("/about/")
        mark = current.store().board.begin()
        mark.rename(mark.with_name("4194305-1"))  # above any process number of Linux

        Doors(current.store()).open()
        Doors(current.store()).open()

    assert list((page_store / "doors").iterdir())
    assert not served(page_store)


def test_same_length_is_another_version_to_nginx(page_store, readers):
    """nginx makes the ETag of a file's time in seconds and its length."""
    store = current.store()
    versions = set()
    for word in (b"before", b"behind"):
        board = store.board
        kept = {"slots": [0], "since": board.generation, "made": time.time()}
        page = Page.of(word, [("Content-Type", TYPE)], ends=time.time() + 9, **kept)
        store.keep("/about/", page)
        [file] = page_store.glob("pages/*/*/timed/about/index.html")
        versions.add(int(file.stat().st_mtime))

    assert len(versions) == 2


def test_policies_are_the_same_in_any_order(tmp_path):
    file = tmp_path / "headers.conf"
    file.write_text("\n".join(lines([("Content-Security-Policy", "a 'self'; b c")])))

    told = [("content-security-policy", "b c; a 'self'"), ("Content-Type", TYPE)]

    assert Front(file).can_serve("about/index.html", told)


def test_header_with_a_sign_of_nginx_is_refused():
    with pytest.raises(ValueError, match="nginx"):
        lines([("X-Price", "$1")])
