"""Comments in the admin: the list is the moderators' queue, a comment's page its history.

Comments are neither written, changed nor deleted here, only decided on.
"""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from comments import permissions
from comments.admin import banning, holding, reading, scoring, taking, views
from comments.models import Comment

_PAGES = [
    ("decisions/", views.decide_on_many, "decisions"),
    ("<int:comment_id>/decision/", views.decide_on_one, "decision"),
    ("<int:comment_id>/note/", reading.note, "note"),
    ("<int:comment_id>/ban/", banning.ban, "ban"),
    ("<int:comment_id>/legal-hold/", holding.hold, "legal_hold"),
    ("<int:comment_id>/rules/", scoring.object_to_rule, "objection"),
    ("statistics/", scoring.statistics_page, "statistics"),
    ("trust/", scoring.trust_again, "trust"),
    ("rules/", scoring.switch_rule, "rule"),
    ("flood/", taking.flood, "flood"),
    ("modes/", taking.site_mode, "modes"),
    ("stories/<int:article_id>/", taking.story_mode, "story"),
    ("reading/", reading.claim, "reading"),
    ("ready/", reading.ready_messages, "ready"),
    ("letters/", reading.choose_letters, "letters"),
    ("keys/", reading.choose_keys, "keys"),
]


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    def get_urls(self):
        guarded = self.admin_site.admin_view
        own = [
            path(route, guarded(view), name=f"comments_comment_{name}")
            for route, view, name in _PAGES
        ]
        return own + super().get_urls()

    def has_add_permission(self, request):
        return False

    def has_view_permission(self, request, obj=None):
        return permissions.may_read_queue(request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_moderate(request.user)

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return views.queue_page(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return views.comment_page(request, object_id)
