"""A withdrawn story takes no more comments."""

import pytest

from articles import publishing
from articles.models import Article
from comments import receivers
from core.models import AuditEntry
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def test_withdrawn_story_is_closed(django_capture_on_commit_callbacks):
    edition = EditionFactory(live=True)
    paul = UserFactory(publisher=True)

    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(edition.article, by=paul, reason="The data were wrong.")

    assert Article.objects.get().comments_mode == Article.Comments.CLOSED
    assert AuditEntry.objects.filter(act="article.close_comments", actor=paul).count() == 1


def test_story_that_is_gone_is_passed_over():
    receivers.close_withdrawn(Article, article_id=999_999, by_id=None)

    assert AuditEntry.objects.count() == 0
