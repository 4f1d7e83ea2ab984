"""Whether a story takes comments, and from when on its being here is no secret."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from comments import opening
from core.models import AuditEntry
from tests.factories.articles import ArticleFactory, EditionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mode", "is_open"), [("open", True), ("premoderate", True), ("closed", False)]
)
def test_switch_of_the_story_decides(mode, is_open):
    assert opening.is_open(Article(comments_mode=mode)) == is_open


def test_withdrawn_story_is_never_open():
    assert not opening.is_open(EditionFactory(withdrawn=True).article)


@pytest.mark.parametrize(
    ("trait", "was_public"),
    [("live", True), ("withdrawn", True), ("scheduled", False), ("in_review", False)],
)
def test_story_is_no_secret_once_readers_saw_it(trait, was_public):
    article = EditionFactory(**{trait: True}).article

    assert opening.was_public(article, at=timezone.now()) == was_public


def test_live_edition_is_the_one_of_that_moment():
    edition = EditionFactory(live=True)

    assert opening.live_edition(edition.article, at=timezone.now()) == edition
    assert opening.live_edition(edition.article, at=timezone.now() - timedelta(days=1)) is None


def test_closing_twice_is_harmless():
    article = ArticleFactory()

    opening.close(article, by=None)
    opening.close(article, by=None)

    assert AuditEntry.objects.count() == 1
