"""Digests of a day and a week, on the site, as a mail and as text."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles import digests
from tests.factories.articles import CorrectionFactory, EditionFactory
from tests.factories.taxonomy import SectionFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db


def published(*moment, **options):
    at = datetime(*moment, tzinfo=UTC)
    return EditionFactory(live=True, live_from=at, sort_at=at, **options)


def test_day_is_one_of_the_site():
    late = published(2026, 11, 3, 3)  # ten in the evening of the 2nd in New York
    published(2026, 11, 3, 12)

    rows = digests.stories(digests.period("2026-11-02"), at=timezone.now())

    assert list(rows) == [late]


def test_week_runs_from_monday_to_sunday():
    first, last = published(2026, 11, 2, 12), published(2026, 11, 8, 12)
    published(2026, 11, 9, 12)

    rows = digests.stories(digests.period("2026-w45"), at=timezone.now())

    assert list(rows) == [last, first]


@pytest.mark.parametrize(
    "word", ["", "2026-11-31", "2026-w54", "0000-01-01", "0001-01-01", "0001-w01", "9999-w52", "x"]
)
def test_what_is_no_day_or_week_is_no_page(word, client):
    assert digests.period(word) is None
    answer = client.get(f"/digest/{word or 'no'}/")
    assert answer.status_code == 404
    assert "There is no such day or week" in answer.content.decode()


@pytest.mark.parametrize("form", ["", "mail.html", "mail.txt"])
def test_digest_names_stories_and_what_was_put_right(form, client):
    story = published(2026, 11, 3, 12, headline="Salt & sleep", standfirst="One in five.")
    at = datetime(2026, 11, 3, 15, tzinfo=UTC)
    CorrectionFactory(article=story.article, text="It was two in five.", at=at)
    EditionFactory(scheduled=True, headline="Canary")

    answer = client.get(f"/digest/2026-11-03/{form}")

    page = answer.content.decode()
    sign = "&" if form == "mail.txt" else "&amp;"
    assert f"Salt {sign} sleep" in page
    assert "It was two in five." in page
    assert "Canary" not in page
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_mail_has_whole_addresses(client):
    story = published(2026, 11, 3, 12)

    for form in ("mail.html", "mail.txt"):
        page = client.get(f"/digest/2026-11-03/{form}").content.decode()
        assert f"https://news.example.org{story.get_absolute_url()}" in page


def test_section_has_its_own_digest(client):
    eye = SectionFactory(slug="eye", parent=SectionFactory(slug="health"))
    inside, outside = published(2026, 11, 3, 12, section=eye), published(2026, 11, 3, 13)

    answer = client.get("/digest/2026-11-03/in/health/")

    assert [card.story for card in answer.context["cards"]] == [inside]
    assert (
        outside.headline not in client.get("/digest/2026-11-03/in/health/mail.txt").content.decode()
    )
    assert client.get("/digest/2026-11-03/in/nowhere/").status_code == 404


def test_index_leads_to_days_and_weeks_with_stories(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 10, 12, tzinfo=UTC), tick=False)
    published(2026, 11, 3, 12)

    page = client.get("/digest/").content.decode()

    assert '"/digest/2026-11-03/"' in page
    assert '"/digest/2026-w45/"' in page
    assert "2026-11-04" not in page


def test_day_without_stories_is_no_page_and_says_where_others_are(client):
    answer = client.get("/digest/2026-11-03/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Nothing from Tuesday, 3 November 2026" in page
    assert '<a href="/digest/">All digests</a>' in page


def test_section_in_which_nothing_appeared_leads_to_the_others(client):
    published(2026, 11, 3, 12)
    SectionFactory(slug="eye", name="Eye")

    page = client.get("/digest/2026-11-03/in/eye/").content.decode()

    assert "Nothing in Eye from Tuesday, 3 November 2026" in page
    assert '<a href="/digest/2026-11-03/">All sections</a>' in page


def test_digest_offers_the_sections_in_which_something_appeared(client):
    eye, brain = SectionFactory(slug="eye"), SectionFactory(slug="brain")
    SectionFactory(slug="policy")
    published(2026, 11, 3, 12, section=eye)
    alone = client.get("/digest/2026-11-03/").content.decode()
    published(2026, 11, 3, 12, section=SectionFactory(slug="sleep", parent=brain))

    page = client.get("/digest/2026-11-03/").content.decode()

    offered = [name for name in ("eye", "brain", "policy") if f"/in/{name}/" in page]
    assert offered == ["eye", "brain"]
    assert "/in/eye/" not in alone


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("2026-w45", "2 to 8 November 2026"),
        ("2026-w49", "30 November to 6 December 2026"),
        ("2026-w53", "28 December 2026 to 3 January 2027"),
    ],
)
def test_week_is_named_without_saying_a_word_twice(word, name):
    assert digests.period(word).name == name


def test_digest_costs_the_same_for_one_story_and_three(client):
    assert_same_queries(
        lambda: client.get("/digest/2026-11-03/"), lambda: published(2026, 11, 3, 12)
    )
