"""A work for readers: what it is, our stories on it, and how it is cited."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import coverage, exports, plates
from articles.call_numbers import number_of_work
from articles.views.answers import PAGE, STYLE, moment_of, reader_page
from articles.views.lists import canonical, listed
from articles.views.styles import chosen_style, style_links
from literature.bylines import byline_in_words
from literature.exports import coins
from literature.formatting import format_work
from literature.models import Work


@reader_page(asked=PAGE | STYLE)
def work(request: HttpRequest, key: str) -> HttpResponse:
    """A work that a live story cites, by its DOI or number; another is no page of ours."""
    at = moment_of(request)
    found = coverage.find_work(key, at)
    if found is None:
        raise Http404
    if found.key != key:
        return redirect(found, permanent=True)
    page, rows = listed(request, coverage.stories_about(found, at))
    style = chosen_style(request)
    return render(
        request,
        "articles/work.html",
        {
            "work": found,
            "source": plates.plate_of(found),
            "authors": byline_in_words(found.csl),
            "runs": format_work(found.csl, style),
            "styles": style_links(style),
            "style": style,
            "coins": [coins.work(found.csl, sid=exports.SID)],
            "relatives": coverage.relatives(found, at),
            "mentions": coverage.mentions(found, at),
            "crumbs": _crumbs(found),
            "page": page,
            "cards": rows,
            "canonical": canonical(found.get_absolute_url(), page),
        },
    )


def _crumbs(work: Work) -> list[tuple[str, str]]:
    crumbs = []
    if work.journal:
        crumbs = [
            (_("Journals"), reverse("articles:journals")),
            (work.journal.plate_name, work.journal.get_absolute_url()),
        ]
    if work.issue:
        crumbs.append((number_of_work(work), work.issue.get_absolute_url()))
    return [*crumbs, (work.title_plain, "")]
