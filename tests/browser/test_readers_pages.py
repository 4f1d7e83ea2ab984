"""Readers' pages in a real browser: accessible, narrow, dark, on paper, without script."""

import pytest

from tests.browser.publication import make_publication


@pytest.fixture
def publication(site):
    return make_publication()


def faults(page, addresses, look):
    """Page name -> what ``look`` finds on it, for those where it finds something."""
    found = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = look(page)
    return {name: fault for name, fault in found.items() if fault}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_nothing_serious_for_axe(publication, open_page, serious_findings, scheme):
    page = open_page(color_scheme=scheme)

    assert faults(page, publication.pages, serious_findings) == {}


def test_pages_fit_320_pixels(publication, open_page):
    def too_wide(page):
        width = page.evaluate("document.documentElement.scrollWidth")
        return f"{width} pixels" if width > 320 else ""

    assert faults(open_page("narrow"), publication.pages, too_wide) == {}


def test_pages_have_one_heading_and_one_main_part_without_script(publication, open_page):
    def headless(page):
        headings = page.locator("h1").count()
        return "" if headings == 1 and page.locator("main").is_visible() else f"{headings} h1"

    page = open_page(java_script_enabled=False)

    assert faults(page, publication.pages, headless) == {}


def test_story_on_paper_keeps_text_and_drops_the_form(publication, page):
    page.goto(publication.pages["story"])

    page.emulate_media(media="print")

    assert page.get_by_text("Stroke doctors asked.").is_visible()
    assert [form for form in page.locator("form").all() if form.is_visible()] == []


def test_citation_mark_leads_to_its_reference(publication, page):
    page.goto(publication.pages["story"])

    page.locator("a.cite").first.click()

    assert page.url.endswith("#ref-trial1")
    assert page.locator("#ref-trial1").is_visible()


def test_skip_link_comes_first_and_leads_to_the_text(publication, page):
    page.goto(publication.pages["story"])

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#main")
