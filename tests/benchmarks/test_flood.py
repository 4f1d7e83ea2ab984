"""The flood counts what became of each post, and times who reads meanwhile."""

import time

import pytest

from benchmarks.flood import Watch
from benchmarks.senders import send
from comments.models import Comment
from tests.factories.articles import EditionFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_flood_from_one_network_is_refused_with_its_words(live_server):
    edition = EditionFactory(live=True)
    port = live_server.thread.port
    watch = Watch(port, edition.get_absolute_url(), {}, 0.01)
    watch.start()

    sent = send(port, edition.article_id, posts=4, senders=1, networks=1)
    watch.stop()

    assert sent.statuses == {303: 1, 429: 3}
    assert (sent.lost, sent.broken, Comment.objects.count()) == (0, 0, 1)
    assert "| reader |" in watch.row("reader", 0, time.time())
