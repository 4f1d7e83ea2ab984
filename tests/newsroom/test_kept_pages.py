"""A walk of random acts: after each, every kept page says what a page made anew says."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from comments import moderation
from comments.models import Comment
from core.pages import current
from core.pages.wsgi import KeptPages
from tests.core.pages.conftest import Readers
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
)
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
STEPS, STORIES, LOOKS = 20, 2, 3
LISTS = ["/", "/feed.atom", "/feed.json", "/sitemap.xml", "/news-sitemap.xml", "/corrections/"]
FRESH = "made-anew=1"
SEED = 2


class Walk:
    """The acts, each through another door, and the addresses to look at."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.section = SectionFactory()
        self.paul, self.mo = UserFactory(publisher=True), UserFactory(moderator=True)
        self.work, self.tag = WorkFactory(), TagFactory()
        self.words = 0
        for _number in range(STORIES):
            self.begin()

    def word(self):
        self.words += 1
        return f"word{self.words}"

    def any(self, rows):
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def begin(self):
        edition = EditionFactory(section=self.section, live=True, headline=self.word())
        CitationFactory(edition=edition, work=self.work)
        BylineFactory(edition=edition)
        edition.tags.set([self.tag])

    def schedule(self):
        edition = EditionFactory(section=self.section, approved=True, headline=self.word())
        soon = timezone.now() + timedelta(minutes=self.chance.randint(1, 9))
        publishing.publish(edition, by=self.paul, at=soon, force="walk")

    def save_edition(self):
        edition = self.any(Edition.objects.all())
        edition.headline = self.word()
        edition.save()

    def update_editions(self):
        edition = self.any(Edition.objects.all())
        Edition.objects.filter(pk=edition.pk).update(standfirst=self.word())

    def publish_next(self):
        last = self.any(Edition.objects.filter(live_until=None, live_from__lte=timezone.now()))
        if last is None or last.article.is_withdrawn:
            return
        following = EditionFactory(
            article=last.article,
            section=self.section,
            slug=last.slug,
            approved=True,
            headline=self.word(),
        )
        publishing.publish(following, by=self.paul, force="walk")

    def withdraw(self):
        live = Edition.objects.live(timezone.now())
        edition = self.any(live)
        if edition and live.count() > 2:
            publishing.withdraw(edition.article, by=self.paul, reason=self.word())

    def correct(self):
        CorrectionFactory(article=self.any(Article.objects.all()), text=self.word())

    def change_work(self):
        self.work.csl = self.work.csl | {"title": self.word()}
        self.work.save()

    def rename_tag(self):
        self.tag.name = self.word()
        self.tag.save()

    def comment(self):
        CommentFactory(article=self.any(Article.objects.all()), text=self.word())

    def decide(self):
        comment = self.any(Comment.objects.filter(state="held"))
        if comment:
            moderation.approve(comment, by=self.mo, version=comment.version)

    def take_back(self):
        comment = self.any(Comment.objects.filter(state="approved"))
        if comment:
            moderation.hold(comment, by=self.mo, version=comment.version)

    def acts(self):
        return [
            *(self.save_edition, self.update_editions, self.publish_next, self.schedule),
            *(self.correct, self.change_work, self.rename_tag, self.withdraw),
            *(self.comment, self.comment, self.decide, self.decide, self.take_back),
        ]

    def addresses(self):
        paths = Edition.objects.order_by("path").values_list("path", flat=True).distinct()
        lists = [*LISTS, self.section.get_absolute_url(), f"/tags/{self.tag.slug}/"]
        return [*lists, *(f"/{path}/" for path in paths)]


@pytest.fixture
def processes(settings, tmp_path):
    """Two web processes on one store."""
    settings.PAGE_STORE_DIR = str(tmp_path)
    current.store()
    django = get_wsgi_application()
    return [Readers(KeptPages(django)), Readers(KeptPages(django))]


def test_no_kept_page_differs_from_one_made_anew(processes, django_capture_on_commit_callbacks):
    with time_machine.travel("2026-02-12T12:00:00+00:00", tick=False) as clock:
        walk = Walk(SEED)
        for step in range(STEPS):
            act = walk.chance.choice(walk.acts())
            with django_capture_on_commit_callbacks(execute=True):
                act()
            clock.shift(walk.chance.choice([1, 1, 60, 300]))
            for path in walk.chance.sample(walk.addresses(), LOOKS):
                fresh = processes[0].get(f"{path}?{FRESH}")
                for process in processes:
                    kept = process.get(path)
                    assert (kept.status, kept.text) == (fresh.status, fresh.text), (
                        f"step {step}, {act.__name__}: {path}"
                    )
