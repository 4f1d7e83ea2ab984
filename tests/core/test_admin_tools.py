"""What the admins share: rights on pages, a page before an act, prints of rows, bounded counts."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from core.admin_tools import BoundedPaginator, Confirmation, confirm, fingerprint, needs
from core.errors import Refused
from core.models import AuditEntry, User
from tests.factories.core import AuditEntryFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = Confirmation(
    title="Withdraw the story",
    sentence="Readers find the reason in its place.",
    verb="Withdraw the story",
    back="/admin/",
    effects=["The page says why."],
)


@needs("taxonomy.view_tag", to_act=["taxonomy.change_tag"])
def guarded(request):
    return HttpResponse("in")


def status(view, request):
    try:
        return view(request).status_code
    except PermissionDenied:
        return 403


@pytest.mark.parametrize(
    ("role", "looks", "acts"),
    [("moderator", 403, 403), ("writer", 200, 403), ("editor", 200, 200)],
)
def test_view_asks_for_rights_to_look_and_to_act(rf, role, looks, acts):
    get, post = rf.get("/"), rf.post("/")
    get.user = post.user = UserFactory(**{role: True})

    assert (status(guarded, get), status(guarded, post)) == (looks, acts)


@pytest.mark.parametrize("method", ["get", "post"])
def test_view_is_closed_to_strangers_and_to_those_who_left(rf, method):
    request = getattr(rf, method)("/")

    for user in (AnonymousUser(), UserFactory(administrator=True, is_active=False)):
        request.user = user
        assert status(guarded, request) == 403


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_view_answers_no_other_method(rf, method):
    request = getattr(rf, method)("/")
    request.user = UserFactory(administrator=True)

    assert status(guarded, request) == 405


def asked(request, page, act):
    request.user = UserFactory(administrator=True)
    request.session = {}
    response = confirm(request, admin.site, page, act=act)
    return response.render() if hasattr(response, "render") else response


def test_page_says_the_effects_and_does_nothing(rf):
    done = []

    response = asked(rf.get("/admin/"), PAGE, lambda: done.append("done") or "/")

    assert "The page says why." in response.content.decode()
    assert done == []


def test_button_acts_and_goes_on(rf):
    response = asked(rf.post("/admin/"), PAGE, lambda: "/admin/next/")

    assert (response.status_code, response["Location"]) == (302, "/admin/next/")


def test_refused_act_comes_back_with_the_reason(rf):
    def act():
        raise Refused("It is not live.")

    response = asked(rf.post("/admin/"), PAGE, act)

    html = response.content.decode()
    assert response.status_code == 200
    assert "Nothing has happened." in html
    assert "It is not live." in html


def test_page_without_a_verb_has_no_button_and_does_not_act(rf):
    done = []
    page = Confirmation(title="Schedule", sentence="None can be scheduled.", back="/admin/")

    response = asked(rf.post("/admin/"), page, lambda: done.append("done") or "/")

    assert 'class="default"' not in response.content.decode()
    assert done == []


def test_print_changes_with_a_named_column_only():
    wren = UserFactory(writer=True)
    before = fingerprint(wren, ["first_name"])

    wren.last_name = "Abara"
    assert fingerprint(wren, ["first_name"]) == before
    wren.first_name = "Ren"
    assert fingerprint(wren, ["first_name"]) != before


def test_print_of_a_row_is_the_same_after_reading_it_again():
    ada = UserFactory(administrator=True)
    names = [field.name for field in User._meta.concrete_fields]

    assert fingerprint(User.objects.get(pk=ada.pk), names) == fingerprint(
        User.objects.get(pk=ada.pk), names
    )


def test_paginator_counts_no_further_than_its_limit(monkeypatch):
    AuditEntryFactory.create_batch(3)
    monkeypatch.setattr(BoundedPaginator, "limit", 2)

    assert BoundedPaginator(AuditEntry.objects.order_by("-id"), 10).count == 2


def test_paginator_gives_the_rows_of_a_page_in_their_order():
    first, second, third = AuditEntryFactory.create_batch(3)
    pages = BoundedPaginator(AuditEntry.objects.order_by("-id"), 2)

    assert list(pages.page(1)) == [third, second]
    assert list(pages.page(2)) == [first]
