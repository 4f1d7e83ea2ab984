"""References found in the text of the story form: offered, ticked, and made rows of the form."""

from __future__ import annotations

from articles import prose
from articles.admin import posted
from articles.admin.requests import DeskRequest
from articles.models import Citation
from articles.prose import Offer

SEEK = "_seek"
TICKED = "found_in_text"
LONGEST = 500


def take_ticked(request: DeskRequest) -> None:
    """Make each ticked reference a row of the post; one that names nothing is left out."""
    if request.method != "POST" or TICKED not in request.POST:
        return
    given = request.POST.copy()
    ticked = dict.fromkeys(text[:LONGEST] for text in given.pop(TICKED))
    total = posted.number_of(given, "citations-TOTAL_FORMS")
    is_first = not posted.citations(given)
    for text in list(ticked)[: prose.MOST]:
        row = prose.row_of(text)
        if row is None:
            continue
        relation = Citation.Relation.REPORTS_ON if is_first else Citation.Relation.BACKGROUND
        for name, value in {"relation": relation.value, **row}.items():
            given[f"citations-{total}-{name}"] = value
        total += 1
        is_first = False
    given["citations-TOTAL_FORMS"] = str(total)
    request.POST = given


def sought(request: DeskRequest) -> list[Offer] | None:
    """What the text of the post refers to and does not cite yet; None when nobody asked."""
    if request.method != "POST" or SEEK not in request.POST:
        return None
    rows = posted.citations(request.POST)
    return prose.offers(
        request.POST.get("body_source", ""),
        works={int(row["work"]) for row in rows if row.get("work", "").isdecimal()},
        issues={int(row["issue"]) for row in rows if row.get("issue", "").isdecimal()},
    )
