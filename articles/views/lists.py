"""Pages that list stories: the front page, sections, tags, people, corrections."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import catalogue, page_tags, people
from articles.arranging import Chosen
from articles.cards import Card, signed_cards
from articles.front import front, section_front
from articles.models import Byline, Edition, EditionQuerySet, Person
from articles.reading import live_corrections
from articles.views.answers import PAGE, moment_of, reader_page
from articles.views.narrowing import Narrowing
from core.pages.tags import show
from core.pagination import Page, page_number, page_of
from taxonomy.models import Section
from taxonomy.tree import SectionTree


@reader_page
def home(request: HttpRequest) -> HttpResponse:
    return front_page(request, tree=SectionTree.load(), at=moment_of(request))


def front_page(
    request: HttpRequest, *, tree: SectionTree, at: datetime, chosen: Chosen | None = None
) -> HttpResponse:
    """The front page as arranged; ``chosen`` is an arrangement that is not saved yet."""
    request.section_tree = tree
    show(request, page_tags.STORIES)
    return render(
        request,
        "articles/home.html",
        {
            "front": front(tree, at=at, chosen=chosen),
            "shelf": catalogue.shelf(at),
            "now": timezone.localtime(at),
        },
    )


def section_page(
    request: HttpRequest,
    section: Section,
    *,
    tree: SectionTree,
    at: datetime,
    chosen: Chosen | None = None,
) -> HttpResponse:
    """The stories of a section and of all below it, under what the desk put on top."""
    ids = tree.descendant_ids(section)
    narrowing = Narrowing.of(request)
    arranged = None if narrowing else section_front(section, at=at, chosen=chosen)
    stories = narrowing.narrow(Edition.objects.live(at).filter(section__in=ids)).for_lists()
    if arranged is not None:
        stories = stories.exclude(article__in=arranged.articles)
    page, cards = listed(request, stories)
    ancestors = tree.ancestors(section)
    above = [(parent.name, parent.get_absolute_url()) for parent in ancestors]
    return render(
        request,
        "articles/section.html",
        {
            "section": section,
            "front": arranged if page.number == 1 else None,
            "places": _places(section, tree=tree, at=at),
            "narrowing": narrowing,
            "query": narrowing.query,
            "crumbs": [*above, (section.name, "")],
            "current_root": tree.root_of(section),
            "page": page,
            "cards": cards,
            "canonical": canonical(section.get_absolute_url(), page),
        },
    )


@reader_page(asked=PAGE)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of a tag; a former name of it leads there."""
    at = moment_of(request)
    found = catalogue.tag(slug, at)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect(found, permanent=True)
    number = page_number(request.GET.get("page"))
    page, cards = listed(request, catalogue.stories_under(found, at=at, page=number))
    return render(
        request,
        "articles/tag.html",
        {
            "tag": found,
            "crumbs": [(found.name, "")],
            "page": page,
            "cards": cards,
            "canonical": canonical(found.get_absolute_url(), page),
        },
    )


@reader_page(asked=PAGE)
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """A person and the stories they had a part in; a stranger to readers is not shown."""
    found = get_object_or_404(Person.objects.select_related("portrait"), slug=slug)
    signed = Byline.objects.filter(person=found).values("edition")
    stories = Edition.objects.live(moment_of(request)).filter(pk__in=signed)
    page, cards = listed(request, stories.for_lists())
    if not cards and not found.is_active:
        raise Http404
    return render(
        request,
        "articles/person.html",
        {
            "person": found,
            "credential": people.credential(found),
            "crumbs": [(_("Who writes here"), reverse("articles:people")), (found.name, "")],
            "page": page,
            "cards": cards,
            "canonical": canonical(found.get_absolute_url(), page),
        },
    )


@reader_page
def staff(request: HttpRequest) -> HttpResponse:
    """Who writes here now."""
    rows = [(one, people.credential(one)) for one in Person.objects.filter(is_active=True)]
    crumbs = [(_("Who writes here"), "")]
    context = {"people": rows, "crumbs": crumbs, "canonical": request.path}
    return render(request, "articles/people.html", context)


@reader_page(asked=PAGE)
def corrections(request: HttpRequest) -> HttpResponse:
    """What was wrong in stories that can be read, newest first."""
    at = moment_of(request)
    number = page_number(request.GET.get("page"))
    page = page_of(live_corrections(at), number=number, size=per_page())
    articles = [row.article_id for row in page.rows]
    stories = Edition.objects.live(at).filter(article__in=articles).for_lists()
    by_article = {story.article_id: story for story in stories}
    return render(
        request,
        "articles/corrections.html",
        {
            "crumbs": [(_("Corrections"), "")],
            "corrections": [(row, by_article[row.article_id]) for row in page.rows],
            "page": page,
            "canonical": canonical(request.path, page),
        },
    )


def listed(request: HttpRequest, stories: EditionQuerySet) -> tuple[Page[Edition], list[Card]]:
    """The page of these stories that was asked for, and its cards. Three queries."""
    show(request, page_tags.STORIES)
    number = page_number(request.GET.get("page"))
    page = page_of(stories.with_bylines(), number=number, size=per_page())
    return page, signed_cards(page.rows)


def canonical(path: str, page: Page) -> str:
    """The address of a page of a list; the first page has the plain one."""
    return path if page.number == 1 else f"{path}?page={page.number}"


def per_page() -> int:
    return settings.STORIES_PER_PAGE


def _places(section: Section, *, tree: SectionTree, at: datetime) -> list[dict]:
    """The section itself and those directly below it, each with its number of live stories."""
    below = [child for child in tree.children(section) if child.is_active]
    if not below:
        return []
    ids = tree.descendant_ids(section)
    rows = Edition.objects.live(at).filter(section__in=ids).order_by().values_list("section")
    counts = dict(rows.annotate(n=Count("pk")))
    return [
        {"section": place, "stories": sum(counts.get(pk, 0) for pk in tree.descendant_ids(place))}
        for place in [section, *below]
    ]
