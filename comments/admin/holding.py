"""Legal holds in the admin: the page that sets one, the list, and lifting."""

from __future__ import annotations

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comments import holding, permissions
from comments.admin.standing import StandingAdmin
from comments.admin.views import asks, find, render_desk
from comments.hold_models import LegalHold
from core.errors import Refused
from core.templatetags.core import zoned


@asks(permissions.may_hold_for_law)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request, comment_id):
    """Keep a comment, or all of its writer's, whatever the settings say."""
    comment = find(comment_id)
    refused = None
    asked = {name: request.POST.get(name, "")[:2_000] for name in ("scope", "reason")}
    if request.method == "POST":
        whole = asked["scope"] == "writer"
        try:
            holding.hold(comment, by=request.user, reason=asked["reason"], whole_writer=whole)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("It is kept until the legal hold is lifted."))
            return redirect("admin:comments_comment_change", comment.pk)
    context = {
        "title": _("Put on legal hold"),
        "comment": comment,
        "is_known": bool(comment.email_hmac or comment.identity_id),
        "asked": asked,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render_desk(request, "admin/comments/legalhold/hold.html", context, status=status)


@asks(permissions.may_hold_for_law)
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request, pk):
    """End a hold, with a reason."""
    standing = get_object_or_404(LegalHold.objects.select_related("comment"), pk=pk)
    refused = None
    typed = request.POST.get("reason", "")[:2_000]
    if request.method == "POST":
        try:
            holding.lift(standing, by=request.user, reason=typed)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("The legal hold is lifted."))
            return redirect("admin:comments_legalhold_changelist")
    context = {
        "title": _("Lift a legal hold"),
        "hold": standing,
        "typed": typed,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render_desk(request, "admin/comments/legalhold/lift.html", context, status=status)


@admin.register(LegalHold)
class LegalHoldAdmin(StandingAdmin):
    lift, may_lift = staticmethod(lift), staticmethod(permissions.may_hold_for_law)
    list_display = ["since", "by_name", "reason", "kept", "state"]

    @admin.display(description=gettext_lazy("what is kept"))
    def kept(self, obj):
        return _("everything of one writer") if obj.email_hmac else _("one comment")

    @admin.display(description=gettext_lazy("state"), ordering="lifted_at")
    def state(self, obj):
        return _("lifted %s") % zoned(obj.lifted_at) if obj.lifted_at else _("in force")
