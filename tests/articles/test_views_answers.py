"""What all reader's pages have in common."""

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from articles.views.answers import reader_page


def answer(request, **headers):
    return reader_page(lambda request: HttpResponse("A page", headers=headers))(request)


def test_page_may_be_kept_and_is_asked_after_each_time():
    response = answer(RequestFactory().get("/"))

    assert response["Cache-Control"] == "public, no-cache"
    assert response["ETag"]


def test_page_that_did_not_change_is_not_sent_again():
    known = answer(RequestFactory().get("/"))["ETag"]

    response = answer(RequestFactory().get("/", headers={"If-None-Match": known}))

    assert (response.status_code, response.content) == (304, b"")


def test_page_that_changed_is_sent():
    response = answer(RequestFactory().get("/", headers={"If-None-Match": '"older"'}))

    assert (response.status_code, response.content) == (200, b"A page")


def test_page_that_speaks_for_itself_is_left_alone():
    response = answer(RequestFactory().get("/"), **{"Cache-Control": "no-store"})

    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("head", 200), ("post", 405)])
def test_page_is_only_read(method, status):
    assert answer(getattr(RequestFactory(), method)("/")).status_code == status


def test_address_with_a_null_byte_is_not_found():
    with pytest.raises(Http404):
        answer(RequestFactory().get("/%00/"))
