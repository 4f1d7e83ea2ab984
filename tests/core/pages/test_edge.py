"""A CDN is told the tags of kept pages, and nobody else is."""

import pytest

from core.pages.wsgi import KeptPages
from tests.core.pages.conftest import Readers
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db
KEY = "key-of-the-tests"
TOLD = {"Surrogate-Key", "Surrogate-Control", "Cache-Tag", "CDN-Cache-Control"}


@pytest.fixture
def behind_cdn(settings, page_store):
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - as the server does

    settings.CDN_KEY = KEY
    return Readers(KeptPages(get_wsgi_application()))


def test_cdn_gets_the_tags_of_a_page_made_and_of_a_page_kept(behind_cdn):
    edition = EditionFactory(live=True)
    path = edition.get_absolute_url()

    made = behind_cdn.get(path, HTTP_X_CDN_KEY=KEY)
    kept = behind_cdn.get(path, HTTP_X_CDN_KEY=KEY)

    names = kept.headers["Surrogate-Key"].split(" ")
    assert {"everything", f"article:{edition.article_id}"} <= set(names)
    assert made.headers["Surrogate-Key"] == kept.headers["Surrogate-Key"]
    assert kept.headers["Surrogate-Control"].startswith("max-age=")


def test_cdn_may_not_keep_a_page_beyond_its_end(behind_cdn, settings):
    settings.CDN_SECONDS = 10_000_000

    answer = behind_cdn.get("/about/", HTTP_X_CDN_KEY=KEY)

    assert 0 <= int(answer.headers["Surrogate-Control"].removeprefix("max-age=")) <= 86_400


@pytest.mark.parametrize("more", [{}, {"HTTP_X_CDN_KEY": "wrong"}, {"HTTP_X_CDN_KEY": "é"}])
def test_reader_is_told_no_tags(behind_cdn, more):
    behind_cdn.get("/about/", HTTP_X_CDN_KEY=KEY)

    answer = behind_cdn.get("/about/", **more)

    assert not TOLD & set(answer.headers)


def test_unchanged_page_is_told_with_its_tags(behind_cdn):
    etag = behind_cdn.get("/about/").headers["ETag"]

    answer = behind_cdn.get("/about/", HTTP_X_CDN_KEY=KEY, HTTP_IF_NONE_MATCH=etag)

    assert (answer.status, answer.headers["Surrogate-Key"]) == (304, "any everything")


def test_page_that_is_not_kept_is_told_without(behind_cdn):
    answer = behind_cdn.get("/search/?q=eye", HTTP_X_CDN_KEY=KEY)

    assert answer.status == 200
    assert not TOLD & set(answer.headers)


def test_other_header_has_commas(settings, page_store, behind_cdn):
    settings.CDN_TAG_HEADER = "Cache-Tag"
    other = Readers(KeptPages(behind_cdn.application._application))

    answer = other.get("/about/", HTTP_X_CDN_KEY=KEY)

    assert answer.headers["Cache-Tag"] == "any,everything"
    assert answer.headers["CDN-Cache-Control"].startswith("max-age=")
