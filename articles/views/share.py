"""The picture other sites show beside a link to a story."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import addresses, cards, page_tags, share_card
from articles.call_numbers import CallNumber
from articles.views.answers import moment_of, reader_page
from core.pages.tags import show


@reader_page
def card(request: HttpRequest, path: str) -> HttpResponse:
    """The card of the story readers see at this address; a hidden one has none, like no story."""
    found = addresses.find(path, at=moment_of(request))
    if found is None or found[1] is None:
        raise Http404
    edition = found[1]
    if edition.path != path:
        return redirect("articles:share_card", path=edition.path, permanent=True)
    [listed] = cards.cards([edition])
    works = {citation.work_id for citation in listed.citations if citation.work_id}
    show(request, page_tags.story(edition.article_id), *map(page_tags.work, works))
    try:
        content = share_card.draw(_words(listed))
    except share_card.CannotDraw as error:
        raise Http404 from error
    return HttpResponse(content, content_type="image/png")


def _words(listed: cards.Card) -> share_card.Words:
    edition, call = listed.story, listed.call
    return share_card.Words(
        headline=edition.headline,
        section=edition.section.name,
        site=settings.SITE_NAME,
        call=call if listed.citations else CallNumber(call.standing),
        is_retracted=listed.is_retracted,
    )
