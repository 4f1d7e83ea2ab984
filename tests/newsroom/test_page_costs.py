"""What each page asks of the database when it is made: at most eight questions, however much it
lists."""

from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver

from articles import indexing
from core.pages.rendering import PARAMETERS
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
    SeriesFactory,
)
from tests.factories.comments import CommentFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory
from tests.querycount import queries_of

pytestmark = pytest.mark.django_db
MOST = 8
# Every page that the site keeps, by the name of its address.
PAGES = {
    "robots": "/robots.txt",
    "security_txt": "/.well-known/security.txt",
    "manifest": "/manifest.webmanifest",
    "sitemap": "/sitemap.xml",
    "sitemap_pages": "/sitemap/pages.xml",
    "sitemap_stories": "/sitemap/2026-2-1.xml",
    "news_sitemap": "/news-sitemap.xml",
    "newsroom:about": "/about/",
    "newsroom:corrections_policy": "/corrections-policy/",
    "newsroom:privacy": "/privacy/",
    "newsroom:accessibility": "/accessibility/",
    "newsroom:follow": "/follow/",
    "comments:feed": "/comments/{article}/feed.atom",
    "articles:site_feed": "/feed.atom",
    "articles:tag_feed": "/tags/stroke/feed.rss",
    "articles:person_feed": "/people/chen/feed.json",
    "articles:series_feed": "/series/sleep/feed.atom",
    "articles:corrections_feed": "/corrections/feed.atom",
    "articles:journal_feed": "/journals/nejm/feed.atom",
    "articles:volume_feed": "/journals/nejm/394/feed.atom",
    "articles:work_feed": "/works/{work}/feed.atom",
    "articles:issue_feed": "/journals/nejm/394/7/feed.atom",
    "articles:section_feed": "/health/feed.atom",
    "articles:home": "/",
    "articles:tag": "/tags/stroke/",
    "articles:people": "/people/",
    "articles:person": "/people/chen/",
    "articles:corrections": "/corrections/",
    "articles:journals": "/journals/",
    "articles:journal": "/journals/nejm/",
    "articles:volume": "/journals/nejm/394/",
    "articles:issue": "/journals/nejm/394/7/",
    "articles:journal_references": "/journals/nejm/references.ris",
    "articles:volume_references": "/journals/nejm/394/references.ris",
    "articles:issue_references": "/journals/nejm/394/7/references.ris",
    "articles:work_file": "/works/{work}/reference.bib",
    "articles:work": "/works/{work}/",
    "articles:archive": "/archive/",
    "articles:archive_year": "/archive/2026/",
    "articles:archive_month": "/archive/2026/2/",
    "articles:digests": "/digest/",
    "articles:digest": "/digest/2026-02-12/",
    "articles:digest_mail": "/digest/2026-02-12/mail.html",
    "articles:section_digest": "/digest/2026-02-12/in/health/",
    "articles:section_digest_mail": "/digest/2026-02-12/in/health/mail.html",
    "articles:all_series": "/series/",
    "articles:series": "/series/sleep/",
    "articles:search": "/search/?q=bring",
    "articles:search_titles": "/search/titles.json?q=bring",
    "articles:references": "/{path}/references.ris",
    "articles:citation": "/{path}/citation.ris",
    "articles:share_card": "/{path}/share.png",
    "articles:section_or_story": "/{path}/",
    "a section": "/health/",
    "journals by subject": "/journals/?by=subject",
    "search, narrowed": "/search/?q=bring&section=health",
    "search, newest first": "/search/?q=bring&sort=newest",
    "search without a hit": "/search/?q=unobtainium",
    "search with some of the words": "/search/?q=bring+editor",
    "search with most of the words": "/search/?q=bring+back+sight+unobtainium",
    "search, misspelt": "/search/?q=clod+drug+bring",
}


class World:
    """What all stories here share; each ``story`` stands on every page that lists."""

    def __init__(self):
        health = SectionFactory(slug="health", name="Health")
        self.section = SectionFactory(slug="eye", name="Eye", parent=health)
        self.tag = TagFactory(slug="stroke", name="Stroke")
        self.person = PersonFactory(slug="chen", name="Jennifer Chen")
        self.series = SeriesFactory(slug="sleep")
        self.issue = IssueFactory(journal__slug="nejm", volume="394", issue_label="7")
        self.work = WorkFactory(journal=self.issue.journal, volume="394", issue_label="7")
        self.first = self.story()

    def story(self):
        story = EditionFactory(
            live=True,
            section=self.section,
            headline="Clot drug does not bring back sight",
            lead_image=ImageFactory(sized=True),
            article__series=self.series,
        )
        story.edition_tags.create(tag=self.tag)
        BylineFactory(edition=story, person=self.person)
        CitationFactory(edition=story, issue=self.issue, pages_raw="625-728")
        CitationFactory(edition=story, work=self.work)
        CorrectionFactory(article=story.article)
        CommentFactory(article=story.article, approved=True)
        indexing.rebuild()
        return story

    @property
    def pages(self):
        words = {"path": self.first.path, "article": self.first.article_id, "work": self.work.key}
        return {name: address.format(**words) for name, address in PAGES.items()}


def kept_names(resolver: URLResolver, above: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from kept_names(
                pattern, above + (f"{pattern.namespace}:" * bool(pattern.namespace))
            )
        elif hasattr(pattern.callback, PARAMETERS):
            yield f"{above}{pattern.name}"


def test_every_page_that_is_kept_is_counted_here():
    assert set(kept_names(get_resolver())) <= set(PAGES)


def questions(client, pages):
    """How many queries each page needs, once the caches are filled.

    Some hold for half a minute, so that each page is asked for just before it is counted.
    """
    found = {}
    for name, address in pages.items():
        client.get(address)
        found[name] = len(queries_of(lambda address=address: client.get(address)))
    return found


def test_every_page_asks_few_questions_and_as_many_for_one_story_as_for_three(client, time_machine):
    time_machine.move_to("2026-02-12T18:00:00+00:00", tick=False)
    world = World()

    one = questions(client, world.pages)
    world.story()
    world.story()
    three = questions(client, world.pages)

    assert three == one
    assert {name: count for name, count in three.items() if count > MOST} == {}
