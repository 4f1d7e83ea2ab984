"""The desk in a real browser: accessible, and quiet under its content security policy."""

import pytest

from tests.browser.publication import make_publication
from tests.factories.core import UserFactory

# Story form, picture library and the desk's frame have tests of their own beside this one.
PAGES = {
    "stories": "/admin/articles/edition/",
    "comments": "/admin/comments/comment/",
    "statistics of comments": "/admin/comments/comment/statistics/",
    "how the site takes comments": "/admin/comments/comment/modes/",
    "keys of the queue": "/admin/comments/comment/keys/",
    "bans": "/admin/comments/ban/",
    "journals": "/admin/literature/journal/",
    "new journal": "/admin/literature/journal/add/",
    "issues": "/admin/literature/issue/",
    "works": "/admin/literature/work/",
    "new work": "/admin/literature/work/add/",
}


@pytest.fixture
def publication(site):
    return make_publication()


def test_sign_in_with_a_wrong_password_says_so(site, page):
    UserFactory(writer=True)
    page.goto("/admin/login/")
    page.fill("#id_username", "wren")
    page.fill("#id_password", "not-the-word")

    page.click("[type=submit]")

    assert page.locator("#id_username").input_value() == "wren"
    assert page.locator(".errornote").is_visible()


def test_axe_finds_nothing_on_lists_and_forms(
    publication, sign_in, faults, findings_in_both_themes
):
    page = sign_in(UserFactory(administrator=True), color_scheme="light")

    assert faults(page, PAGES, lambda page: findings_in_both_themes(page, ["desk"])) == {}
