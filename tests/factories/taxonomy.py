"""Sections and tags."""

from __future__ import annotations

import factory

from taxonomy.models import Alias, Section, Tag


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    name = factory.Sequence(lambda n: f"Section {n}")
    slug = factory.Sequence(lambda n: f"section-{n}")
    parent = None
    path = factory.LazyAttribute(
        lambda made: f"{made.parent.path}/{made.slug}" if made.parent else made.slug
    )


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")


class AliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alias

    tag = factory.SubFactory(TagFactory)
    name = factory.Sequence(lambda n: f"Other name {n}")
    slug = factory.Sequence(lambda n: f"other-name-{n}")
