"""One story: its page, its former addresses, and what stands there after it was withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles import addresses, misses, page_tags
from articles.models import Article
from articles.reading import Story
from articles.share_image import share_image
from articles.structured_data import story_graph
from articles.views.answers import PAGE, STYLE, moment_of, reader_page
from articles.views.lists import section_page
from articles.views.narrowing import NARROWED
from articles.views.styles import chosen_style, style_links
from core.pages.tags import show
from taxonomy.tree import SectionTree


@reader_page(asked=PAGE | STYLE | NARROWED)
def section_or_story(request: HttpRequest, path: str) -> HttpResponse:
    """What stands at an address: a section, else the story that has or had it."""
    at = moment_of(request)
    tree = SectionTree.load()
    request.section_tree = tree
    section = tree.by_path(path)
    if section is not None:
        return section_page(request, section, tree=tree, at=at)
    found = addresses.find(path, at=at)
    if found is None:
        return _not_filed(request)
    article, edition = found
    if edition is None:
        return _unseen(request, article, path=path, at=at)
    if edition.path != path:
        return redirect(edition, permanent=True)
    story = Story(edition, at, tree, chosen_style(request))
    is_ahead = getattr(request, "as_of", None) is not None
    response = story_page(request, story, is_shared=not is_ahead)
    show(request, *page_tags.shown_by(story), until=_end_of_form(story, at))
    return response


def story_page(request: HttpRequest, story: Story, *, is_shared: bool = False) -> HttpResponse:
    """The page of one edition, whoever may see it.

    ``is_shared`` says that its address leads readers here now, so that it can be passed on.
    """
    return render(
        request,
        "articles/story.html",
        {
            "story": story,
            "edition": story.edition,
            "article": story.edition.article,
            "is_shared": is_shared,
            "crumbs": _crumbs(story),
            "current_root": story.sections[0],
            "styles": style_links(story.style),
            "share_image": share_image(story.edition),
            "structured_data": story_graph(story),
        },
    )


def _end_of_form(story: Story, at: datetime) -> datetime | None:
    """When its form stops saying that comments wait for a while; None where it does not say so."""
    until = story.edition.article.comments_held_until
    return until if until is not None and until > at else None


def _unseen(request: HttpRequest, article: Article, *, path: str, at: datetime) -> HttpResponse:
    """A withdrawn story says so; one that is not visible for another reason does not exist."""
    if article.withdrawn_at is None or article.withdrawn_at > at:
        return _not_filed(request)
    is_legal = article.withdrawal_kind == Article.Withdrawal.LEGAL
    response = render(
        request,
        "410.html" if is_legal else "articles/withdrawn.html",
        {"article": article, "canonical": f"/{path}/"},
        status=410 if is_legal else 200,
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _not_filed(request: HttpRequest) -> HttpResponse:
    """The page for an address nothing stands at; our own, in development too."""
    misses.note(request.path)
    return render(request, "404.html", status=404)


def _crumbs(story: Story) -> list[tuple[str, str]]:
    sections = [(section.name, section.get_absolute_url()) for section in story.sections]
    return [*sections, (story.edition.headline, "")]
