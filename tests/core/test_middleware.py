"""The address that a request comes from."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import RequestFactory

from core.middleware import client_address


def address_of(**headers):
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **headers)
    return client_address(lambda asked: asked.META["REMOTE_ADDR"])(request)


@pytest.mark.parametrize(
    ("told", "address"),
    [("203.0.113.77", "203.0.113.77"), ("2001:db8::1", "2001:db8::1"), ("x, y", "127.0.0.1")],
)
def test_reader_behind_a_proxy_has_an_address_of_their_own(settings, told, address):
    settings.BEHIND_PROXY = True

    assert address_of(HTTP_X_REAL_IP=told) == address


def test_nobody_chooses_an_address_where_no_proxy_is(settings):
    settings.BEHIND_PROXY = False

    with pytest.raises(MiddlewareNotUsed):
        address_of(HTTP_X_REAL_IP="203.0.113.77")
