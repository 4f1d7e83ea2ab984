"""Comments in a story's page: set without effect on it, and nothing held among them."""

import re

import pytest
from django.template import Context, Template

from articles.models import Article
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory

pytestmark = pytest.mark.django_db
PAGE = Template("{% load comments %}{% comment_thread article %}")


@pytest.fixture
def article():
    return EditionFactory(live=True).article


def page_of(article):
    article.refresh_from_db()
    return PAGE.render(Context({"article": article}))


def test_visible_comment_is_set_with_its_time_and_name(article):
    comment = CommentFactory(article=article, approved=True, name="Maren Holt", text="Thank you.")

    page = page_of(article)

    assert f'id="c-{comment.pk}"' in page
    assert re.findall(r">(Maren Holt)</h3>", page) == ["Maren Holt"]
    assert "<p>Thank you.</p>" in page
    assert f'href="{comment.get_absolute_url()}"><time datetime="' in page


@pytest.mark.parametrize("state", ["unconfirmed", "checking", "held", "spam", "rejected"])
def test_hidden_comment_is_in_no_byte(article, state):
    CommentFactory(article=article, state=state, name="Secret Name", text="Secret words")
    hidden = CommentFactory(article=article, state=state, name="Secret Name", text="Secret words")
    CommentFactory(parent=hidden, approved=True)

    page = page_of(article)

    assert "Secret" not in page
    assert "The replies below are kept." in page


def test_bidi_controls_do_not_reach_the_page(article):
    CommentFactory(article=article, approved=True, name="a\u202eb", text="c\u2066d")

    page = page_of(article)

    assert (">ab</h3>" in page, "<p>cd</p>" in page) == (True, True)


def test_links_are_marked_as_readers(article):
    CommentFactory(article=article, approved=True, text="See https://a.example/x?y=1&z=2.")

    assert (
        '<a href="https://a.example/x?y=1&amp;z=2" rel="ugc nofollow noopener">'
        "https://a.example/x?y=1&amp;z=2</a>."
    ) in page_of(article)


def test_closed_story_shows_its_comments_and_no_form(article):
    CommentFactory(article=article, approved=True, text="Thank you.")
    Article.objects.update(comments_mode=Article.Comments.CLOSED)

    page = page_of(article)

    assert "Thank you." in page
    assert "Comments on this story are closed." in page
    assert "<form" not in page
    assert "Reply" not in page


def test_story_without_comments_says_so(article):
    assert "No comments yet. Yours is read before it appears." in page_of(article)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_number_of_queries_does_not_grow(article, number, django_assert_num_queries):
    for _number in range(number):
        CommentFactory(parent=CommentFactory(article=article, approved=True), approved=True)

    with django_assert_num_queries(1):
        PAGE.render(Context({"article": article}))
