"""Filters kept under a name: one's own, shared with the desk, and forgotten again."""

import pytest
from django.urls import reverse

from articles import saved_filters
from articles.models import SavedFilter
from core.errors import Refused
from tests.articles.desk import messages
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_edition_changelist")
KEEP = reverse("admin:articles_edition_keep_filter")


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def desk(client, wren):
    client.force_login(wren)
    return client


def keep(by, name="Health", query="section=health", **more):
    return saved_filters.keep(query, by=by, name=name, **more)


def test_order_and_page_of_a_list_are_no_part_of_a_filter():
    given = "whose=mine&p=3&o=2&state=draft&e=1"

    assert saved_filters.normal(given) == "state=draft&whose=mine"


def test_filter_is_kept_from_the_list_and_found_there(desk):
    page = desk.get(LIST, {"state": "draft"}).content.decode()

    answer = desk.post(KEEP + "?state=draft", {"name": " My  drafts ", "reach": "own"})

    assert f"{KEEP}?state=draft" in page
    assert answer.url == LIST + "?state=draft"
    assert messages(desk, answer) == ["The filter “My drafts” is kept."]
    assert 'aria-current="true">My drafts</a>' in desk.get(answer.url).content.decode()


def test_shared_filter_is_seen_by_others_and_an_own_one_is_not(wren):
    keep(wren, name="Shared", is_shared=True)
    keep(wren, name="Own")
    edda = UserFactory(editor=True)

    assert [str(row) for row in saved_filters.of(edda)] == ["Shared"]
    assert [str(row) for row in saved_filters.of(wren)] == ["Own", "Shared"]


@pytest.mark.parametrize(
    ("name", "query", "told"),
    [
        ("Health", "state=draft", "You keep a filter named"),
        ("Nothing", "p=2", "No filter is chosen."),
        (" ", "state=draft", "Give the filter a name."),
        ("Long", "q=" + "x" * 500, "These filters are too long to keep."),
    ],
)
def test_what_cannot_be_kept_is_said(wren, name, query, told):
    keep(wren)

    with pytest.raises(Refused, match=told):
        keep(wren, name=name, query=query)


def test_refused_name_comes_back_as_it_was_typed(desk, wren):
    keep(wren)

    answer = desk.post(KEEP + "?state=draft", {"name": "Health", "reach": "shared"})

    assert answer.status_code == 422
    assert 'value="Health"' in answer.content.decode()


def test_nobody_keeps_more_than_can_be_surveyed(wren):
    for number in range(saved_filters.MOST):
        keep(wren, name=f"Filter {number}")

    with pytest.raises(Refused, match="Forget one first"):
        keep(wren, name="One more")


def test_own_filter_is_forgotten_by_its_button(desk, wren):
    row = keep(wren)

    answer = desk.post(reverse("admin:articles_edition_forget_filter", args=[row.pk]))

    assert answer.url == LIST + "?section=health"
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(("role", "is_shared"), [("writer", True), ("publisher", False)])
def test_filter_of_somebody_else_stays(client, role, is_shared):
    row = keep(UserFactory(editor=True), is_shared=is_shared)
    client.force_login(UserFactory(**{role: True}))

    answer = client.post(reverse("admin:articles_edition_forget_filter", args=[row.pk]))

    assert answer.status_code == 403
    assert SavedFilter.objects.filter(pk=row.pk).exists()


def test_publisher_tidies_what_is_shared(wren):
    row = keep(wren, is_shared=True)

    saved_filters.forget(row, by=UserFactory(publisher=True))

    assert not SavedFilter.objects.exists()


def test_forgetting_asks_for_a_post_and_keeping_for_the_right(client, wren):
    row = keep(wren)
    client.force_login(UserFactory(moderator=True))

    assert client.get(KEEP + "?state=draft").status_code == 403
    client.force_login(wren)
    address = reverse("admin:articles_edition_forget_filter", args=[row.pk])
    assert client.get(address).status_code == 405
