"""Every sitemap against the schema of the protocol."""

import pytest

from tests.schemas.checking import xml_errors, xml_schema

SITE = "https://news.example.org"


def errors_of(content):
    return xml_errors(xml_schema("sitemap.xsd"), content)


@pytest.mark.parametrize(
    "path", ["/sitemap.xml", "/sitemap/pages.xml", "/sitemap/2026-2-1.xml", "/news-sitemap.xml"]
)
def test_every_sitemap_follows_its_schema(client, publication, path):
    assert errors_of(client.get(path).content) == []


@pytest.mark.parametrize(
    ("path", "is_right", "is_wrong"),
    [
        ("/sitemap.xml", b"<lastmod>2026", b"<lastmod>in 2026"),
        ("/sitemap.xml", b"<loc>https://news.example.org", b"<loc>"),
        ("/sitemap/2026-2-1.xml", b"image:loc>", b"image:url>"),
        ("/sitemap/pages.xml", b"<url><loc>", b"<url><priority>2</priority><loc>"),
        ("/news-sitemap.xml", b"<news:language>en", b"<news:language>English"),
        ("/news-sitemap.xml", b"news:title>", b"news:headline>"),
    ],
)
def test_schema_refuses_what_the_protocol_forbids(client, publication, path, is_right, is_wrong):
    content = client.get(path).content
    assert is_right in content

    assert errors_of(content.replace(is_right, is_wrong))
