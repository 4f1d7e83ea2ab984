"""The door for readers who want a comment looked at again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import opening, reports, threads
from comments.forms import ReportForm
from comments.models import Comment
from comments.origin import is_cross_site, without_cookie
from comments.views.answers import earlier_networks_of, network_of, not_found_unless, private_page
from core.errors import Refused


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask what is wrong with a visible comment; by POST, keep it."""
    at = timezone.now()
    rows = Comment.objects.visible().select_related("article")
    comment = get_object_or_404(rows, pk=comment_id)
    edition = not_found_unless(opening.live_edition(comment.article, at=at))
    form = ReportForm(request.POST if request.method == "POST" else None)
    context = {"edition": edition, "entry": threads.entry(comment), "form": form}
    if request.method != "POST":
        return private_page(request, "comments/report.html", context)
    if is_cross_site(request):
        context |= {"refusal": _("This came from another site. If it was you, do it from here.")}
        return private_page(request, "comments/report.html", context, status=403)
    if not form.is_valid():
        return private_page(request, "comments/report.html", context, status=422)
    try:
        reporter = network_of(request, at=at)
        earlier = earlier_networks_of(request, at=at)
        reports.report(comment, **form.cleaned_data, reporter=reporter, earlier=earlier, at=at)
    except Refused as refused:
        context |= {"refusal": refused.message}
        return private_page(request, "comments/report.html", context, status=409)
    return private_page(request, "comments/report.html", context | {"is_done": True})
