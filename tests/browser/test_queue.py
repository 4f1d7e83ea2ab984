"""Two moderators in two browsers clear one queue by keyboard and do not step on each other."""

import re

from playwright.sync_api import expect

from comments.models import Comment, Decision
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

QUEUE = "/admin/comments/comment/"
FEW = 8


def reader(sign_in, name):
    page = sign_in(UserFactory(moderator=True, username=name, first_name=name.title()))
    open_queue(page)
    return page


def open_queue(page):
    with page.expect_response("**/reading/"):
        page.goto(QUEUE)


def press(page, key):
    """Press a key that decides, and wait until the queue is there again and its lease taken."""
    with page.expect_navigation(url=re.compile("done="), timeout=30_000):
        page.keyboard.press(key)
    if page.locator("[data-comment]").count():
        expect(page.locator(".case--current")).to_have_count(1)


def current(page):
    return int(page.locator(".case--current").get_attribute("data-comment"))


def test_queue_is_cleared_by_two_at_once_without_a_collision(site, sign_in):
    article = EditionFactory(live=True).article
    made = CommentFactory.create_batch(FEW, article=article)
    ana, ben = reader(sign_in, "ana"), reader(sign_in, "ben")

    assert current(ana) != current(ben)
    expect(ben.get_by_text("Ana is reading this")).to_be_visible()

    keys = iter("asfa" * FEW)
    while Comment.objects.held().exists():
        for page in (ana, ben):
            if page.locator(".case--current").count():
                press(page, next(keys))
                if not page.locator(".case--current").count() and Comment.objects.held().exists():
                    open_queue(page)

    assert Decision.objects.count() == FEW
    assert Decision.objects.values("by").distinct().count() == 2
    assert not {comment.pk for comment in made} & set(
        Comment.objects.held().values_list("pk", flat=True)
    )


def test_second_of_two_opposite_decisions_is_told_of_the_first(site, sign_in, complaints):
    comment = CommentFactory(name="Jonas W.")
    ana, ben = reader(sign_in, "ana"), reader(sign_in, "ben")

    press(ana, "a")
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
