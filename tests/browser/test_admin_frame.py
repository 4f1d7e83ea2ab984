"""The frame of the desk in a real browser: reachable, readable, nothing in the way."""

import pytest

from comments.states import State
from core.models import User
from tests.browser.conftest import WIDTHS, dress
from tests.factories.articles import BylineFactory, EditionFactory, FrontFactory, PersonFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import AuditEntryFactory, UserFactory
from tests.factories.taxonomy import AliasFactory, SectionFactory, TagFactory

PAGES = {
    "desk": "/admin/",
    "log": "/admin/core/auditentry/",
    "accounts": "/admin/core/user/",
    "account": "/admin/core/user/{ada}/change/",
    "new account": "/admin/core/user/add/",
    "password": "/admin/password_change/",
    "sections": "/admin/taxonomy/section/",
    "section": "/admin/taxonomy/section/{section}/change/",
    "tag": "/admin/taxonomy/tag/{tag}/change/",
    "merge": "/admin/taxonomy/tag/{tag}/merge/",
    "people": "/admin/articles/person/",
    "person": "/admin/articles/person/{person}/change/",
    "delete": "/admin/articles/person/{person}/delete/",
    "correction": "/admin/articles/correction/add/",
    "corrections": "/admin/articles/correction/",
    "beside a story": "/admin/articles/edition/{edition}/related/",
    "fronts": "/admin/articles/front/",
    "front": "/admin/articles/front/{front}/change/",
}


@pytest.fixture
def ada(site):
    return UserFactory(administrator=True)


@pytest.fixture
def rows(ada):
    """The numbers of the rows that the pages name, with something on the desk."""
    person = PersonFactory()
    edition = EditionFactory(created_by=ada, headline="Clot drug does not bring back sight")
    BylineFactory(edition=edition, person=person)
    EditionFactory(scheduled=True)
    CommentFactory(state=State.HELD)
    AuditEntryFactory()
    return {
        "ada": ada.pk,
        "section": SectionFactory(parent=SectionFactory()).pk,
        "tag": AliasFactory(tag=TagFactory()).tag.pk,
        "person": person.pk,
        "edition": edition.pk,
        "front": FrontFactory().pk,
    }


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.slow
def test_axe_finds_nothing_on_pages_of_the_frame_and_they_fit_a_phone(
    sign_in, ada, rows, faults, findings
):
    page = sign_in(ada, width="phone", color_scheme="dark")
    addresses = {name: address.format(**rows) for name, address in PAGES.items()}

    def look(page):
        dress(page, "phone", "dark")
        width = width_of(page)
        found = [f"phone: {line}" for line in findings(page)]
        dress(page, "desk", "light")
        found += [f"desk: {line}" for line in findings(page)]
        return found + ([f"{width} wide"] if width > WIDTHS["phone"] else [])

    assert faults(page, addresses, look) == {}


def test_login_page_says_where_one_is_and_what_went_wrong(page, findings):
    page.goto("/admin/")
    page.fill("#id_username", "nobody")
    page.fill("#id_password", "nothing")
    page.click("[type=submit]")

    assert page.locator("h1").inner_text() == "Log in to the desk"
    assert "Nobody was logged in." in page.locator("[role=alert]").inner_text()
    assert page.input_value("#id_username") == "nobody"
    assert findings(page) == []


def test_login_leads_to_the_page_that_was_asked_for(page, ada):
    ada.set_password("offprint-test")
    ada.save(update_fields=["password"])
    page.goto("/admin/taxonomy/section/")
    page.fill("#id_username", ada.username)
    page.fill("#id_password", "offprint-test")
    page.click("[type=submit]")

    page.wait_for_url("**/admin/taxonomy/section/")
    assert page.locator("h1").inner_text() == "Sections"


def test_menu_opens_closes_with_escape_and_gives_the_focus_back(sign_in, ada):
    page = sign_in(ada)
    page.goto("/admin/")
    page.click(".person-menu summary")
    assert page.locator(".person-menu__list").is_visible()

    page.keyboard.press("Escape")

    assert page.locator(".person-menu__list").is_hidden()
    assert page.evaluate("document.activeElement.matches('.person-menu summary')")


def test_log_out_is_a_post_from_the_menu(sign_in, ada):
    page = sign_in(ada)
    page.goto("/admin/")
    page.click(".person-menu summary")
    page.click("#logout-form button")

    assert page.locator("h1").inner_text() == "You are logged out"
    page.goto("/admin/")
    assert "/admin/login/" in page.url


def test_theme_is_said_in_words_and_changes_the_sheet(sign_in, ada):
    page = sign_in(ada, color_scheme="light")
    page.goto("/admin/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click(".person-menu summary")
    page.click(".theme-toggle")

    assert page.locator(".theme-toggle").inner_text().strip() == "Theme: dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_story_is_found_from_every_page(sign_in, ada, rows):
    page = sign_in(ada)
    page.goto("/admin/taxonomy/section/")
    page.fill(".frame__search input", "clot drug")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/edition/?q=clot+drug")

    assert page.locator("#result_list tbody tr").count() >= 1


def test_pages_of_the_frame_work_without_script(sign_in, ada, rows):
    page = sign_in(ada, java_script_enabled=False)
    page.goto(f"/admin/taxonomy/tag/{rows['tag']}/change/")
    page.fill("#id_name", "Stroke")
    page.click("[name=_save]")

    assert "“Stroke” is saved." in page.locator(".messagelist").inner_text()


def test_first_tab_leads_past_the_frame(sign_in, ada):
    page = sign_in(ada)
    page.goto("/admin/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content-start"


def test_account_that_left_finds_no_way_in(sign_in, ada):
    page = sign_in(ada)
    User.objects.update(is_active=False)
    page.goto("/admin/core/user/")

    assert "/admin/login/" in page.url
