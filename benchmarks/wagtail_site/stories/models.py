"""Pages as the documentation of Wagtail shows them: a section, its stories, their comments."""

from django.core.paginator import Paginator
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.models import Page

PER_PAGE, RELATED = 20, 4


class SectionPage(Page):
    def get_context(self, request):
        context = super().get_context(request)
        stories = StoryPage.objects.child_of(self).live().order_by("-first_published_at")
        context["page_of_stories"] = Paginator(stories, PER_PAGE).get_page(request.GET.get("page"))
        return context


class StoryTag(TaggedItemBase):
    content_object = ParentalKey("stories.StoryPage", related_name="tagged_items")


class StoryPage(Page):
    standfirst = models.TextField()
    writer = models.CharField(max_length=100)
    body = RichTextField()
    tags = ClusterTaggableManager(through=StoryTag, blank=True)

    def get_context(self, request):
        context = super().get_context(request)
        tags = self.tags.all()
        related = StoryPage.objects.live().filter(tags__in=tags).exclude(pk=self.pk)
        context["tags"] = tags
        context["related"] = related.distinct().order_by("-first_published_at")[:RELATED]
        context["comments"] = self.comments.order_by("pk")
        return context


class Comment(models.Model):
    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="comments")
    name = models.CharField(max_length=100)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name
