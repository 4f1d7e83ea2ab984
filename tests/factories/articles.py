"""Stories and their editions; a trait says what readers see."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone

from articles import body
from articles.models import (
    Address,
    Article,
    Byline,
    Citation,
    Correction,
    Edition,
    Embargo,
    Front,
    Miss,
    Person,
    RelatedPick,
    ReviewStep,
    SearchMiss,
    SearchPin,
    Series,
)
from tests.factories.taxonomy import SectionFactory


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Jennifer Chen {n}")
    sort_name = factory.LazyAttribute(lambda made: made.name)
    slug = factory.Sequence(lambda n: f"jennifer-chen-{n}")


class ArticleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Article


class EditionFactory(factory.django.DjangoModelFactory):
    """A draft; its traits say what became of it."""

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    class Params:
        approved = factory.Trait(state=Edition.State.APPROVED)
        in_review = factory.Trait(state=Edition.State.IN_REVIEW)
        live = factory.Trait(
            state=Edition.State.APPROVED,
            live_from=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
            sort_at=factory.SelfAttribute("live_from"),
        )
        scheduled = factory.Trait(
            state=Edition.State.APPROVED,
            live_from=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1)),
            sort_at=factory.SelfAttribute("live_from"),
        )
        superseded = factory.Trait(
            state=Edition.State.APPROVED,
            live_from=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2)),
            live_until=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
            sort_at=factory.SelfAttribute("live_from"),
        )
        withdrawn = factory.Trait(
            superseded=True,
            article__withdrawn_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
            article__withdrawal_kind=Article.Withdrawal.NOTICE,
            article__withdrawal_reason="The data were not what they seemed.",
        )

    article = factory.SubFactory(
        ArticleFactory, first_published_at=factory.SelfAttribute("..sort_at")
    )
    number = factory.LazyAttribute(
        lambda made: 1 + (made.article.editions.count() if made.article.pk else 0)
    )
    headline = factory.Sequence(lambda n: f"Clot drug does not bring back sight {n}")
    slug = factory.Sequence(lambda n: f"clot-drug-{n}")
    section = factory.SubFactory(SectionFactory)
    path = factory.LazyAttribute(lambda made: f"{made.section.path}/{made.slug}")
    standfirst = "In a careful trial one in five recovered either way."
    body_source = "<p>The answer is no.</p>"

    @classmethod
    def _create(cls, model_class: type[Edition], *args: object, **kwargs: object) -> Edition:
        rendered = body.render(str(kwargs["body_source"]), [])
        kwargs.setdefault("body_html", rendered.html)
        kwargs.setdefault("body_text", rendered.text)
        edition = super()._create(model_class, *args, **kwargs)
        Address.objects.get_or_create(path=edition.path, defaults={"article": edition.article})
        Article.objects.filter(pk=edition.article_id).update(latest=edition)
        edition.article.latest = edition
        return edition


class BylineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Byline

    edition = factory.SubFactory(EditionFactory)
    person = factory.SubFactory(PersonFactory)


class CitationFactory(factory.django.DjangoModelFactory):
    """Give it ``work`` or ``issue``."""

    class Meta:
        model = Citation

    edition = factory.SubFactory(EditionFactory)


class CorrectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Correction

    article = factory.SubFactory(ArticleFactory)
    text = "The trial was of 78 people, not 87."
    at = factory.LazyFunction(timezone.now)


class EmbargoFactory(factory.django.DjangoModelFactory):
    """In force for a day; ``articles`` are the stories it holds."""

    class Meta:
        model = Embargo
        skip_postgeneration_save = True

    source = "The New England Journal of Medicine"
    zone = "America/New_York"
    lifts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    wall_day = factory.LazyAttribute(lambda made: _in_zone(made).date())
    wall_clock = factory.LazyAttribute(lambda made: _in_zone(made).time())

    @factory.post_generation
    def articles(self, create: bool, given: list[Article] | None, **kwargs: object) -> None:  # noqa: FBT001 - the library's signature
        for article in given or ():
            self.articles.add(article)
            Article.objects.filter(pk=article.pk).update(embargoed_until=self.ends_at)
            article.embargoed_until = self.ends_at


def _in_zone(made: Embargo) -> datetime:
    return made.lifts_at.astimezone(ZoneInfo(made.zone))


class SearchPinFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SearchPin

    words = factory.Sequence(lambda n: f"sleep {n}")
    article = factory.LazyAttribute(lambda made: EditionFactory(live=True).article)


class SearchMissFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SearchMiss

    day = "2026-11-01"
    words = factory.Sequence(lambda n: f"unobtainium {n}")


class ReviewStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewStep

    name = "Fact check"
    section = factory.SubFactory(SectionFactory)


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    title = factory.Sequence(lambda n: f"Sleep school {n}")
    slug = factory.Sequence(lambda n: f"sleep-school-{n}")


class FrontFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Front

    section = factory.SubFactory(SectionFactory)


class MissFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Miss

    path = factory.Sequence(lambda n: f"2019/old-{n}")
    first_at = factory.LazyFunction(timezone.now)
    last_at = factory.LazyFunction(timezone.now)


class RelatedPickFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RelatedPick

    article = factory.LazyAttribute(lambda made: EditionFactory(live=True).article)
    other = factory.LazyAttribute(lambda made: EditionFactory(live=True).article)
