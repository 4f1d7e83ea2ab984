"""The feeds: the newest stories of every list, in three formats, and the corrections."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from articles import catalogue, coverage, feeds
from articles.models import Byline, Edition, Person, Series
from articles.views.answers import feed_answer, moment_of, reader_page
from taxonomy.tree import SectionTree


@reader_page
def site(request: HttpRequest, form: str) -> HttpResponse:
    at = moment_of(request)
    stories = feeds.story_entries(Edition.objects.live(at), at=at)
    return feed_answer(form, feeds.site_channel(), stories)


@reader_page
def section(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """The stories of a section and of all below it."""
    at = moment_of(request)
    tree = SectionTree.load()
    found = tree.by_path(path)
    if found is None:
        raise Http404
    stories = Edition.objects.live(at).filter(section__in=tree.descendant_ids(found))
    return feed_answer(form, feeds.section_channel(found), feeds.story_entries(stories, at=at))


@reader_page
def tag(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The stories of a tag; a former name of it leads there."""
    at = moment_of(request)
    found = catalogue.tag(slug, at)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("articles:tag_feed", slug=found.slug, form=form, permanent=True)
    stories = Edition.objects.live(at).filter(edition_tags__tag=found)
    return feed_answer(form, feeds.tag_channel(found), feeds.story_entries(stories, at=at))


@reader_page
def series(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The newest parts of a series; without one that can be read it has no feed."""
    at = moment_of(request)
    found = get_object_or_404(Series, slug=slug)
    stories = Edition.objects.live(at).filter(article__series=found)
    entries = feeds.story_entries(stories, at=at)
    if not entries:
        raise Http404
    return feed_answer(form, feeds.series_channel(found), entries)


@reader_page
def person(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The stories somebody had a part in; a stranger to readers has no feed."""
    at = moment_of(request)
    found = get_object_or_404(Person, slug=slug)
    signed = Byline.objects.filter(person=found).values("edition")
    entries = feeds.story_entries(Edition.objects.live(at).filter(pk__in=signed), at=at)
    if not entries and not found.is_active:
        raise Http404
    return feed_answer(form, feeds.person_channel(found), entries)


@reader_page
def journal(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The stories that cite a journal."""
    at = moment_of(request)
    found = get_object_or_404(catalogue.journals(at), slug=slug)
    stories = catalogue.stories_on(Q(work__journal=found), Q(issue__journal=found), at=at)
    return feed_answer(form, feeds.journal_channel(found), feeds.story_entries(stories, at=at))


@reader_page
def issue(request: HttpRequest, slug: str, volume: str, issue: str, form: str) -> HttpResponse:
    """The stories that cite an issue, whole or a work in it."""
    at = moment_of(request)
    path = f"{volume}/{issue}"
    found = get_object_or_404(catalogue.issues(at), journal__slug=slug, path=path)
    stories = catalogue.stories_on(Q(work__issue=found), Q(issue=found), at=at)
    return feed_answer(form, feeds.issue_channel(found), feeds.story_entries(stories, at=at))


@reader_page
def volume(request: HttpRequest, slug: str, volume: str, form: str) -> HttpResponse:
    """The stories that cite a volume: its issues or works in it."""
    at = moment_of(request)
    found = coverage.find_volume(slug, volume, at)
    if found is None:
        raise Http404
    stories = catalogue.stories_on(*found.ways, at=at)
    return feed_answer(form, feeds.volume_channel(found), feeds.story_entries(stories, at=at))


@reader_page
def work(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The stories that report on a work or lean on it; a former address leads there."""
    at = moment_of(request)
    found = coverage.find_work(key, at)
    if found is None:
        raise Http404
    if found.key != key:
        return redirect("articles:work_feed", key=found.key, form=form, permanent=True)
    stories = catalogue.stories_on(Q(work=found), at=at)
    return feed_answer(form, feeds.work_channel(found), feeds.story_entries(stories, at=at))


@reader_page
def corrections(request: HttpRequest, form: str) -> HttpResponse:
    """What was wrong in stories that can be read."""
    channel = feeds.corrections_channel(reverse("articles:corrections"))
    return feed_answer(form, channel, feeds.correction_entries(moment_of(request)))
