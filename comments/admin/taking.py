"""The pages that say how the site and one story take comments."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from comments import floods, modes, permissions
from comments.admin.views import asks, calms, render_desk
from core.errors import Refused


@asks(permissions.may_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def site_mode(request):
    """How open the whole site is, and when stories close by themselves."""
    row = modes.site()
    typed = {"mode": row.mode, "days": row.close_after_days or ""}
    refused = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip()[:12] for name in ("mode", "days")}
        try:
            days = _days(typed["days"])
            modes.set_site(typed["mode"], by=request.user, close_after_days=days)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("Kept. Readers meet it within half a minute."))
            return redirect("admin:comments_comment_changelist")
    context = {
        "title": _("How the site takes comments"),
        "modes": modes.Mode.choices,
        "typed": typed,
        "refused": refused,
        **calms(request),
    }
    status = 422 if refused else 200
    return render_desk(request, "admin/comments/comment/modes.html", context, status=status)


@asks(permissions.may_moderate)
@require_POST
def story_mode(request, article_id):
    """Open one story for comments, have each read first, or close it."""
    article = get_object_or_404(Article, pk=article_id)
    try:
        modes.set_story(article, request.POST.get("mode", ""), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("The story now takes comments as: %s.") % article.get_comments_mode_display()
        )
    return redirect(f"{reverse('admin:comments_comment_changelist')}?story={article.pk}")


@asks(permissions.may_moderate)
@require_POST
def flood(request):
    """End the while in which comments wait because very many came, or make it longer."""
    number = request.POST.get("story", "")
    article = None
    if number:
        is_number = number.isascii() and number.isdigit() and len(number) <= 18
        article = get_object_or_404(Article, pk=int(number) if is_number else 0)
    acts = {"end": (floods.end, _("Ended. Comments appear as the mode says."))}
    acts["prolong"] = (floods.prolong, _("Comments wait for longer."))
    act, done = acts.get(request.POST.get("act", ""), (None, ""))
    try:
        if act is None:
            raise Refused(_("Choose whether to end it or to make it longer."))
        act(article, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("admin:comments_comment_changelist")


def _days(typed: str) -> int | None:
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() else 0
