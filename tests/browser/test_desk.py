"""The desk in a real browser: accessible, and quiet under its content security policy."""

import pytest

from tests.browser.publication import make_publication
from tests.factories.core import UserFactory

LISTS = {
    "desk": "/admin/",
    "stories": "/admin/articles/edition/",
    "people": "/admin/articles/person/",
    "corrections": "/admin/articles/correction/",
    "comments": "/admin/comments/comment/",
    "pictures": "/admin/media/image/",
    "sections": "/admin/taxonomy/section/",
    "tags": "/admin/taxonomy/tag/",
    "journals": "/admin/literature/journal/",
    "issues": "/admin/literature/issue/",
    "works": "/admin/literature/work/",
    "accounts": "/admin/core/user/",
}
FORMS = {
    "new story": "/admin/articles/edition/add/",
    "new picture": "/admin/media/image/add/",
    "new journal": "/admin/literature/journal/add/",
    "new work": "/admin/literature/work/add/",
    "new section": "/admin/taxonomy/section/add/",
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


def test_lists_and_forms_have_nothing_serious_for_axe(
    publication, sign_in, faults, serious_findings
):
    page = sign_in(UserFactory(administrator=True))
    addresses = LISTS | FORMS
    addresses["story"] = f"/admin/articles/edition/{publication.story.pk}/change/"
    addresses["picture"] = f"/admin/media/image/{publication.picture.pk}/change/"

    assert faults(page, addresses, serious_findings) == {}


def test_desk_in_the_dark_has_nothing_serious_for_axe(
    publication, sign_in, faults, serious_findings
):
    page = sign_in(UserFactory(administrator=True), color_scheme="dark")
    addresses = {name: LISTS[name] for name in ("desk", "stories", "comments", "sections")}
    addresses["picture"] = f"/admin/media/image/{publication.picture.pk}/change/"

    assert faults(page, addresses, serious_findings) == {}
