"""Wagtail's own addresses, a feed, and the sitemap it comes with."""

from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.urls import include, path
from stories.models import StoryPage
from wagtail import urls as wagtail_urls
from wagtail.contrib.sitemaps.views import sitemap


class Stories(Feed):
    title, link, description = "Measures", "/", "All stories"

    def items(self):
        return StoryPage.objects.live().order_by("-first_published_at")[:20]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.body

    def item_link(self, item):
        return item.full_url


urlpatterns = [
    path("healthz", lambda _request: HttpResponse("ok")),
    path("feed.xml", Stories()),
    path("sitemap.xml", sitemap),
    path("", include(wagtail_urls)),
]
