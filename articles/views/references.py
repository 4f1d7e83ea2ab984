"""Files for reference managers: what a story rests on, the story itself, an issue's papers."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from articles import addresses, catalogue, coverage, exports
from articles.models import Citation, Edition
from articles.views.answers import STYLE, moment_of, reader_page
from articles.views.journals import find_issue
from articles.views.styles import chosen_style
from core.text import slugify
from literature.csl import Csl
from literature.exports import BY_SUFFIX, Format, text
from literature.exports.records import issue_record, work_record
from literature.models import Work

# The end of the address of references as text, which is read and copied rather than kept.
TEXT = "txt"


@reader_page(asked=STYLE)
def story_references(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """All that a story cites, in one file; a story that cites nothing has none."""
    written = _format(suffix, request)
    edition = _live(path, moment_of(request))
    if edition.path != path:
        return redirect(f"{edition.get_absolute_url()}references.{suffix}", permanent=True)
    rows = Citation.objects.filter(edition=edition).select_related("work", "issue__journal")
    records = exports.reference_records(rows.order_by("number", "position", "id"))
    return _file(records, written, name=f"{edition.slug}-references")


@reader_page(asked=STYLE)
def story_citation(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """The story itself, for those who cite it."""
    written = _format(suffix, request)
    edition = _live(path, moment_of(request))
    if edition.path != path:
        return redirect(f"{edition.get_absolute_url()}citation.{suffix}", permanent=True)
    bylines = edition.bylines.select_related("person")
    return _file([exports.story_record(edition, bylines)], written, name=edition.slug)


@reader_page(asked=STYLE)
def issue_references(
    request: HttpRequest, slug: str, volume: str, issue: str, suffix: str
) -> HttpResponse:
    """An issue and the papers in it that its page lists."""
    written = _format(suffix, request)
    at = moment_of(request)
    found = find_issue(slug, f"{volume}/{issue}", at=at)
    listed = [entry.work.pk for entry in catalogue.contents(found, at).entries]
    works = Work.objects.in_bulk(listed)  # with their CSL-JSON, which the page does without
    papers = [work_record(works[key]) for key in listed]
    name = "-".join([slug, *found.path.split("/")])
    return _file([issue_record(found), *papers], written, name=name)


@reader_page(asked=STYLE)
def work_reference(request: HttpRequest, key: str, suffix: str) -> HttpResponse:
    """One work that a live story cites."""
    written = _format(suffix, request)
    found = coverage.find_work(key, moment_of(request))
    if found is None:
        raise Http404
    if found.key != key:
        return redirect("articles:work_file", key=found.key, suffix=suffix, permanent=True)
    return _file([work_record(found)], written, name=slugify(found.key))


@reader_page(asked=STYLE)
def volume_references(request: HttpRequest, slug: str, volume: str, suffix: str) -> HttpResponse:
    """The works of a volume that live stories cite."""
    written = _format(suffix, request)
    at = moment_of(request)
    found = coverage.find_volume(slug, volume, at)
    if found is None:
        raise Http404
    works = coverage.cited_in(Q(work__journal=found.journal) & found.cited, at)
    return _file([work_record(work) for work in works], written, name=f"{slug}-{volume}")


@reader_page(asked=STYLE)
def journal_references(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The works of a journal that live stories cite."""
    written = _format(suffix, request)
    works = coverage.cited_in(Q(work__journal__slug=slug), moment_of(request))
    return _file([work_record(work) for work in works], written, name=slug)


def _format(suffix: str, request: HttpRequest) -> Format:
    """The format with this end of its name; plain text comes in the style that is asked for."""
    if suffix == TEXT:
        write = partial(text.write, style=chosen_style(request))
        return Format(_("Text"), "text/plain", TEXT, write)
    if suffix not in BY_SUFFIX:
        raise Http404
    return BY_SUFFIX[suffix]


def _live(path: str, at: datetime) -> Edition:
    """The edition readers see of the story that has or had this address."""
    found = addresses.find(path, at=at)
    if found is None or found[1] is None:
        raise Http404
    return found[1]


def _file(records: list[Csl], written: Format, *, name: str) -> HttpResponse:
    if not records:
        raise Http404
    response = HttpResponse(written.write(records), content_type=written.content_type)
    file_name = f"{name}.{written.suffix}"
    is_file = written.suffix != TEXT
    disposition = content_disposition_header(as_attachment=is_file, filename=file_name)
    response.headers["Content-Disposition"] = disposition
    response.headers["X-Robots-Tag"] = "noindex"
    return response
