"""The addresses of the site; the stories come last, because they take what is left."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import views

handler400 = "newsroom.views.bad_request"
handler403 = "newsroom.views.forbidden"
handler404 = "newsroom.views.not_found"
handler500 = "newsroom.views.server_error"

pages = [
    path("about/", views.about, name="about"),
    path("corrections-policy/", views.corrections_policy, name="corrections_policy"),
    path("privacy/", views.privacy, name="privacy"),
]

files = [path("media/<path:path>", views.media)] if settings.SERVE_MEDIA else []

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    *files,
    path("", include((pages, "newsroom"))),
    path("comments/", include("comments.urls")),
    path("", include("articles.urls")),
]
