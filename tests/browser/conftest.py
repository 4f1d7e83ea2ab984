"""A real Chromium and a real server. A page that errs, or asks another host, fails its test."""

import os
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from playwright.sync_api import sync_playwright

from newsroom import roles
from tests.browser import chromium

WIDTHS = {"phone": 390, "narrow": 320, "desk": 1280}
HEIGHT = 900
PATIENCE = 10_000  # milliseconds until a step that does not happen is a failure
# What passed is not described node by node: that takes axe longer than to find out.
ONLY_VIOLATIONS = {"resultTypes": ["violations"], "preload": False}
# The other theme changes colours and nothing else.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
FINISH = "() => document.getAnimations().forEach((one) => one.finish())"
RUN_AXE = "(options) => axe.run(options)"


@pytest.fixture(scope="session")
def browser():
    path = chromium.find()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium was found, and CI must run the browser tests.")
        pytest.skip("No Chromium was found; `make test` brings it where it can.")
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, transactional_db, settings, tmp_path):
    """The running site's address, with its roles, and pictures in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    roles.sync()
    return live_server.url


@pytest.fixture
def complaints():
    """What pages complained about during a test; a test that expects one empties the list."""
    return []


@pytest.fixture
def open_page(browser, site, complaints):
    """open_page(width="desk", ...) -> a page of a fresh visitor, at the site's address."""
    contexts = []

    def open_one(width="desk", **options):
        viewport = {"width": WIDTHS[width], "height": HEIGHT}
        context = browser.new_context(base_url=site, viewport=viewport, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        listen(page, urlsplit(site).netloc, complaints)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    return open_page()


def listen(page, host, complaints):
    def console(message):
        # A refused form answers 4xx on purpose, which the browser's console calls an error.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"console at {page.url}: {message.text}")

    def request(asked):
        address = urlsplit(asked.url)
        if address.scheme in {"http", "https"} and address.netloc != host:
            complaints.append(f"asked another host: {asked.url}")

    def response(answer):
        if answer.status >= 500 or (answer.status == 404 and "/static/" in answer.url):
            complaints.append(f"{answer.status}: {answer.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: complaints.append(f"script at {page.url}: {error}"))
    page.on("request", request)
    page.on("response", response)


@pytest.fixture
def sign_in(open_page, site, settings):
    """sign_in(user) -> a page of somebody who logged in before, still empty."""

    def sign_in_as(user, **options):
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        page = open_page(**options)
        cookie = {"name": name, "value": client.cookies[name].value, "url": site}
        page.context.add_cookies([cookie])
        return page

    return sign_in_as


def dress(page, width, scheme):
    """Give a page that stands already this width and theme; colours change at once."""
    page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(FINISH)


@pytest.fixture
def findings(complaints):
    """findings(page) -> what axe finds, one line each, beginning with how grave it is."""

    def run(page, **options):
        before = len(complaints)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        violations = page.evaluate(RUN_AXE, ONLY_VIOLATIONS | options)["violations"]
        # Axe itself tries inline styles, which the page's policy refuses.
        del complaints[before:]
        return [
            f"{found['impact']} {found['id']}: {node['html'][:120]}"
            for found in violations
            for node in found["nodes"]
        ]

    return run


@pytest.fixture
def findings_in_both_themes(findings):
    """findings_in_both_themes(page, widths) -> what axe finds at these widths, in light and dark.

    The page is loaded once.
    """

    def run(page, widths=("desk", "phone")):
        found = []
        for width in widths:
            dress(page, width, "light")
            found += [f"{width}: {line}" for line in findings(page)]
            dress(page, width, "dark")
            found += [f"{width}, dark: {line}" for line in findings(page, **COLOURS)]
        return found

    return run


@pytest.fixture
def faults():
    """faults(page, addresses, look) -> name: what ``look`` finds on that page, where it does."""

    def visit(page, addresses, look):
        found = {}
        for name, address in addresses.items():
            page.goto(address)
            found[name] = look(page)
        return {name: fault for name, fault in found.items() if fault}

    return visit
