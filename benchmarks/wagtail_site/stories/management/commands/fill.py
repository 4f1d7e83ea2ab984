"""Makes the same amount of words, tags and comments that benchmarks.filling makes."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from stories.models import Comment, SectionPage, StoryPage
from wagtail.models import Page, Site

from benchmarks.content import COMMENTS, HEADINGS, TAGS, WORDS, Words

SECTION = "desk-0"


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("stories", type=int)

    def handle(self, *, stories, **_options):
        if SectionPage.objects.exists():
            return
        words = Words()
        section = Page.get_first_root_node().add_child(
            instance=SectionPage(title="Measures", slug="measures")
        )
        Site.objects.update(root_page=section)
        section = section.add_child(instance=SectionPage(title="Desk 0", slug=SECTION))
        for number in range(stories, -1, -1):
            story = section.add_child(
                instance=StoryPage(
                    title=words.sentence(8)[:-1],
                    slug=f"story-{number}" if number else "measured-story",
                    standfirst=words.sentence(20),
                    writer="Writer 0",
                    body=words.body(WORDS, HEADINGS),
                    first_published_at=timezone.now() - timedelta(minutes=20 * number),
                )
            )
            story.tags.add(*(f"Topic {place}" for place in range(TAGS)))
            story.save()
            Comment.objects.bulk_create(
                Comment(
                    story=story, name=f"Reader {place}", text=" ".join(words.paragraphs(40, 20))
                )
                for place in range(COMMENTS)
            )
