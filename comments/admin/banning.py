"""Bans in the admin: the page that makes one, with what it would touch, the list, and lifting."""

from __future__ import annotations

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comments import bans, permissions
from comments.admin.standing import StandingAdmin
from comments.admin.views import asks, find, render_desk
from comments.ban_models import Ban
from core.errors import Refused
from core.templatetags.core import zoned

DAYS = {
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
    "365": gettext_lazy("a year"),
    "": gettext_lazy("for good"),
}


@asks(permissions.may_ban)
@require_http_methods(["GET", "HEAD", "POST"])
def ban(request, comment_id):
    """Choose a ban, see whom it would have touched, then press the button that makes it."""
    comment = find(comment_id)
    asked = {name: request.POST.get(name, "") for name in ("kind", "effect", "reason", "days")}
    asked["days"] = asked["days"] if asked["days"] in DAYS else "30"
    refused = None
    value = bans.value_of(asked["kind"], comment)
    if request.method == "POST" and request.POST.get("step") == "ban":
        try:
            made = _make(comment, asked, by=request.user)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("The ban is in force: %s.") % made)
            return redirect("admin:comments_comment_change", comment.pk)
    context = {
        "title": _("Ban the writer of this comment"),
        "comment": comment,
        "kinds": [choice for choice in Ban.Kind.choices if bans.value_of(choice[0], comment)],
        "effects": Ban.Effect.choices,
        "days": DAYS.items(),
        "asked": asked if request.method == "POST" else {"days": "30", "effect": "hold"},
        "reach": _reach(asked["kind"], value, comment) if value else None,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render_desk(request, "admin/comments/ban/make.html", context, status=status)


@asks(permissions.may_ban)
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request, pk):
    """End a ban, with a reason."""
    standing = get_object_or_404(Ban.objects.select_related("comment"), pk=pk)
    refused = None
    typed = request.POST.get("reason", "")[:2_000]
    if request.method == "POST":
        try:
            bans.lift(standing, by=request.user, reason=typed)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("The ban is lifted."))
            return redirect("admin:comments_ban_changelist")
    context = {"title": _("Lift a ban"), "ban": standing, "typed": typed, "refused": refused}
    status = 422 if refused else 200
    return render_desk(request, "admin/comments/ban/lift.html", context, status=status)


def _reach(kind, value, comment):
    return bans.reach(kind, value, address=bans.address_of(comment), at=timezone.now())


def _make(comment, asked, *, by):
    return bans.ban(
        comment,
        asked["kind"],
        by=by,
        effect=asked["effect"],
        reason=asked["reason"][:2_000],
        days=int(asked["days"]) if asked["days"] else None,
    )


@admin.register(Ban)
class BanAdmin(StandingAdmin):
    lift, may_lift = staticmethod(lift), staticmethod(permissions.may_ban)
    list_display = ["whom", "effect", "since", "until", "by_name", "state"]
    list_filter = ["kind", "effect"]

    @admin.display(description=gettext_lazy("whom"))
    def whom(self, obj):
        return str(obj)

    @admin.display(description=gettext_lazy("how long"), ordering="expires_at")
    def until(self, obj):
        return _("until %s") % zoned(obj.expires_at) if obj.expires_at else _("for good")

    @admin.display(description=gettext_lazy("state"), ordering="lifted_at")
    def state(self, obj):
        if obj.lifted_at:
            return _("lifted %s") % zoned(obj.lifted_at)
        is_over = obj.expires_at is not None and obj.expires_at <= timezone.now()
        return _("over") if is_over else _("in force")
