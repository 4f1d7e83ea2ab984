"""Copies of stories are stories like those that the application writes."""

import pytest

from articles import body
from articles.models import Article, Edition, EditionTag, SearchDocument
from articles.search_documents import of_edition, with_parts
from benchmarks.content import Words
from benchmarks.filling import Filling

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FEW, ALL = 10, 30


@pytest.fixture
def copies():
    """The stories that were copied, in their order."""
    filling = Filling()
    filling.stories(ALL, words=130, few=FEW)
    numbers = range(FEW, ALL)
    found = Edition.objects.filter(slug__in=[f"story-{number}" for number in numbers])
    return with_parts(found.order_by("pk"))


def test_copies_stand_after_the_copied_in_number_and_in_time(copies):
    by_number = list(Edition.objects.order_by("pk").values_list("slug", flat=True))
    by_date = list(Edition.objects.order_by("sort_at").values_list("slug", flat=True))

    assert by_number == by_date == [f"story-{number}" for number in range(ALL)]
    assert Article.objects.count() == ALL
    assert all(copy.article.latest_id == copy.pk for copy in copies)


def test_copies_hold_what_rendering_their_source_gives(copies):
    for copy in copies:
        rendered = body.render(copy.body_source, [])

        assert (copy.body_html, copy.body_text) == (rendered.html, rendered.text)
    assert len({copy.body_text for copy in copies}) == ALL - FEW


def test_copies_have_the_documents_that_the_index_would_make(copies):
    for copy in copies:
        kept, made = copy.search_document, of_edition(copy)

        assert sorted(kept.names.split()) == sorted(made.names.split())
        for name in ("label", "title", "summary", "body", "tokens", "facets", "sort_at"):
            assert getattr(kept, name) == getattr(made, name)
    assert SearchDocument.objects.filter(kind="story").count() == ALL


def test_copies_are_found_and_read_at_their_addresses(client, copies):
    last = copies.last()

    page = client.get(last.get_absolute_url())
    found = client.get("/search/", {"q": Words.name(ALL - 1)})

    assert last.headline in page.content.decode()
    assert last.headline in found.content.decode()


def test_copies_bring_topics_and_sources_of_their_own(copies):
    for copy in copies:
        (cited,) = copy.citations.all()

        assert (cited.work or cited.issue).journal.slug != "measures"
        assert copy.bylines.count() == 1
        assert copy.edition_tags.count() == 2
    rare = EditionTag.objects.filter(tag__slug="topic-11").count()
    common = EditionTag.objects.filter(tag__slug="topic-1").count()
    assert (rare, common) == (1, ALL // 5)


def test_stories_after_copies_find_their_numbers_free(copies):
    Filling().stories(ALL + 1, words=130, few=FEW)
    Filling().special(comments=1)

    assert Edition.objects.count() == ALL + 3
