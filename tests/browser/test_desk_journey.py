"""A story from an idea to its corrected publication, in three browsers and under an embargo."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Edition
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.factories.taxonomy import SectionFactory

HEADLINE = "A clot drug does not bring back sight"
ADD = "/admin/articles/edition/add/"


@pytest.fixture
def cast(site, sign_in):
    """The browsers of Wren, who writes, Edda, who edits, and Paul, who publishes."""
    SectionFactory(name="Health", slug="health")
    WorkFactory(tenecteplase=True)
    pages = [sign_in(UserFactory(**{role: True})) for role in ("writer", "editor", "publisher")]
    for page in pages:
        # The tests' shared database in memory does not wait for a lock, as a file does.
        page.route("**/beat/", lambda route: route.abort())
    return pages


def form(edition, page=""):
    return f"/admin/articles/edition/{edition.pk}/{page or 'change'}/"


def press(page, label):
    page.get_by_role("button", name=label).first.click()
    page.wait_for_load_state()


def open_and_press(page, edition, label):
    page.goto(form(edition))
    press(page, label)


def send_to(page, edition, reviewer):
    page.goto(form(edition))
    page.select_option("#id_reviewer", label=reviewer)
    press(page, "Save and send to review")


def write_an_idea(wren):
    wren.goto(ADD)
    wren.wait_for_selector(".story-editor[data-ready]")
    wren.fill("#id_headline", HEADLINE)
    wren.select_option("#id_section", label="Health")
    wren.fill("#id_citations-0-lookup", "10.1056/NEJMoa2508515")
    wren.click(".story-editor__text")
    wren.keyboard.type("One in five recovered either way.")
    press(wren, "Save draft")
    wren.wait_for_url("**/change/")
    return Edition.objects.get()


def put_under_embargo(wren, edition):
    lifts = timezone.localtime() + timedelta(hours=2)
    wren.goto(form(edition, "embargo"))
    wren.get_by_label("Who set it").fill("The journal’s press office")
    wren.get_by_label("Lifts at, in that zone").fill(f"{lifts:%Y-%m-%dT%H:%M}")
    press(wren, "Put the story under embargo")


def meet_in_a_conflict(wren, edda, edition):
    """Both open the story; Wren, who saves second, sees both texts and keeps her own standfirst."""
    for page in (wren, edda):
        page.goto(form(edition))
    edda.fill("#id_standfirst", "Edda’s summary.")
    press(edda, "Save draft")
    wren.fill("#id_standfirst", "A careful trial of 78 people.")
    press(wren, "Save draft")
    told = wren.locator("h1").inner_text()
    wren.get_by_label("Keep mine").check()
    press(wren, "Save as version")
    return told


def bring_to_approval(writer, approver, edition, reviewer):
    send_to(writer, edition, reviewer)
    open_and_press(approver, edition, "Approve")


def schedule(paul, edition, hours):
    moment = timezone.localtime() + timedelta(hours=hours)
    paul.goto(form(edition, "schedule"))
    paul.get_by_label("Goes live").fill(f"{moment:%Y-%m-%dT%H:%M}")
    press(paul, "Schedule the story")


def prepare_a_change(wren, edda, paul, live):
    """The next edition, with a headline of its own, waits for the clock."""
    wren.goto(form(live))
    wren.wait_for_selector(".story-editor[data-ready]")
    wren.fill("#id_headline", HEADLINE + ", a second trial says")
    press(wren, "Correct or update")
    change = Edition.objects.get(number=2)
    bring_to_approval(wren, edda, change, "Edda")
    schedule(paul, change, hours=3)
    return change


def hotfix(edda, paul, live):
    """The standfirst that readers see is put right at once, beside what waits."""
    edda.goto(form(live))
    edda.get_by_role("link", name="Hotfix what readers see").click()
    press(edda, "Open the hotfix")
    fix = Edition.objects.get(number=3)
    edda.fill("#id_standfirst", "A careful trial of 87 people.")
    press(edda, "Save draft")
    bring_to_approval(edda, paul, fix, "Paul")
    press(paul, "Publish now")


def correct(edda, edition):
    edda.goto(form(edition))
    edda.get_by_role("link", name="Add a correction").click()
    edda.select_option("#id_kind", value="correction")
    edda.fill("#id_text", "The trial had 87 people, not 78.")
    edda.fill("#id_was", "A careful trial of 78 people.")
    press(edda, "Add the correction")


def reader_finds(reader, edition):
    answer = reader.goto(f"/{edition.path}/")
    return reader.locator("main").inner_text() if answer.status == 200 else answer.status


@pytest.mark.slow
def test_story_goes_from_an_idea_to_its_corrected_publication(cast, open_page):
    wren, edda, paul = cast
    reader = open_page()

    story = write_an_idea(wren)
    put_under_embargo(wren, story)
    assert "Edda" in meet_in_a_conflict(wren, edda, story)
    bring_to_approval(wren, edda, story, "Edda")
    open_and_press(paul, story, "Schedule for")
    assert reader_finds(reader, story) == 404

    now = timezone.now()
    with time_machine.travel(now + timedelta(hours=2, minutes=1), tick=True):
        assert "A careful trial of 78 people." in reader_finds(reader, story)
        prepare_a_change(wren, edda, paul, story)
        hotfix(edda, paul, story)
        fixed = reader_finds(reader, story)
        assert "87 people" in fixed
        assert "a second trial" not in fixed

    with time_machine.travel(now + timedelta(hours=6), tick=True):
        correct(edda, Edition.objects.get(number=2))
        final = reader_finds(reader, story)
        assert HEADLINE + ", a second trial says" in final
        assert "A careful trial of 87 people." in final
        assert "The trial had 87 people, not 78." in final
        reader.goto("/corrections/")
        assert "not 78." in reader.locator("main").inner_text()
