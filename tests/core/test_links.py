"""Whole addresses."""

import pytest

from core.links import absolute


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
