"""The pages of the digests, and the same as a mail: bare, with whole addresses, and as text."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import digests
from articles.cards import signed_cards
from articles.digests import Period
from articles.models import Edition
from articles.views.answers import absent, moment_of, reader_page
from taxonomy.models import Section
from taxonomy.tree import SectionTree

TEXT = "mail.txt"
TEMPLATES = {"page": "articles/digest.html", "mail.html": "articles/digest_mail.html"}


@reader_page
def index(request: HttpRequest) -> HttpResponse:
    """The newest days and weeks."""
    tree = request.section_tree = SectionTree.load()
    days, weeks = digests.recent(moment_of(request))
    context = {
        "days": days,
        "weeks": weeks,
        "sections": tree.menu,
        "crumbs": [(_("Digests"), "")],
        "canonical": request.path,
    }
    return render(request, "articles/digests.html", context)


@reader_page
def digest(request: HttpRequest, period: str, path: str = "", form: str = "page") -> HttpResponse:
    """What appeared in a day or week, in all sections or one; without any it is no page."""
    tree = request.section_tree = SectionTree.load()
    found = digests.period(period)
    section = tree.by_path(path) if path else None
    if form not in {*TEMPLATES, TEXT} or (path and section is None):
        raise Http404
    if found is None:
        return _no_period(request)
    at = moment_of(request)
    ids = tree.descendant_ids(section) if section else None
    stories = list(digests.stories(found, at=at, sections=ids).with_bylines())
    if not stories:
        return _nothing_appeared(request, found, section)
    put_right = digests.corrections(found, at=at, sections=ids)
    address = _address(period, section)
    if form == TEXT:
        title = " | ".join(filter(None, [settings.SITE_NAME, section.name if section else ""]))
        text = digests.as_text(found, stories, put_right, title=title, address=address)
        return _unlisted(HttpResponse(text, content_type="text/plain; charset=utf-8"))
    context = {
        "period": found,
        "section": section,
        "parts": [] if section else _parts(stories, tree),
        "cards": signed_cards(stories),
        "corrections": put_right,
        "address": address,
        "crumbs": [(_("Digests"), reverse("articles:digests")), (found.name, "")],
        "canonical": address,
    }
    return _unlisted(render(request, TEMPLATES[form], context))


def _parts(stories: Iterable[Edition], tree: SectionTree) -> list[Section]:
    """The sections of the menu in which these appeared; none where that is no choice."""
    roots = {tree.root_of(story.section).pk for story in stories}
    found = [section for section in tree.menu if section.pk in roots]
    return found if len(roots) > 1 else []


def _no_period(request: HttpRequest) -> HttpResponse:
    return absent(
        request,
        title=_("There is no such day or week"),
        sentence=_("The calendar has no date that is written like the one in this address."),
        way=reverse("articles:digests"),
        way_words=_("All digests"),
    )


def _nothing_appeared(request: HttpRequest, of: Period, section: Section | None) -> HttpResponse:
    """A day or week without a story, or one that is yet to come."""
    title = _("Nothing from %s") % of.name
    if section:
        title = _("Nothing in %(section)s from %(period)s") % {
            "section": section.name,
            "period": of.name,
        }
    whole = _address(of.word, None)
    return absent(
        request,
        title=title,
        sentence=_("No story that can be read now first appeared then."),
        way=whole if section else reverse("articles:digests"),
        way_words=_("All sections") if section else _("All digests"),
    )


def _unlisted(response: HttpResponse) -> HttpResponse:
    """What stands here stands elsewhere too."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _address(period: str, section: Section | None) -> str:
    if section is None:
        return reverse("articles:digest", kwargs={"period": period})
    return reverse("articles:section_digest", kwargs={"period": period, "path": section.path})
