"""Two moderators in two browsers clear one queue by keyboard and do not step on each other.

`QUEUE_COMMENTS=200` makes the first test clear a queue of that many instead of a few.
"""

import os
import re
from itertools import cycle, islice

from django.db import connection
from playwright.sync_api import expect

from comments.models import Comment, Decision
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

QUEUE = "/admin/comments/comment/"
MANY = int(os.environ.get("QUEUE_COMMENTS", "12"))
MINE = ".case--current[data-mine]"
TAKEN = ".case--current[data-taken]"  # stands there only while all others are taken too
MIXED = [
    {"text": "The control group was on a statin too, which the story leaves out."},
    {"name": "Олена", "text": "Дякую за статтю про вакцини."},
    {"text": "Cheap pills, no prescription: https://pills.example/buy\n\nOrder now."},
    {"email": "maren@example.org", "text": "Should I stop taking my blood thinner?"},
    {"text": "word " * 600},
    {"name": "<b>Bold</b>", "text": "<script>alert(1)</script> \u202eand back"},
]


def fill(number):
    """Held comments of every sort, every seventh an answer to one that readers see."""
    article = EditionFactory(live=True).article
    first = CommentFactory(article=article, approved=True)
    for place, fields in enumerate(islice(cycle(MIXED), number)):
        CommentFactory(article=article, parent=None if place % 7 else first, **fields)


def reader(sign_in, name):
    page = sign_in(UserFactory(moderator=True, username=name, first_name=name.title()))
    if connection.vendor == "sqlite":
        # The tests' shared database in memory does not wait for a lock, as a file does: the word
        # of the page that is left would meet the first one of the next page.
        page.add_init_script("navigator.sendBeacon = () => true")
    open_queue(page)
    return page


def open_queue(page):
    page.goto(QUEUE)
    settle(page)


def settle(page):
    """Wait until the page knows which comment is its moderator's, or that none is left to them."""
    page.locator(f"{MINE}, {TAKEN}, .queue__empty").first.wait_for()


def current(page):
    return int(page.locator(".case--current").get_attribute("data-comment"))


def is_busy(page):
    return page.locator(MINE).count() > 0


def press(*pages, keys):
    """Each decides, by the keys of one decision; then all queues are there.

    They do so in the same moment where the database is one that takes two writers: the tests'
    SQLite lives in memory and refuses the second.
    """
    if connection.vendor == "sqlite" and len(pages) > 1:
        for page, pressed in zip(pages, keys, strict=True):
            press(page, keys=[pressed])
        return
    before = {page: page.url for page in pages}
    for page, pressed in zip(pages, keys, strict=True):
        for key in pressed:
            page.keyboard.press(key)
    for page in pages:
        page.wait_for_url(lambda url, old=before[page]: "done=" in url and url != old)
        settle(page)


def test_queue_is_cleared_by_two_at_once_without_a_collision(site, sign_in):
    fill(MANY)
    ana, ben = reader(sign_in, "ana"), reader(sign_in, "ben")

    assert current(ana) != current(ben)
    expect(ben.get_by_text("Ana is reading this")).to_be_visible()

    keys = cycle(["a", "s", ["r", "3", "Control+Enter"], "f", "a"])
    while busy := [page for page in (ana, ben) if is_busy(page)]:
        assert len({current(page) for page in busy}) == len(busy)
        press(*busy, keys=islice(keys, len(busy)))
    for page in (ana, ben):
        page.reload()  # who was quicker with the last pair still sees the other's
        settle(page)

    assert not Comment.objects.held().exists()
    assert Decision.objects.count() == MANY
    assert Decision.objects.values("by").distinct().count() == 2
    for page in (ana, ben):
        expect(page.locator("#queue-title")).to_be_focused()
    assert decided(ana) == {"Ana": (MANY + 1) // 2, "Ben": MANY // 2}


def decided(page):
    """How many decisions of each the list of decided comments explains, each with its way back."""
    found = {"Ana": 0, "Ben": 0}
    page.goto(f"{QUEUE}?show=decided")
    while True:
        settle(page)
        assert not page.get_by_text("Decided meanwhile").count()  # it was decided before they came
        for card in page.locator("[data-comment]").all():
            assert card.get_by_role("button", name="Undo the last decision").is_visible()
            said = card.locator(".case__decision").first.inner_text()
            found[next(name for name in found if name in said)] += 1
        if not (following := page.get_by_role("link", name="Next page")).count():
            return found
        following.click()


def test_second_of_two_opposite_decisions_is_told_of_the_first(site, sign_in, complaints):
    comment = CommentFactory(name="Jonas W.")
    ana, ben = reader(sign_in, "ana"), reader(sign_in, "ben")

    press(ana, keys=["a"])
    with ben.expect_navigation():
        ben.keyboard.press("s")

    expect(ben.get_by_role("alert")).to_contain_text("Ana decided first")
    expect(ben.get_by_role("alert")).to_contain_text("Your “mark as spam” was not carried out.")
    complaints.clear()  # the browser notes the 409
    comment.refresh_from_db()
    assert comment.state == "approved"


def test_comment_is_rejected_without_the_mouse(site, sign_in):
    comment = CommentFactory(email="maren@example.org")
    page = reader(sign_in, "ana")

    page.keyboard.press("r")
    with page.expect_response("**/ready/"):
        page.keyboard.press("8")
    expect(page.locator("[data-message]")).to_have_value(re.compile("one person's treatment"))
    with page.expect_navigation(url=re.compile("done=")):
        page.keyboard.press("Control+Enter")

    decision = Decision.objects.get(comment=comment)
    assert decision.reason_code == "medical-advice"
    assert "one person's treatment" in decision.message


def test_keys_do_nothing_inside_a_field(site, sign_in):
    comment = CommentFactory()
    page = reader(sign_in, "ana")

    page.keyboard.press("n")
    page.keyboard.type("as")

    assert page.locator("[name=text]").input_value() == "as"
    comment.refresh_from_db()
    assert comment.state == "held"


def test_page_with_nothing_to_decide_looks_again_by_itself(sign_in):
    fill(1)
    ada, mo = reader(sign_in, "ada"), reader(sign_in, "mo")
    mo.clock.install()
    open_queue(mo)
    expect(mo.get_by_text("Others are reading all of these just now.")).to_be_visible()

    article = EditionFactory(live=True).article
    comment = CommentFactory(article=article, name="Latecomer")
    mo.clock.fast_forward(31_000)

    settle(mo)
    expect(mo.locator(f"#c{comment.pk}{MINE}")).to_be_visible()
    expect(mo.get_by_text("Others are reading all of these just now.")).to_be_hidden()
    ada.close()
