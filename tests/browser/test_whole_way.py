"""The whole way of a story: from a writer's first line to a stranger's comment under it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image as Pillow

from articles.models import Edition
from comments.models import Comment
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.factories.taxonomy import SectionFactory

HEADLINE = "A clot drug does not bring back sight"
PARAGRAPH = "One in five recovered either way, and the answer is no."


@pytest.fixture
def cast(site):
    roles = ("writer", "editor", "publisher", "moderator")
    return {role: UserFactory(**{role: True}) for role in roles}


def drawing() -> bytes:
    file = io.BytesIO()
    Pillow.radial_gradient("L").resize((1200, 800)).convert("RGB").save(file, "PNG")
    return file.getvalue()


def add_picture(page) -> None:
    page.goto("/admin/media/image/add/")
    picture = {"name": "retina.png", "mimeType": "image/png", "buffer": drawing()}
    page.set_input_files("#id_upload", picture)
    page.fill("#id_title", "Retina")
    page.fill("#id_alt", "Vessels of a retina spread from a single stem")
    page.fill("#id_credit", "The Offprint")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/media/image/")


def choose_lead_picture(page) -> None:
    page.locator("#at-lead_image .select2-selection").click()
    page.locator(".select2-search__field").fill("Retina")
    page.locator(".select2-results__option", has_text="Retina").click()


def write_story(page) -> Edition:
    page.goto("/admin/articles/edition/add/")
    page.wait_for_selector(".story-editor[data-ready]")
    page.fill("#id_headline", HEADLINE)
    page.fill("#id_standfirst", "A careful trial of 78 people.")
    page.select_option("#id_section", label="Health")
    choose_lead_picture(page)
    page.fill("#id_citations-0-lookup", "https://doi.org/10.1056/NEJMoa2508515.")
    page.click(".story-editor__text")
    page.keyboard.type(PARAGRAPH)
    page.get_by_role("button", name="Citation", exact=True).click()
    page.locator(".story-panel").get_by_role("button", name="NEJMoa2508515").click()
    page.select_option("#id_reviewer", label="Edda")
    page.get_by_role("button", name="Save and send to review").click()
    page.wait_for_url("**/change/")
    return Edition.objects.get()


def press(page, edition, label: str) -> None:
    page.goto(f"/admin/articles/edition/{edition.pk}/change/")
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def comment(page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Name").fill("Sam Stranger")
    page.get_by_label("Your comment").fill("Was the trial large enough to say so?")
    page.get_by_role("button", name="Send for review").click()
    page.wait_for_url("**/comments/**")


@pytest.mark.slow
def test_story_goes_from_draft_to_a_readers_comment(site, cast, open_page, sign_in):
    SectionFactory(name="Health", slug="health")
    WorkFactory(tenecteplase=True)

    wren = sign_in(cast["writer"])
    add_picture(wren)
    edition = write_story(wren)
    hidden = open_page().goto(f"/{edition.path}/")
    press(sign_in(cast["editor"]), edition, "Approve")
    press(sign_in(cast["publisher"]), edition, "Publish now")

    sam = open_page()
    sam.goto(f"/{edition.path}/")
    story = sam.locator("main").inner_text()
    lead = sam.get_by_role("img", name="Vessels of a retina spread from a single stem")
    comment(sam, f"/{edition.path}/")
    waiting = Comment.objects.get()

    mo = sign_in(cast["moderator"])
    mo.goto("/admin/comments/comment/")
    mo.get_by_role("button", name="Approve", exact=True).first.click()
    mo.wait_for_load_state()
    sam.goto(f"/{edition.path}/")

    assert hidden.status == 404
    assert HEADLINE in story
    assert PARAGRAPH in story
    assert "2026;394(5):442-450" in story
    assert lead.count() == 1
    assert waiting.state == "held"
    assert sam.get_by_text("Was the trial large enough to say so?").is_visible()
    assert Edition.objects.live(timezone.now() + timedelta(seconds=1)).get() == edition
    assert sam.context.cookies() == []
