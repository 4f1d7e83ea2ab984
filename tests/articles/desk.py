"""The story form as a browser sees it: opened, filled in, sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Edition

ADD = reverse("admin:articles_edition_add")


def form_address(edition: Edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def filled(response: HttpResponse, **changes: Any) -> dict[str, str]:
    """The fields of the form of a page with their values, changed as told (``__`` is ``-``)."""
    page = html.fromstring(response.content.decode())
    form = page.get_element_by_id("edition_form")
    given = form.form_values()
    # A browser drops the line break with which a textarea begins.
    values = {n: value.removeprefix("\n") for n, value in given if "__prefix__" not in n}
    values |= {name.replace("__", "-"): value for name, value in changes.items()}
    return values


def opened(client: Client, edition: Edition | None = None, **changes: Any) -> dict[str, str]:
    """Open the form and give back what would be posted."""
    address = form_address(edition) if edition else ADD
    return filled(client.get(address), **changes)


def said(response: HttpResponse) -> list[str]:
    """The sentences of the block above a refused form."""
    page = html.fromstring(response.content.decode())
    return [item.text_content().strip() for item in page.xpath('//*[@id="errors"]//li')]


def messages(client: Client, response: HttpResponse) -> list[str]:
    """What the next page says on top."""
    page = html.fromstring(client.get(response.url).content.decode())
    return [item.text_content().strip() for item in page.xpath('//ul[@class="messagelist"]/li')]
