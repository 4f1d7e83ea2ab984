"""Rows of Django and of libraries that the desk lists."""

from __future__ import annotations

import uuid

import factory
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult

from core.jobs import task


@task()
def rest() -> None:
    """A job that does nothing."""


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Group {n}")


class DBTaskResultFactory(factory.django.DjangoModelFactory):
    """A job in the queue."""

    class Meta:
        model = DBTaskResult

    id = factory.LazyFunction(uuid.uuid4)
    args_kwargs = factory.LazyFunction(lambda: {"args": [], "kwargs": {}})
    task_path = "tests.factories.third_party.rest"
    backend_name = "default"
