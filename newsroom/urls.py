"""The addresses of the site; the stories come last, because they take what is left."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import desk_views, site_files, views

handler400 = "newsroom.views.bad_request"
handler403 = "newsroom.views.forbidden"
handler404 = "newsroom.views.not_found"
handler500 = "newsroom.views.server_error"

pages = [
    path("about/", views.about, name="about"),
    path("corrections-policy/", views.corrections_policy, name="corrections_policy"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("follow/", views.follow, name="follow"),
]

sitemap_patterns = [
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap/pages.xml", views.sitemap_pages, name="sitemap_pages"),
    path(
        "sitemap/<int:year>-<int:month>-<int:number>.xml",
        views.sitemap_stories,
        name="sitemap_stories",
    ),
    path("news-sitemap.xml", views.news_sitemap, name="news_sitemap"),
]

files = [path("media/<path:path>", views.media)] if settings.SERVE_MEDIA else []

watched = []
if settings.METRICS_TOKEN:
    from newsroom import metrics  # an optional extra

    watched = [path("metrics", metrics.told, name="metrics")]

urlpatterns = [
    path("admin/calendar/", admin.site.admin_view(desk_views.calendar), name="desk_calendar"),
    path(
        "admin/messages/", admin.site.admin_view(desk_views.message_choices), name="desk_messages"
    ),
    path("admin/", admin.site.urls),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
    *watched,
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", site_files.security_txt, name="security_txt"),
    path("manifest.webmanifest", site_files.manifest, name="manifest"),
    path("favicon.ico", site_files.favicon, name="favicon"),
    *sitemap_patterns,
    *files,
    path("", include((pages, "newsroom"))),
    path("comments/", include("comments.urls")),
    path("", include("articles.urls")),
]
