"""What stands in the feeds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import feeds
from articles.models import Byline, Edition
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
)
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
SITE = "https://news.example.org"


def entries():
    at = timezone.now()
    return feeds.story_entries(Edition.objects.live(at), at=at)


def entry_of(**options):
    EditionFactory(live=True, **options)
    (entry,) = entries()
    return entry


def test_entry_is_named_after_the_story_and_not_its_address():
    entry = entry_of(headline="Clot drug", slug="clot-drug")

    story = Edition.objects.get()
    assert entry.key == f"story/{story.article_id}"
    assert entry.address == f"{SITE}/{story.path}/"
    assert entry.title == "Clot drug"


def test_newest_comes_first_and_there_is_an_end(monkeypatch):
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    now = timezone.now()
    for hours in (3, 1, 2):
        EditionFactory(live=True, headline=f"{hours}", live_from=now - timedelta(hours=hours))

    assert [entry.title for entry in entries()] == ["1", "2"]


@pytest.mark.parametrize(("is_major", "is_told"), [(True, True), (False, False)])
def test_update_is_told_where_the_desk_calls_it_major(is_major, is_told):
    first = timezone.now() - timedelta(days=3)
    later = first + timedelta(days=1)

    entry = entry_of(live_from=later, sort_at=first, is_major_change=is_major)

    assert (entry.published, entry.updated) == (first, later if is_told else first)


def test_correction_is_an_update_and_stands_in_the_text():
    story = EditionFactory(live=True)
    correction = CorrectionFactory(article=story.article, text="It was 78, not 87.")

    (entry,) = entries()

    assert entry.updated == correction.at
    assert "It was 78, not 87." in entry.html


def test_correction_still_to_come_is_not_told():
    story = EditionFactory(live=True)
    later = EditionFactory(article=story.article, number=2)
    CorrectionFactory(article=story.article, edition=later, text="Canary")

    (entry,) = entries()

    assert (entry.updated, "Canary" in entry.html) == (story.sort_at, False)


def test_authors_are_the_writers():
    story = EditionFactory(live=True)
    chen = PersonFactory(name="Jennifer Chen", slug="chen", honorific="Dr.", credentials="MD")
    BylineFactory(edition=story, person=chen)
    BylineFactory(edition=story, role=Byline.Role.EDITOR)

    (entry,) = entries()

    assert [(one.name, one.address) for one in entry.authors] == [
        ("Dr. Jennifer Chen", f"{SITE}/people/chen/")
    ]


def test_author_is_the_reporter_where_nobody_wrote():
    byline = BylineFactory(edition=EditionFactory(live=True), role=Byline.Role.REPORTER)

    assert [one.name for one in entries()[0].authors] == [byline.person.name]


def test_tags_stand_in_their_order():
    story = EditionFactory(live=True)
    for name in ("Stroke", "Eye"):
        story.edition_tags.create(tag=TagFactory(name=name))

    assert entries()[0].tags == ["Eye", "Stroke"]


def test_every_address_in_the_text_is_whole():
    body = (
        '<p><a href="/health/">a</a> <a href="https://doi.org/10.5555/1">b</a></p>'
        '<figure class="figure"><img src="/media/images/a.jpg" alt="An eye"></figure>'
    )

    html = entry_of(body_source=body, lead_image=ImageFactory(sized=True)).html

    assert f'href="{SITE}/health/"' in html
    assert 'href="https://doi.org/10.5555/1"' in html
    assert f'src="{SITE}/media/images/a.jpg"' in html
    assert '="/' not in html


def test_mark_of_a_reference_leads_to_the_story():
    citation = CitationFactory(edition=EditionFactory(live=True), work=WorkFactory())
    Edition.objects.update(body_html=f'<p><a class="cite" href="#ref-{citation.key}">1</a></p>')

    (entry,) = entries()

    assert f'href="{entry.address}#ref-{citation.key}"' in entry.html


def test_picture_is_whole_and_named():
    entry = entry_of(lead_image=ImageFactory(sized=True))

    assert entry.image.startswith(f"{SITE}/media/renditions/")
    assert entry.image.endswith("/lead-1600.jpeg")


def test_retraction_is_said_first():
    CitationFactory(edition=EditionFactory(live=True), work=WorkFactory(retracted=True))

    (entry,) = entries()

    said = "The paper this story reports on was retracted on 1 February 2026."
    assert entry.summary.startswith(f"Retracted: {said}")
    assert entry.html.startswith("<div>") and entry.html.index(said) < entry.html.index("<em>")


def test_excerpt_is_the_standfirst(settings):
    settings.FEED_FULL_TEXT = False

    entry = entry_of(standfirst="One in five recovered.")

    assert (entry.summary, entry.html) == ("One in five recovered.", "")


def test_story_without_a_standfirst_begins_with_its_first_words(settings):
    settings.FEED_FULL_TEXT = False

    assert entry_of(standfirst="", body_source="<p>The answer is no.</p>").summary == (
        "The answer is no."
    )


def test_characters_that_no_feed_may_hold_are_left_out():
    entry = entry_of(headline="Clot\x0b drug", standfirst="One\x1f in five.")

    assert (entry.title, entry.summary) == ("Clot drug", "One in five.")
    assert "\x1f" not in entry.html


def test_corrections_name_their_story():
    story = EditionFactory(live=True, headline="Clot drug")
    row = CorrectionFactory(article=story.article, text="78, not 87.", was="Of 87 people.")

    (entry,) = feeds.correction_entries(timezone.now())

    assert entry.title == "Correction: Clot drug"
    assert entry.address == f"{SITE}/{story.path}/#correction-{row.pk}"
    assert (entry.key, entry.updated) == (f"correction/{row.pk}", row.at)
    assert "It said: Of 87 people." in entry.html


@pytest.mark.parametrize("trait", ["scheduled", "superseded", "withdrawn", "approved"])
def test_correction_of_a_hidden_story_is_not_told(trait):
    CorrectionFactory(article=EditionFactory(**{trait: True}).article)

    assert feeds.correction_entries(timezone.now()) == []


def test_channel_is_named_after_the_row_and_leads_to_its_page():
    issue = IssueFactory(journal=JournalFactory(nejm=True), issue_label="7")

    channel = feeds.issue_channel(issue)

    assert channel.key == f"issue/{issue.pk}"
    assert channel.title == "New England Journal of Medicine, volume 394, issue 7 | The Offprint"
    assert channel.address("atom") == f"{SITE}/journals/nejm/394/7/feed.atom"


def test_section_channel_has_its_sentence():
    section = SectionFactory(name="Health", slug="health", description="Medicine and care.")

    channel = feeds.section_channel(section)

    assert (channel.title, channel.summary) == ("Health | The Offprint", "Medicine and care.")
