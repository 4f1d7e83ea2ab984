"""Stories by the month in which they appeared, and series."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import archive, series
from articles.models import Series
from articles.views.answers import PAGE, moment_of, reader_page
from articles.views.lists import canonical, listed

# Nothing was or will be published outside; dates at the ends of the calendar overflow.
YEARS = range(1900, 3000)


@reader_page
def years(request: HttpRequest) -> HttpResponse:
    at = moment_of(request)
    found = archive.years(at)
    months = archive.months(found[0], at) if found else []
    return render(request, "articles/archive.html", _year_context(request, found, None, months))


@reader_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year; a year without stories is no page."""
    at = moment_of(request)
    months = archive.months(year, at) if year in YEARS else []
    if not months:
        raise Http404
    found = archive.years(at)
    return render(request, "articles/archive.html", _year_context(request, found, year, months))


def _year_context(request: HttpRequest, years: list[int], year: int | None, months: list) -> dict:
    shown = year or (years[0] if years else None)
    top = (_("Archive"), reverse("articles:archive") if year else "")
    return {
        "years": years,
        "year": shown,
        "months": months,
        "crumbs": [top, (str(year), "")] if year else [top],
        "canonical": request.path,
    }


@reader_page(asked=PAGE)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of a month; a month without stories is no page."""
    if month not in range(1, 13) or year not in YEARS:
        raise Http404
    page, cards = listed(request, archive.stories(year, month, moment_of(request)))
    if not cards:
        raise Http404
    name = date_format(date(year, month, 1), "F Y")
    return render(
        request,
        "articles/archive_month.html",
        {
            "name": name,
            "crumbs": [
                (_("Archive"), reverse("articles:archive")),
                (str(year), reverse("articles:archive_year", args=[year])),
                (date_format(date(year, month, 1), "F"), ""),
            ],
            "page": page,
            "cards": cards,
            "canonical": canonical(request.path, page),
        },
    )


@reader_page
def all_series(request: HttpRequest) -> HttpResponse:
    """The series with a part that can be read."""
    context = {
        "series": series.public(moment_of(request)),
        "crumbs": [(_("Series"), "")],
        "canonical": request.path,
    }
    return render(request, "articles/all_series.html", context)


@reader_page(asked=PAGE)
def one_series(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of a series in their order; without one that can be read it is no page."""
    found = get_object_or_404(Series, slug=slug)
    page, cards = listed(request, series.parts(found, at=moment_of(request)))
    if not cards:
        raise Http404
    return render(
        request,
        "articles/series.html",
        {
            "series": found,
            "crumbs": [(_("Series"), reverse("articles:all_series")), (found.title, "")],
            "page": page,
            "cards": cards,
            "canonical": canonical(found.get_absolute_url(), page),
        },
    )
