"""The catalogue for readers: journals, one journal, one issue."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import catalogue, coverage
from articles.call_numbers import shown
from articles.cards import cards
from articles.views.answers import PAGE, moment_of, reader_page
from articles.views.lists import canonical, listed
from literature.formatting import format_issue
from literature.models import Issue


@reader_page(asked={"by": {"subject"}})
def journals(request: HttpRequest) -> HttpResponse:
    """Every journal that a live story cites, by title or, where asked for, by subject."""
    by_subject = request.GET.get("by") == "subject"
    rows = catalogue.journals(moment_of(request))
    return render(
        request,
        "articles/journals.html",
        {
            "groups": catalogue.by_subject(rows) if by_subject else [("", list(rows))],
            "by_subject": by_subject,
            "many": catalogue.MANY,
            "crumbs": [(_("Journals"), "")],
            "canonical": f"{request.path}?by=subject" if by_subject else request.path,
        },
    )


@reader_page(asked=PAGE)
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    """One journal: its issues as spines, then the stories."""
    at = moment_of(request)
    found = get_object_or_404(catalogue.journals(at), slug=slug)
    mine = catalogue.stories_on(Q(work__journal=found), Q(issue__journal=found), at=at)
    page, rows = listed(request, mine)
    return render(
        request,
        "articles/journal.html",
        {
            "journal": found,
            "spines": catalogue.spines(catalogue.issues(at).filter(journal=found)),
            "crumbs": [(_("Journals"), reverse("articles:journals")), (found.title, "")],
            "page": page,
            "cards": rows,
            "canonical": canonical(found.get_absolute_url(), page),
        },
    )


@reader_page(asked=PAGE)
def volume(request: HttpRequest, slug: str, volume: str) -> HttpResponse:
    """One volume: its issues as spines, then the stories on it."""
    at = moment_of(request)
    found = coverage.find_volume(slug, volume, at)
    if found is None:
        raise Http404
    journal = found.journal
    page, rows = listed(request, catalogue.stories_on(*found.ways, at=at))
    return render(
        request,
        "articles/volume.html",
        {
            "volume": found,
            "spines": [catalogue.Spine.of(one, one.stories) for one in found.issues],
            "crumbs": [
                (_("Journals"), reverse("articles:journals")),
                (journal.title, journal.get_absolute_url()),
                (_("Volume %s") % found.name, ""),
            ],
            "page": page,
            "cards": rows,
            "canonical": canonical(found.get_absolute_url(), page),
        },
    )


@reader_page(asked=PAGE)
def issue(request: HttpRequest, slug: str, volume: str, issue: str) -> HttpResponse:
    """One issue: its contents with our stories, and the stories on the issue as a whole."""
    at = moment_of(request)
    found = find_issue(slug, f"{volume}/{issue}", at=at)
    contents = catalogue.contents(found, at)
    whole = catalogue.stories_on(Q(issue=found), at=at)
    return render(
        request,
        "articles/issue.html",
        {
            "issue": found,
            "contents": contents,
            "roundups": cards(list(whole)),
            "neighbours": catalogue.neighbours(found, at),
            "date": shown(found.cover_date),
            "runs": format_issue(found, pages=contents.pages),
            "crumbs": _crumbs(found),
            "canonical": found.get_absolute_url(),
        },
    )


def find_issue(slug: str, path: str, *, at) -> Issue:
    """An issue that a live story cites; another is no page of ours."""
    found = catalogue.issues(at).filter(journal__slug=slug, path=path).first()
    if found is None:
        raise Http404
    return found


def _crumbs(issue: Issue) -> list[tuple[str, str]]:
    return [
        (_("Journals"), reverse("articles:journals")),
        (issue.journal.title, issue.journal.get_absolute_url()),
        *_volume_crumb(issue),
        (issue.numbers.rpartition(";")[2], ""),
    ]


def _volume_crumb(issue: Issue) -> list[tuple[str, str]]:
    if not issue.volume:
        return []
    word = issue.path.partition("/")[0]
    volume = coverage.Volume(issue.journal, word, issue.volume, [])
    return [(_("Volume %s") % issue.volume, volume.get_absolute_url())]
