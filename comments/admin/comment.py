"""Comments in the admin: the list is the moderators' queue, a comment's page its history.

Comments are neither written, changed nor deleted here, only decided on.
"""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from comments import permissions
from comments.admin import banning, holding, reading, scoring, taking, views
from comments.models import Comment


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    def get_urls(self):
        site = self.admin_site
        own = [
            path(
                "decisions/",
                site.admin_view(views.decide_on_many),
                name="comments_comment_decisions",
            ),
            path(
                "<int:comment_id>/decision/",
                site.admin_view(views.decide_on_one),
                name="comments_comment_decision",
            ),
            path(
                "<int:comment_id>/note/",
                site.admin_view(reading.note),
                name="comments_comment_note",
            ),
            path(
                "<int:comment_id>/ban/", site.admin_view(banning.ban), name="comments_comment_ban"
            ),
            path(
                "<int:comment_id>/legal-hold/",
                site.admin_view(holding.hold),
                name="comments_comment_legal_hold",
            ),
            path(
                "statistics/",
                site.admin_view(scoring.statistics_page),
                name="comments_comment_statistics",
            ),
            path("trust/", site.admin_view(scoring.trust_again), name="comments_comment_trust"),
            path("rules/", site.admin_view(scoring.switch_rule), name="comments_comment_rule"),
            path("flood/", site.admin_view(taking.flood), name="comments_comment_flood"),
            path("modes/", site.admin_view(taking.site_mode), name="comments_comment_modes"),
            path(
                "stories/<int:article_id>/",
                site.admin_view(taking.story_mode),
                name="comments_comment_story",
            ),
            path("reading/", site.admin_view(reading.claim), name="comments_comment_reading"),
            path("ready/", site.admin_view(reading.ready_messages), name="comments_comment_ready"),
            path(
                "letters/", site.admin_view(reading.choose_letters), name="comments_comment_letters"
            ),
            path("keys/", site.admin_view(reading.choose_keys), name="comments_comment_keys"),
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
