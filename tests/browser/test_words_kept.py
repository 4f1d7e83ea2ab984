"""A reader on a bad connection, in a hurry, too late: whatever happens, not one word is lost."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from comments.fingerprints import network_hmac
from comments.models import Comment
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory

WORDS = (
    "I run a stroke unit with twelve beds.\n\nWe gave the drug to 31 people, and I wrote to them."
)


def test_not_one_word_is_lost_until_the_server_has_them_all(site, open_page):
    edition = EditionFactory(live=True)
    story = edition.get_absolute_url()
    page = open_page("phone")
    page.goto(story)
    words, send = page.get_by_label("Your comment"), page.get_by_role("button", name="Send for")
    name = page.get_by_label("Name")
    name.fill("Maren Holt")
    words.fill(WORDS)

    page.context.set_offline(True)
    send.click()
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    expect(words).to_have_value(WORDS)
    page.context.set_offline(False)

    page.route("**/comments/*/", lambda route: route.abort("connectionreset"))
    send.click(no_wait_after=True)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.unroute("**/comments/*/")
    page.goto(story)
    expect(page.get_by_text("Your unsent words are back.")).to_be_visible()
    expect(words).to_have_value(WORDS)
    expect(name).to_have_value("Maren Holt")

    name.fill("")
    send.click()
    expect(page.get_by_text("Nothing you wrote is lost.")).to_be_visible()
    expect(words).to_have_value(WORDS)

    now = timezone.now()
    last = CommentFactory(network_hmac=network_hmac("127.0.0.1", at=now), created_at=now)
    name.fill("Maren Holt")
    send.click()
    expect(page.get_by_text("and send it again")).to_be_visible()
    expect(words).to_have_value(WORDS)
    Comment.objects.filter(pk=last.pk).update(network_hmac="")

    mine = Article.objects.filter(pk=edition.article_id)
    mine.update(comments_mode=Article.Comments.CLOSED)
    send.click()
    expect(page.get_by_label("Your text, to copy")).to_have_value(WORDS)
    mine.update(comments_mode=Article.Comments.PREMODERATE)
    page.goto(story)
    expect(words).to_have_value(WORDS)

    page.evaluate("document.querySelector('[name=token]').value = 'of another century'")
    send.click()
    page.wait_for_url(re.compile("/comments/received/"))
    assert Comment.objects.latest("pk").text == WORDS
    page.goto(story)
    expect(words).to_have_value("")
