"""The addresses readers know. The last one takes every address that is left."""

from django.urls import path, register_converter

from articles.views import (
    archive,
    digests,
    feeds,
    journals,
    lists,
    outside,
    references,
    search,
    share,
    story,
    works,
)

app_name = "articles"


class FeedForm:
    """The end of a feed's address, which names its format."""

    regex = "atom|rss|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedForm, "feed")

feed_patterns = [
    path("feed.<feed:form>", feeds.site, name="site_feed"),
    path("tags/<str:slug>/feed.<feed:form>", feeds.tag, name="tag_feed"),
    path("people/<str:slug>/feed.<feed:form>", feeds.person, name="person_feed"),
    path("series/<str:slug>/feed.<feed:form>", feeds.series, name="series_feed"),
    path("corrections/feed.<feed:form>", feeds.corrections, name="corrections_feed"),
    path("journals/<str:slug>/feed.<feed:form>", feeds.journal, name="journal_feed"),
    path("journals/<str:slug>/<str:volume>/feed.<feed:form>", feeds.volume, name="volume_feed"),
    path("works/<path:key>/feed.<feed:form>", feeds.work, name="work_feed"),
    path(
        "journals/<str:slug>/<str:volume>/<str:issue>/feed.<feed:form>",
        feeds.issue,
        name="issue_feed",
    ),
    path("<path:path>/feed.<feed:form>", feeds.section, name="section_feed"),
]

urlpatterns = [
    *feed_patterns,
    path("", lists.home, name="home"),
    path("tags/<str:slug>/", lists.tag, name="tag"),
    path("people/", lists.staff, name="people"),
    path("people/<str:slug>/", lists.person, name="person"),
    path("corrections/", lists.corrections, name="corrections"),
    path("journals/", journals.journals, name="journals"),
    path("journals/<str:slug>/", journals.journal, name="journal"),
    path("journals/<str:slug>/<str:volume>/", journals.volume, name="volume"),
    path("journals/<str:slug>/<str:volume>/<str:issue>/", journals.issue, name="issue"),
    path(
        "journals/<str:slug>/references.<str:suffix>",
        references.journal_references,
        name="journal_references",
    ),
    path(
        "journals/<str:slug>/<str:volume>/references.<str:suffix>",
        references.volume_references,
        name="volume_references",
    ),
    path(
        "journals/<str:slug>/<str:volume>/<str:issue>/references.<str:suffix>",
        references.issue_references,
        name="issue_references",
    ),
    path("works/<path:key>/reference.<str:suffix>", references.work_reference, name="work_file"),
    path("works/<path:key>/", works.work, name="work"),
    path("agree/<str:token>/", outside.page, name="outside"),
    path("archive/", archive.years, name="archive"),
    path("archive/<int:year>/", archive.year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", archive.month, name="archive_month"),
    path("digest/", digests.index, name="digests"),
    path("digest/<str:period>/", digests.digest, name="digest"),
    path("digest/<str:period>/<str:form>", digests.digest, name="digest_mail"),
    path("digest/<str:period>/in/<path:path>/", digests.digest, name="section_digest"),
    path(
        "digest/<str:period>/in/<path:path>/<str:form>",
        digests.digest,
        name="section_digest_mail",
    ),
    path("series/", archive.all_series, name="all_series"),
    path("series/<str:slug>/", archive.one_series, name="series"),
    path("search/", search.results, name="search"),
    path("search/titles.json", search.suggestions, name="search_titles"),
    path("<path:path>/references.<str:suffix>", references.story_references, name="references"),
    path("<path:path>/citation.<str:suffix>", references.story_citation, name="citation"),
    path("<path:path>/share.png", share.card, name="share_card"),
    path("<path:path>/", story.section_or_story, name="section_or_story"),
]
