"""Every registered model has a list, a form and a search, at a cost that does not grow."""

import importlib
import pkgutil

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.forms import Media
from django.urls import reverse
from factory.django import DjangoModelFactory

from tests import factories
from tests.factories.core import UserFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def all_factories():
    """Model label -> its factory; of several the one defined first."""
    found = {}
    for info in pkgutil.iter_modules(factories.__path__):
        module = importlib.import_module(f"tests.factories.{info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, DjangoModelFactory):
                model = value._meta.model
                if model and value.__module__ == module.__name__:
                    found.setdefault(model._meta.label, value)
    return found


FACTORIES = all_factories()


def label_of(model):
    return model._meta.label


def make_row(model):
    assert label_of(model) in FACTORIES, f"{label_of(model)} has no factory in tests/factories/"
    return FACTORIES[label_of(model)]()


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def desk(client):
    """The browser of Ada, who administers and sees every list."""
    client.force_login(UserFactory(administrator=True))
    return client


@pytest.mark.parametrize("model", MODELS, ids=label_of)
def test_changelist_costs_the_same_for_one_row_and_three(desk, model):
    assert_same_queries(lambda: desk.get(address(model, "changelist")), lambda: make_row(model))


@pytest.mark.parametrize("model", MODELS, ids=label_of)
@pytest.mark.parametrize("words", ["heart", "10.1056/NEJMoa2404245", "0", "\x00", "'"])
def test_changelist_search_answers(desk, model, words):
    make_row(model)

    response = desk.get(address(model, "changelist"), {"q": words})

    assert response.status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=label_of)
def test_changelist_filters_answer_any_value(desk, model):
    make_row(model)
    filters = admin.site._registry[model].list_filter
    names = [
        name if isinstance(name, str) else getattr(name, "parameter_name", "") for name in filters
    ]

    for name in filter(None, names):
        response = desk.get(address(model, "changelist"), {name: "word"}, follow=True)
        assert response.status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=label_of)
def test_add_page_opens_where_adding_is_allowed(desk, model):
    response = desk.get(address(model, "add"))

    assert response.status_code in {200, 403}


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("model", MODELS, ids=label_of)
def test_page_of_a_row_opens(desk, model, page):
    row = make_row(model)

    response = desk.get(address(model, page, row.pk))

    assert response.status_code == 200 or (page == "delete" and response.status_code == 403)


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("model", MODELS, ids=label_of)
def test_page_of_a_missing_row_goes_back_to_the_desk(desk, model, page):
    response = desk.get(address(model, page, 987_654))

    assert response.status_code in {302, 403, 404}


@pytest.mark.parametrize("model", MODELS, ids=label_of)
def test_static_files_of_the_pages_exist(rf, model):
    media: Media = admin.site._registry[model].media
    paths = [path for paths in media._css.values() for path in paths] + list(media._js)

    named = [path for path in paths if isinstance(path, str) and not path.startswith("/")]

    assert [path for path in named if not finders.find(path)] == []


def test_desk_index_opens(desk):
    assert desk.get(reverse("admin:index")).status_code == 200
