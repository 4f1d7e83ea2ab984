"""The comments of a story's page as linked data."""

import json
from datetime import UTC, datetime

import pytest
from lxml import html as lxml_html

from comments import linked, threads
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(live=True)


def nodes(edition):
    thread = threads.load(edition.article, edition=edition)
    return linked.graph_of(thread, edition).get("comment", [])


def test_comment_has_its_words_its_writer_its_time_and_its_address(edition, settings):
    noon = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
    words = {"name": "Maren Holt", "text": "One\ntwo\n\nSee https://a.example/x."}
    comment = CommentFactory(article=edition.article, approved=True, created_at=noon, **words)

    assert nodes(edition) == [
        {
            "@type": "Comment",
            "text": words["text"],
            "author": {"@type": "Person", "name": "Maren Holt"},
            "dateCreated": "2026-02-12T12:00:00-05:00",
            "url": settings.SITE_URL + comment.get_absolute_url(),
        }
    ]


def test_they_belong_to_the_storys_own_node(client, edition):
    CommentFactory(article=edition.article, approved=True)

    page = lxml_html.fromstring(client.get(edition.get_absolute_url()).text)

    scripts = page.xpath("//script[@type='application/ld+json']/text()")
    story, comments = (json.loads(text) for text in scripts)
    assert comments["@id"] in {node["@id"] for node in story["@graph"]}


def test_twenty_at_most_answers_among_them(edition):
    first = CommentFactory(article=edition.article, approved=True, text="First.")
    for number in range(21):
        CommentFactory(article=edition.article, approved=True, text=f"Number {number}.")
    CommentFactory(parent=first, approved=True, text="An answer.")

    texts = [node["text"] for node in nodes(edition)]

    assert (len(texts), texts[:3]) == (20, ["First.", "An answer.", "Number 0."])


def test_hidden_comment_is_left_out_and_its_answer_is_not(edition):
    hidden = CommentFactory(article=edition.article, rejected=True, text="Secret")
    CommentFactory(article=edition.article, text="Held")
    assert nodes(edition) == []
    CommentFactory(parent=hidden, approved=True, text="An answer.")

    assert [node["text"] for node in nodes(edition)] == ["An answer."]
