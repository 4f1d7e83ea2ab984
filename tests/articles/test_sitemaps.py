"""Which addresses search engines should know."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import sitemaps
from articles.models import Citation
from articles.sitemaps import News, Part, Place
from literature.models import Work
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
    SeriesFactory,
)
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
SITE = "https://news.example.org"
HIDDEN = ["approved", "in_review", "scheduled", "superseded", "withdrawn"]
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def day(month, number, hour=9):
    return datetime(2026, month, number, hour, tzinfo=UTC)


def story(moment, **options):
    return EditionFactory(**({"live": True, "live_from": moment, "sort_at": moment} | options))


def test_parts_are_months_of_first_publication_newest_first():
    for moment in (day(1, 5), day(2, 7), day(2, 6)):
        story(moment)

    assert sitemaps.parts(NOW) == [Part(2026, 2, 1, day(2, 7)), Part(2026, 1, 1, day(1, 5))]


def test_month_is_one_of_utc():
    story(datetime(2026, 1, 31, 23, 59, tzinfo=UTC))
    story(datetime(2026, 2, 1, 0, 0, tzinfo=UTC))

    found = [len(sitemaps.stories(2026, month, 1, at=NOW)) for month in (1, 2)]

    assert [part.month for part in sitemaps.parts(NOW)] == [2, 1]
    assert found == [1, 1]


def test_large_month_has_several_parts(monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 2)
    written = [story(day(2, number)) for number in (1, 2, 3)]

    parts = sitemaps.parts(NOW)

    addresses = [
        place.address
        for part in parts
        for place in sitemaps.stories(part.year, part.month, part.number, at=NOW)
    ]
    assert [part.number for part in parts] == [1, 2]
    assert addresses == [f"{SITE}/{one.path}/" for one in written]


@pytest.mark.parametrize(("is_major", "changed"), [(True, day(2, 9)), (False, day(2, 1))])
def test_change_is_one_that_readers_should_know(is_major, changed):
    one = story(day(2, 9), sort_at=day(2, 1), is_major_change=is_major)

    assert sitemaps.stories(2026, 2, 1, at=NOW) == [Place(f"{SITE}/{one.path}/", changed)]
    assert sitemaps.parts(NOW)[0].changed == changed


def test_correction_is_a_change():
    one = story(day(2, 1))
    CorrectionFactory(article=one.article, at=day(3, 2))
    CorrectionFactory(article=one.article, at=day(3, 1))
    CorrectionFactory(article=one.article, at=NOW + timedelta(days=1))

    assert sitemaps.stories(2026, 2, 1, at=NOW)[0].changed == day(3, 2)
    assert sitemaps.parts(NOW) == [Part(2026, 2, 1, day(3, 2))]


def test_retraction_of_what_a_story_reports_on_is_a_change():
    one = story(day(2, 1))
    CitationFactory(edition=one, work=WorkFactory())
    Work.objects.update(status=Work.Status.RETRACTED, standing_at=day(3, 3))

    assert sitemaps.stories(2026, 2, 1, at=NOW)[0].changed == day(3, 3)
    assert sitemaps.parts(NOW) == [Part(2026, 2, 1, day(3, 3))]


def test_retraction_of_a_work_in_the_background_is_none():
    one = story(day(2, 1))
    CitationFactory(edition=one, work=WorkFactory(), relation=Citation.Relation.BACKGROUND)
    Work.objects.update(status=Work.Status.RETRACTED, standing_at=day(3, 3))

    assert sitemaps.stories(2026, 2, 1, at=NOW)[0].changed == day(2, 1)
    assert sitemaps.parts(NOW) == [Part(2026, 2, 1, day(2, 1))]


@pytest.mark.parametrize(("trait", "is_told"), [("live", True), ("scheduled", False)])
def test_series_is_told_of_when_a_part_can_be_read(trait, is_told):
    one = EditionFactory(**{trait: True}, article__series=SeriesFactory(slug="sleep"))

    found = listed(timezone.now())

    assert (f"{SITE}/series/sleep/" in found, one.article.series_id > 0) == (is_told, True)


def test_story_names_its_picture():
    image = ImageFactory()
    story(day(2, 1), lead_image=image)

    assert sitemaps.stories(2026, 2, 1, at=NOW)[0].image == f"{SITE}/media/{image.file.name}"


@pytest.mark.parametrize(
    ("year", "month", "number"),
    [(2026, 3, 1), (2026, 2, 2), (2026, 2, 0), (2026, 0, 1), (2026, 13, 1), (0, 1, 1)]
    + [(9999, 12, 1), (12345, 1, 1), (2026, 2, 10**30)],
)
def test_part_that_does_not_exist_is_empty(year, month, number):
    story(day(2, 1))

    assert sitemaps.stories(year, month, number, at=NOW) == []


@pytest.mark.parametrize("trait", HIDDEN)
def test_hidden_story_is_in_no_part(trait):
    one = EditionFactory(**{trait: True})
    at = timezone.now()
    first = one.sort_at or at

    assert sitemaps.parts(at) == []
    assert sitemaps.stories(first.year, first.month, 1, at=at) == []
    assert sitemaps.news(at) == []


def test_news_are_of_two_days_newest_first():
    hours = {hour: story(NOW - timedelta(hours=hour), headline=f"{hour}") for hour in (47, 1)}
    story(NOW - timedelta(hours=48))

    assert sitemaps.news(NOW) == [
        News(f"{SITE}/{hours[1].path}/", "1", hours[1].sort_at, hours[1].live_from),
        News(f"{SITE}/{hours[47].path}/", "47", hours[47].sort_at, hours[47].live_from),
    ]


def test_news_are_dated_by_their_first_publication():
    story(NOW - timedelta(hours=1), sort_at=NOW - timedelta(days=9), is_major_change=True)

    assert sitemaps.news(NOW) == []


def listed(at=NOW):
    return {place.address: place.changed for place in sitemaps.lists(at)}


def one_of_each(**options):
    eye = SectionFactory(slug="eye", parent=SectionFactory(slug="health"))
    found = EditionFactory(**({"section": eye} | options))
    found.edition_tags.create(tag=TagFactory(slug="stroke"))
    BylineFactory(edition=found, person=PersonFactory(slug="chen"))
    journal = JournalFactory(slug="nejm")
    work = WorkFactory(journal=journal, volume="394", issue_label="5")
    CitationFactory(edition=found, work=work)
    CitationFactory(edition=found, issue=IssueFactory(journal=journal, issue_label="7"))
    return found


def test_lists_are_those_with_live_stories():
    one_of_each(live=True, live_from=day(2, 1))

    fixed = ["", "people/", "journals/", "corrections/", "archive/", "digest/", "series/"]
    dated = ["health/", "health/eye/", "tags/stroke/", "people/chen/"]
    dated += ["journals/nejm/", "journals/nejm/394/5/", "journals/nejm/394/7/"]
    dated += [f"works/{Work.objects.get().doi}/"]
    assert listed() == {f"{SITE}/{path}": None for path in fixed} | {
        f"{SITE}/{path}": day(2, 1) for path in dated
    }


@pytest.mark.parametrize("trait", HIDDEN)
def test_lists_of_hidden_stories_are_left_out(trait):
    one_of_each(**{trait: True})

    assert len(listed(timezone.now())) == 7
