"""The story form in a real browser: writing, marking, sending on, under the strict policy."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from articles import autosave
from articles.models import Edition
from tests.browser.publication import make_publication
from tests.factories.articles import EditionFactory

ADD = "/admin/articles/edition/add/"


@pytest.fixture
def publication(site):
    return make_publication()


@pytest.fixture
def writing(publication, sign_in):
    """A page on the form of a new story, its editor started."""
    page = sign_in(publication.wren)
    page.goto(ADD)
    page.wait_for_selector(".story-editor[data-ready]")
    return page


def form_of(edition):
    return f"/admin/articles/edition/{edition.pk}/change/"


def write(page, headline="Eye stroke: no help from a clot drug", section="Health"):
    page.fill("#id_headline", headline)
    page.fill("#id_standfirst", "One in five recovered either way.")
    page.select_option("#id_section", label=section)


def cite(page, number, row=0):
    page.fill(f"#id_citations-{row}-lookup", number)


def mark(page, text):
    """Put a mark for the citation that shows ``text`` where the cursor stands."""
    page.get_by_role("button", name="Citation", exact=True).click()
    page.locator(".story-panel").get_by_role("button", name=text).click()


def test_story_is_written_with_a_mark_and_sent_to_review(publication, writing):
    write(writing)
    cite(writing, "10.1056/NEJMoa2508515")
    writing.click(".story-editor__text")
    writing.keyboard.type("The answer is no.")
    mark(writing, "10.1056/NEJMoa2508515")
    writing.select_option("#id_reviewer", label="Edda")

    writing.get_by_role("button", name="Save and send to review").click()

    writing.wait_for_url("**/change/")
    story = Edition.objects.latest("pk")
    citation = story.citations.get()
    assert (story.state, story.slug) == ("in_review", "eye-stroke-no-help-from-a-clot-drug")
    assert citation.work.doi == "10.1056/nejmoa2508515"
    assert f'href="#ref-{citation.key}">1</a>' in story.body_source


def test_picture_of_the_library_is_put_into_the_text(publication, writing):
    write(writing)
    writing.click(".story-editor__text")
    with writing.expect_popup() as opened:
        writing.get_by_role("button", name="Picture", exact=True).click()
    opened.value.locator("[data-pick]").first.click()
    writing.wait_for_selector(".story-editor__text figure img")

    writing.keyboard.press("Control+s")

    writing.wait_for_url("**/change/")
    body = Edition.objects.latest("pk").body_html
    assert f'<figure class="figure" data-image="{publication.picture.pk}"><img' in body
    assert 'alt="Vessels of a retina"' in body


def test_text_goes_through_the_editor_and_nothing_is_lost(publication, sign_in):
    page = sign_in(publication.wren)
    page.goto(form_of(publication.story))
    page.wait_for_selector(".story-editor[data-ready]")

    page.click(".story-editor__text p >> nth=0")
    page.keyboard.press("End")
    page.keyboard.type("!")

    before = publication.story.body_source.replace("\n", "")
    written = page.input_value("#id_body_source").replace("\n", "")
    assert written.replace("!", "") == before


def test_journal_is_offered_while_one_types_its_name(publication, writing):
    writing.get_by_text("No identifier: enter journal").first.click()
    journal = writing.locator("#id_citations-0-journal")

    journal.press_sequentially("n engl")
    writing.wait_for_selector("[role=option]")
    journal.press("ArrowDown")
    journal.press("Enter")

    assert journal.input_value() == "New England Journal of Medicine"


def test_row_that_was_added_has_a_mark_of_its_own(publication, writing):
    writing.get_by_text("Add another Citation").click()

    keys = [writing.input_value(f"#id_citations-{row}-key") for row in (0, 1)]

    assert keys[0] != keys[1]
    assert len(keys[1]) == 6


def test_editor_has_a_name_and_one_stop_for_its_buttons(publication, writing):
    editor = writing.get_by_role("textbox", name="Body")
    toolbar = writing.get_by_role("toolbar", name="Formatting")

    toolbar.get_by_role("button").first.focus()
    writing.keyboard.press("ArrowRight")

    assert editor.get_attribute("aria-multiline") == "true"
    assert toolbar.locator("[tabindex='0']").count() == 1
    assert writing.evaluate("document.activeElement.textContent") == "H2"


def test_refused_form_puts_what_needs_an_eye_first(publication, writing):
    writing.fill("#id_standfirst", "Kept.")

    writing.get_by_role("button", name="Save draft").last.click()

    writing.wait_for_selector("#errors")
    assert writing.evaluate("document.activeElement.id") == "errors"
    assert writing.input_value("#id_standfirst") == "Kept."
    assert writing.title().startswith("Error:")


def test_form_works_without_script(publication, open_page, sign_in):
    page = sign_in(publication.wren, java_script_enabled=False)
    page.goto(ADD)
    write(page, headline="Without script")
    page.fill("#id_body_source", "<p>By hand.</p>")
    cite(page, "10.1056/NEJMoa2508515")

    page.get_by_role("button", name="Save draft").last.click()

    page.wait_for_url("**/change/")
    story = Edition.objects.latest("pk")
    assert (story.body_text, story.citations.count()) == ("By hand.", 1)


def test_axe_finds_nothing_on_the_form(publication, sign_in, faults, findings_in_both_themes):
    page = sign_in(publication.paul, color_scheme="light")
    pk = publication.story.pk
    addresses = {
        "new": ADD,
        "live": form_of(publication.story),
        "history": f"/admin/articles/edition/{pk}/history/",
        "compare": f"/admin/articles/edition/{pk}/compare/",
        "withdraw": f"/admin/articles/edition/{pk}/withdraw/",
    }

    assert faults(page, addresses, findings_in_both_themes) == {}


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_form_fits_the_width_of_the_window(publication, sign_in, width):
    page = sign_in(publication.wren, width=width)
    page.goto(form_of(publication.story))
    page.wait_for_selector(".story-editor[data-ready]")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_person_is_chosen_without_script(publication, sign_in):
    page = sign_in(publication.wren, java_script_enabled=False)
    page.goto(ADD)
    write(page, headline="Without script")
    page.select_option("#bylines-0-plain", label="Ines Duarte")

    page.get_by_role("button", name="Save draft").last.click()

    page.wait_for_url("**/change/")
    assert str(Edition.objects.latest("pk").bylines.get().person) == "Ines Duarte"


def test_what_is_typed_as_soon_as_the_form_stands_is_kept(publication, sign_in):
    story = EditionFactory(created_by=publication.wren)
    page = sign_in(publication.wren)
    page.goto(form_of(story))

    page.focus("#id_headline")
    page.keyboard.press("End")
    page.keyboard.type("!")

    page.get_by_text("Typing kept").wait_for()
    kept = QueryDict(autosave.find(story, by=publication.wren).form)
    assert kept["headline"] == f"{story.headline}!"


def test_preview_stands_beside_the_form_and_follows_it(publication, sign_in):
    story = EditionFactory(created_by=publication.wren)
    page = sign_in(publication.wren)
    page.goto(form_of(story))
    page.wait_for_selector(".story-editor[data-ready]")
    seen = page.frame_locator(".story-preview__frame:not(.is-coming)").locator("h1")

    page.get_by_role("button", name="Preview beside the form").click()
    seen.get_by_text(story.headline).wait_for()
    page.get_by_role("button", name="Desktop", exact=True).click()
    autosave.keep(story, by=publication.wren, version=story.version, form="headline=As+typed")
    page.evaluate("document.dispatchEvent(new CustomEvent('story:kept'))")
    seen.get_by_text("As typed").wait_for()
    page.fill("#id_headline", "As it is saved")
    page.keyboard.press("Control+s")

    seen.get_by_text("As it is saved").wait_for()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.locator(".story-preview").is_hidden()
    assert page.get_by_role("link", name="Preview", exact=True).is_visible()
