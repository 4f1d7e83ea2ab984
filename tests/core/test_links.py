"""Addresses of pages, and whole ones."""

import pytest
from django.urls import NoReverseMatch, clear_script_prefix, reverse, set_script_prefix

from core.links import absolute, numbered, path_of


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/", "https://news.example.org/"),
        ("/health/a-story/", "https://news.example.org/health/a-story/"),
        ("https://cdn.example.org/a.jpg", "https://cdn.example.org/a.jpg"),
    ],
)
def test_address_is_whole(address, whole):
    assert absolute(address) == whole


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("articles:section_or_story", {"path": "health/eye/clot-drug"}),
        ("articles:work", {"key": "10.1000/(sici)1097<1:aid>3.0.co;2-#?%"}),
        ("articles:person", {"slug": "łukasz-ä b"}),
        ("articles:issue", {"slug": "nejm", "volume": "394", "issue": "7-8"}),
        ("comments:reply", {"article_id": 3, "parent_id": 12}),
        ("comments:reply", {"parent_id": 12, "article_id": 3}),
    ],
)
def test_path_is_the_one_that_django_finds(name, parts):
    assert path_of(name, **parts) == reverse(name, kwargs=parts)


def test_paths_of_many_numbers_are_the_ones_that_django_finds():
    replies = numbered("comments:reply", "parent_id", article_id=3)

    found = [replies(number) for number in (1, 987_000_000)]
    assert found == [
        reverse("comments:reply", kwargs={"article_id": 3, "parent_id": number})
        for number in (1, 987_000_000)
    ]


def test_site_below_a_path_has_its_addresses_there():
    set_script_prefix("/news/")
    try:
        assert path_of("articles:tag", slug="eye") == "/news/tags/eye/"
    finally:
        clear_script_prefix()


def test_name_that_nothing_has_is_told():
    with pytest.raises(NoReverseMatch):
        path_of("articles:nowhere", slug="eye")
