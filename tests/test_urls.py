"""Every address answers a stranger: readers' pages without a cookie, the desk not at all."""

import re
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

pytestmark = pytest.mark.django_db
SAMPLES = {
    "int": "1",
    "path": "word/word",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "feed": "atom",
}
KNOWN = {"app_label": "articles"}
PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")
DESK = "/admin/"


@dataclass(frozen=True)
class Address:
    """A path that a pattern of the site answers, and the pattern's name."""

    path: str
    name: str


def concrete(pattern):
    """One path the pattern takes, without the slash in front."""
    if isinstance(pattern, RoutePattern):
        return PARAMETER.sub(lambda found: SAMPLES.get(found[1], "word"), str(pattern))
    form, parameters = normalize(str(pattern))[0]
    return form % (dict.fromkeys(parameters, "word") | KNOWN)


def addresses(patterns, before="/", names=()):
    for entry in patterns:
        path = before + concrete(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(path, ":".join([*names, entry.name or ""]))
        else:
            inner = (entry.namespace,) if entry.namespace else ()
            yield from addresses(entry.url_patterns, path, names + inner)


ALL = sorted(addresses(get_resolver().url_patterns), key=lambda one: one.path)
READERS = [one for one in ALL if not one.path.startswith(DESK)]
STAFF = [one for one in ALL if one.path.startswith(DESK)]


def path_of(address):
    return address.path


@pytest.mark.parametrize(
    "address", [one for one in ALL if one.name[-1:] not in {"", ":"}], ids=path_of
)
def test_name_leads_to_its_view(address):
    match = resolve(address.path)

    assert match.view_name == address.name


@pytest.mark.parametrize("method", ["get", "post", "head", "put"])
@pytest.mark.parametrize("address", READERS, ids=path_of)
def test_readers_address_answers_a_stranger_without_a_cookie(client, address, method):
    response = getattr(client, method)(address.path)

    assert response.status_code < 500
    assert dict(response.cookies) == {}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", STAFF, ids=path_of)
def test_desk_is_closed_to_a_stranger(client, address, method):
    response = getattr(client, method)(address.path)

    if address.name == "admin:login":
        assert response.status_code == 200
    elif response.status_code == 302:
        assert response["Location"].startswith(DESK)
    else:
        assert response.status_code in {403, 404, 405}


def test_addresses_of_both_kinds_were_found():
    assert len(READERS) > 15
    assert len(STAFF) > 60
