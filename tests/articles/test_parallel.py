"""Many at once: each due story goes out once, and no stale save overwrites anything."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from articles import editions, outside, publishing, signals, steps, workflow
from articles.models import Article, Edition
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories.articles import EditionFactory, ReviewStepFactory
from tests.factories.core import UserFactory
from tests.parallel import at_once, seen, share

STORIES = 200
RACERS = 8
STALE_SAVES = 200


def due(number):
    """Approved stories that wait to go out, made in three statements."""
    first = EditionFactory(approved=True)
    articles = Article.objects.bulk_create(Article() for _ in range(number - 1))
    Edition.objects.bulk_create(
        Edition(
            article=article,
            number=1,
            section=first.section,
            headline=f"Story {article.pk}",
            slug=f"story-{article.pk}",
            path=f"{first.section.path}/story-{article.pk}",
            standfirst=first.standfirst,
            body_source=first.body_source,
            body_text=first.body_text,
            state="approved",
        )
        for article in articles
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_due_stories_raced_by_eight_go_out_once_each(tmp_path, monkeypatch):
    paul = UserFactory(publisher=True)
    due(STORIES)
    stories = list(Edition.objects.values_list("pk", flat=True))
    moment = timezone.now()
    heard = []

    def hear(sender, *, edition_id, **facts):
        heard.append(edition_id)

    def race(index):
        # Two begin at each place, so that every story is raced for, and by all in the end.
        start = index // 2 * STORIES * 2 // RACERS
        for pk in stories[start:] + stories[:start]:
            try:
                publishing.publish(Edition.objects.get(pk=pk), by=paul, at=moment)
            except Refused:
                continue

    signals.article_published.connect(hear)
    share(tmp_path, monkeypatch)
    at_once(RACERS, race)
    signals.article_published.disconnect(hear)

    assert Counter(heard) == Counter(stories)
    assert seen(lambda: Edition.objects.live(moment).count()) == STORIES
    acts = seen(lambda: AuditEntry.objects.filter(act="edition.publish").count())
    assert acts == STORIES


def _save(edition, paul):
    editions.write(edition, version=1, by=paul, fields={"headline": "Stale"})


def _submit(edition, paul):
    workflow.transition(edition, "submit", by=paul, version=1, reviewer=paul)


def _publish(edition, paul):
    publishing.publish(edition, by=paul, version=1, force="In haste.")


def _sign(edition, paul):
    steps.sign(edition, edition.section.review_steps.get(), by=paul, version=1)


def _agree(edition, paul):
    outside.answer(edition.outside_links.get(), "agreed", version=1)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [_save, _submit, _publish, _sign, _agree])
def test_two_hundred_stale_acts_change_nothing(act):
    edition, paul = EditionFactory(), UserFactory(publisher=True)
    ReviewStepFactory(section=edition.section)
    until = timezone.now() + timedelta(days=1)
    outside.ask(edition, by=paul, name="Dr Lind", part="author", until=until)
    editions.write(Edition.objects.get(), version=1, by=UserFactory(editor=True), fields={})
    before = Edition.objects.values().get()
    logged = AuditEntry.objects.count()

    refused = Counter(_kind(partial(act, edition, paul)) for _ in range(STALE_SAVES))

    assert refused == {Stale: STALE_SAVES}
    assert (Edition.objects.values().get(), AuditEntry.objects.count()) == (before, logged)


def _kind(act):
    try:
        act()
    except Refused as refused:
        return type(refused)
    return None
