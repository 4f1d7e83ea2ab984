"""What stands in the feeds: the newest stories of a list, and the corrections.

A feed is given a set that has passed the gate; it never looks for stories by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from articles import changes, people, plates
from articles.cards import citations_of
from articles.coverage import Volume
from articles.feed_formats import Author, Channel, Entry
from articles.models import (
    Citation,
    Correction,
    Edition,
    EditionQuerySet,
    EditionTag,
    Person,
    Series,
)
from articles.plates import Banner
from articles.reading import live_corrections, public_corrections
from core.links import absolute
from core.text import excerpt
from core.xml import legal
from literature.models import Issue, Journal, Work
from taxonomy.models import Section, Tag

ENTRIES = 30
EXCERPT_LENGTH = 300
Thing = Section | Tag | Person | Series | Journal | Issue | Volume | Work


def site_channel() -> Channel:
    return Channel("site", settings.SITE_NAME, settings.SITE_MOTTO, "/")


def section_channel(section: Section) -> Channel:
    return _channel(f"section/{section.pk}", section, section.description)


def tag_channel(tag: Tag) -> Channel:
    return _channel(f"tag/{tag.pk}", tag, tag.description)


def person_channel(person: Person) -> Channel:
    return _channel(f"person/{person.pk}", person, excerpt(person.bio, EXCERPT_LENGTH))


def journal_channel(journal: Journal) -> Channel:
    return _channel(f"journal/{journal.pk}", journal, _("Our stories on what stands in it."))


def issue_channel(issue: Issue) -> Channel:
    summary = _("Our stories on what stands in it.")
    return _channel(f"issue/{issue.pk}", issue, summary, name=issue.long_name)


def volume_channel(volume: Volume) -> Channel:
    name = _("%(journal)s, volume %(volume)s") % {"journal": volume.journal, "volume": volume.name}
    summary = _("Our stories on what stands in it.")
    key = f"journal/{volume.journal.pk}/volume/{volume.word}"
    return _channel(key, volume, summary, name=name)


def series_channel(series: Series) -> Channel:
    return _channel(f"series/{series.pk}", series, series.description)


def work_channel(work: Work) -> Channel:
    name = excerpt(work.title_plain, EXCERPT_LENGTH)
    return _channel(f"work/{work.pk}", work, _("Our stories on this work."), name=name)


def corrections_channel(path: str) -> Channel:
    title = f"{_('Corrections')} | {settings.SITE_NAME}"
    return Channel("corrections", title, _("What we got wrong, and what is right."), path)


def story_entries(stories: EditionQuerySet, *, at: datetime) -> list[Entry]:
    """The newest of these live editions. Six queries, whatever their number."""
    tags = Prefetch("edition_tags", EditionTag.objects.select_related("tag").order_by("tag__name"))
    unread = ["body_source"] if settings.FEED_FULL_TEXT else ["body_source", "body_html"]
    rows = stories.for_lists().defer(None).defer(*unread).with_bylines().prefetch_related(tags)
    newest = list(rows[:ENTRIES])
    sources = citations_of(story.pk for story in newest)
    corrections = _corrections_of(newest, at)
    return [
        _story(story, sources.get(story.pk, []), corrections.get(story.article_id, []))
        for story in newest
    ]


def correction_entries(at: datetime) -> list[Entry]:
    """The newest corrections of stories that can be read. Two queries."""
    newest = list(live_corrections(at)[:ENTRIES])
    articles = [row.article_id for row in newest]
    rows = Edition.objects.live(at).filter(article__in=articles).for_lists()
    stories = {story.article_id: story for story in rows}
    return [
        _correction(row, stories[row.article_id]) for row in newest if row.article_id in stories
    ]


def _channel(key: str, thing: Thing, summary: str, name: str = "") -> Channel:
    title = f"{name or thing} | {settings.SITE_NAME}"
    return Channel(key, legal(title), legal(summary), thing.get_absolute_url())


def _corrections_of(stories: Iterable[Edition], at: datetime) -> dict[int, list[Correction]]:
    articles = [story.article_id for story in stories]
    found: dict[int, list[Correction]] = {}
    for row in public_corrections(at).filter(article__in=articles):
        found.setdefault(row.article_id, []).append(row)
    return found


def _story(
    story: Edition, citations: Sequence[Citation], corrections: Sequence[Correction]
) -> Entry:
    address = absolute(story.get_absolute_url())
    banner = plates.banner(citations)
    corrected = corrections[0].at if corrections else None
    recorded = changes.recorded(citations)
    updated = changes.changed(story, corrected=corrected, recorded=recorded)
    image = story.lead_image.preview_size if story.lead_image else None
    context = {"story": story, "banner": banner, "image": image, "corrections": corrections}
    return Entry(
        key=f"story/{story.article_id}",
        address=address,
        title=legal(story.headline),
        summary=legal(_summary(story, banner)),
        html=_html("feeds/_story.html", context, address) if settings.FEED_FULL_TEXT else "",
        published=story.sort_at,
        updated=updated,
        placed=story.live_from,
        authors=[_author(one.person) for one in people.authors(story.bylines.all())],
        tags=[legal(one.tag.name) for one in story.edition_tags.all()],
        image=absolute(image["url"]) if image else "",
    )


def _summary(story: Edition, banner: Banner | None) -> str:
    """The standfirst, or the first words; after what must be said before everything else."""
    words = story.standfirst or excerpt(story.body_text, EXCERPT_LENGTH)
    return f"{banner.word}: {banner.text} {words}" if banner else words


def _correction(correction: Correction, story: Edition) -> Entry:
    address = f"{absolute(story.get_absolute_url())}#correction-{correction.pk}"
    context = {"correction": correction, "story": story}
    return Entry(
        key=f"correction/{correction.pk}",
        address=address,
        title=legal(f"{correction.get_kind_display()}: {story.headline}"),
        summary=legal(correction.text),
        html=_html("feeds/_correction.html", context, address),
        published=correction.at,
        updated=correction.at,
    )


def _author(person: Person) -> Author:
    return Author(legal(person.full_name), absolute(person.get_absolute_url()))


def _html(template: str, context: dict, address: str) -> str:
    """A fragment in which every address is whole, because a feed is read on other sites."""
    root = lxml_html.fragment_fromstring(render_to_string(template, context), create_parent="div")
    root.make_links_absolute(address, handle_failures="ignore")
    return legal(lxml_html.tostring(root, encoding="unicode").strip())
