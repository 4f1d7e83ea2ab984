"""Accounts, with the cast of the newsroom as traits."""

from __future__ import annotations

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from core.models import AuditEntry, PeriodicJob, User
from newsroom import roles


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        writer = factory.Trait(username="wren", first_name="Wren", role="writer")
        editor = factory.Trait(username="edda", first_name="Edda", role="editor")
        publisher = factory.Trait(username="paul", first_name="Paul", role="publisher")
        moderator = factory.Trait(username="mo", first_name="Mo", role="moderator")
        administrator = factory.Trait(
            username="ada", first_name="Ada", is_staff=True, is_superuser=True
        )

    username = factory.Sequence(lambda n: f"sam{n}")
    is_staff = factory.LazyAttribute(lambda made: bool(made.role))
    role = None

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        role = kwargs.pop("role", None)
        user = model_class.objects.create_user(**kwargs)
        if role:
            if not Group.objects.filter(name=role).exists():
                roles.sync()
            user.groups.add(Group.objects.get(name=role))
        return user


class AuditEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuditEntry

    actor_name = "Edda"
    act = "edition.save"
    object_type = "articles.edition"
    object_id = "1"
    object_label = "Clot drug does not bring back sight"
    at = factory.LazyFunction(timezone.now)


class PeriodicJobFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PeriodicJob

    name = factory.Sequence(lambda n: f"media.jobs.sweep_{n}")
    next_run = factory.LazyFunction(timezone.now)
