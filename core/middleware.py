"""Headers that every answer carries, and the address that a request comes from."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add a Permissions-Policy that switches off what no page of ours uses."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return middleware


def client_address(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Take the reader's address from the proxy in front; by itself every request is the proxy's.

    Limits by address, of comments and of sign-ins, would else count all readers as one.
    """
    if not settings.BEHIND_PROXY:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            told = ip_address(request.META.get("HTTP_X_REAL_IP", ""))
        except ValueError:
            return get_response(request)
        request.META["REMOTE_ADDR"] = str(told)
        return get_response(request)

    return middleware
