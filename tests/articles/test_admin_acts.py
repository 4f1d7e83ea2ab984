from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles import conflicts, editions, workflow
from articles.models import Edition
from tests.articles.desk import ADD, form_address, messages, opened, said
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return {
        "wren": UserFactory(writer=True),
        "edda": UserFactory(editor=True),
        "paul": UserFactory(publisher=True),
        "mo": UserFactory(moderator=True),
        "sam": UserFactory(is_staff=True),
        "ada": UserFactory(administrator=True),
    }


@pytest.fixture
def draft(cast):
    fields = {
        "headline": "Clot drug does not bring back sight",
        "slug": "clot-drug",
        "section": SectionFactory(),
        "standfirst": "One in five recovered either way.",
        "body_source": "<p>The answer is no.</p>",
    }
    return editions.start_story(by=cast["wren"], fields=fields)


@pytest.fixture
def in_review(cast, draft):
    return workflow.transition(draft, "submit", by=cast["wren"], reviewer=cast["edda"])


@pytest.fixture
def approved(cast, in_review):
    return workflow.transition(in_review, "approve", by=cast["edda"])


def press(client, edition, button, **changes):
    return client.post(form_address(edition), opened(client, edition, **changes) | {button: "1"})


def page(name, edition):
    return reverse(f"admin:articles_edition_{name}", args=[edition.pk])


def test_story_is_saved_and_sent_to_review_at_once(client, cast, draft):
    client.force_login(cast["wren"])

    response = press(client, draft, "_submit", headline="Better", reviewer=cast["edda"].pk)

    draft.refresh_from_db()
    assert (draft.headline, draft.state, draft.reviewer) == ("Better", "in_review", cast["edda"])
    assert messages(client, response) == ["Saved and sent to Edda for review."]


def test_new_story_goes_to_review_with_its_first_save(client, cast):
    client.force_login(cast["wren"])
    section = SectionFactory()
    data = opened(client, headline="New", section=section.pk, reviewer=cast["paul"].pk)

    client.post(ADD, data | {"_submit": "1"})

    assert Edition.objects.get().state == "in_review"


def test_review_without_a_reviewer_is_refused_and_saves_nothing(client, cast, draft):
    client.force_login(cast["wren"])

    response = press(client, draft, "_submit", headline="Better")

    draft.refresh_from_db()
    assert said(response) == ["Reviewer: Choose who should review it."]
    assert (draft.headline, draft.version) == ("Clot drug does not bring back sight", 1)


def test_second_person_approves(client, cast, in_review):
    client.force_login(cast["edda"])

    press(client, in_review, "_approve")

    in_review.refresh_from_db()
    assert (in_review.state, in_review.approved_by) == ("approved", cast["edda"])


def test_approval_together_with_changed_text_is_refused(client, cast, in_review):
    client.force_login(cast["edda"])

    response = press(client, in_review, "_approve", headline="Changed")

    in_review.refresh_from_db()
    assert in_review.state == "in_review"
    assert said(response) == [
        "You changed the text, so the button was not carried out. Save the draft first."
    ]


def test_own_story_has_no_approve_button(client, cast, in_review):
    Edition.objects.update(created_by=cast["edda"])
    client.force_login(cast["edda"])

    text = client.get(form_address(in_review)).content.decode()

    assert "_approve" not in text
    assert "You wrote this, so somebody else approves it. Ada and Paul can." in text


def test_changes_are_asked_with_a_note(client, cast, in_review):
    client.force_login(cast["edda"])

    press(client, in_review, "_ask_changes", note="Say who paid.")

    in_review.refresh_from_db()
    assert (in_review.state, in_review.review_note) == ("changes_asked", "Say who paid.")


def test_changes_without_a_note_are_refused(client, cast, in_review):
    client.force_login(cast["edda"])

    response = press(client, in_review, "_ask_changes")

    assert said(response) == ["Note: Say in a sentence what should change."]


def test_writer_takes_the_story_back(client, cast, in_review):
    client.force_login(cast["wren"])

    press(client, in_review, "_take_back")

    in_review.refresh_from_db()
    assert in_review.state == "draft"


def test_saving_an_approved_story_takes_the_approval_back_and_says_so(client, cast, approved):
    client.force_login(cast["wren"])

    response = press(client, approved, "_continue", headline="Changed")

    approved.refresh_from_db()
    assert approved.state == "draft"
    assert messages(client, response) == [
        "Draft 1 is saved. Its approval is gone, because it changed."
    ]


def test_publisher_publishes_now(client, cast, approved):
    client.force_login(cast["paul"])

    press(client, approved, "_publish")

    approved.refresh_from_db()
    assert approved.is_live(timezone.now())


def test_finding_that_blocks_keeps_a_story_from_readers(client, cast, approved):
    Edition.objects.update(standfirst="")
    client.force_login(cast["paul"])

    response = press(client, approved, "_publish")

    approved.refresh_from_db()
    assert approved.live_from is None
    assert said(response) == ["Standfirst: Nothing is published yet. The standfirst is empty."]
    assert 'name="_publish"' not in client.get(form_address(approved)).content.decode()


@pytest.mark.parametrize("button", ["_approve", "_publish", "_unschedule", "_ask_changes"])
def test_writer_who_posts_a_button_of_others_is_refused(client, cast, in_review, button):
    client.force_login(cast["wren"])

    response = press(client, in_review, button, note="x")

    in_review.refresh_from_db()
    assert (response.status_code, in_review.state) == (422, "in_review")


def test_story_is_scheduled_and_taken_off_again(client, cast, approved):
    client.force_login(cast["paul"])
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    data = {"live_from": moment.strftime("%Y-%m-%dT%H:%M"), "version": approved.version}

    client.post(page("schedule", approved), data)
    approved.refresh_from_db()
    scheduled_for = approved.live_from
    press(client, approved, "_unschedule")

    approved.refresh_from_db()
    assert (scheduled_for, approved.live_from, approved.state) == (moment, None, "approved")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2001-01-01T10:00", "is in the past. Choose a moment to come, or publish now."),
        ("", "Say when it goes live."),
        ("soon", "This is not a date and time, such as 2026-02-12 18:00."),
        ("2027-03-14T02:30", "does not exist in New York. The clocks jump from 02:00 to 03:00."),
        (
            "2027-11-07T01:30",
            "happens twice in New York. Choose the first (EDT) or the second (EST).",
        ),
    ],
)
def test_moment_that_cannot_be_is_refused(client, cast, approved, typed, sentence):
    client.force_login(cast["paul"])
    data = {"live_from": typed, "version": approved.version}

    response = client.post(page("schedule", approved), data)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert typed in response.content.decode()


def test_schedule_of_a_story_that_changed_meanwhile_is_refused(client, cast, approved):
    client.force_login(cast["paul"])

    response = client.post(page("schedule", approved), {"live_from": "2099-01-01T10:00"})

    assert "The story was changed meanwhile." in response.content.decode()


def test_story_that_cannot_wait_is_published_and_stays_marked(client, cast, draft):
    client.force_login(cast["paul"])
    Edition.objects.update(standfirst="")

    response = client.post(page("force", draft), {"reason": "The site is down.", "version": 1})

    draft.refresh_from_db()
    assert messages(client, response) == ["Published all the same. The reason stays on the story."]
    assert draft.is_live(timezone.now())
    assert "The site is down." in client.get(form_address(draft)).content.decode()


def test_publishing_all_the_same_needs_a_reason(client, cast, draft):
    client.force_login(cast["paul"])

    response = client.post(page("force", draft), {"version": 1})

    assert "Say in a sentence why it cannot wait." in response.content.decode()
    assert not Edition.objects.exclude(live_from=None).exists()


def test_story_is_withdrawn_with_its_reason(client, cast):
    live = EditionFactory(live=True)
    client.force_login(cast["paul"])

    client.post(page("withdraw", live), {"reason": "The data were not real.", "kind": "notice"})

    live.article.refresh_from_db()
    assert live.article.withdrawal_reason == "The data were not real."


def test_withdrawal_without_a_reason_changes_nothing(client, cast):
    live = EditionFactory(live=True)
    client.force_login(cast["paul"])

    response = client.post(page("withdraw", live), {"kind": "notice"})

    live.article.refresh_from_db()
    assert (response.status_code, live.article.withdrawn_at) == (422, None)


def test_preview_shows_a_draft_to_the_desk_alone(client, cast, draft):
    client.force_login(cast["wren"])

    response = client.get(page("preview", draft))

    assert draft.headline in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["Cache-Control"].startswith("private, no-store")


def test_comparison_marks_what_changes_for_readers(client, cast):
    live = EditionFactory(live=True, headline="Drug helps")
    EditionFactory(
        article=live.article, section=live.section, number=2, headline="Drug does not help"
    )
    client.force_login(cast["wren"])

    text = client.get(page("compare", live.article.latest)).content.decode()

    assert "What changes for readers" in text
    assert "<ins>does not help</ins>" in text.replace("<ins> ", "<ins>")


def test_any_two_editions_are_compared_in_either_direction(client, cast):
    live = EditionFactory(live=True, headline="Drug helps")
    shared = {"article": live.article, "section": live.section, "slug": live.slug}
    EditionFactory(**shared, number=2, headline="Drug harms", superseded=True)
    draft = EditionFactory(**shared, number=3, headline="Drug does nothing")
    client.force_login(cast["wren"])

    def marked(asked):
        text = client.get(page("compare", draft) + asked).content.decode()
        return re.findall(r"<(ins|del)>(\w[\w ]*)</", text)

    assert marked("?from=1&to=2") == [("del", "helps"), ("ins", "harms")]
    assert marked("?from=2&to=1") == [("del", "harms"), ("ins", "helps")]
    assert marked("?to=1") == [("del", "harms"), ("ins", "helps")]
    assert marked("?from=9&to=x") == [("del", "helps"), ("ins", "does nothing")]
    assert marked("?from=3&to=3") == []


def test_edition_is_restored_whole(client, cast):
    client.force_login(cast["wren"])
    picture, tag = ImageFactory(), TagFactory(name="eye")
    old = EditionFactory(superseded=True, lead_image=picture, evidence="")
    old.tags.set([tag])
    byline = BylineFactory(edition=old, role="reviewer")
    cited = CitationFactory(edition=old, work=WorkFactory(), relation="background", note="Asked")
    CitationFactory(edition=old, issue=IssueFactory(), pages_raw="8-9", relation="issue_roundup")
    EditionFactory(live=True, article=old.article, section=old.section, number=2)

    answer = client.post(form_address(old), opened(client, old) | {"_continue": "1"})

    restored = Edition.objects.latest("pk")
    wanted = conflicts.snapshot(old)
    assert (answer.status_code, restored.number, restored.live_from) == (302, 3, None)
    assert conflicts.snapshot(restored) == wanted
    assert (wanted["tags"], wanted["lead_image"]) == (["eye"], picture.pk)
    assert (wanted["bylines"], wanted["citations"][0][:2]) == (
        [[byline.person_id, "reviewer"]],
        [cited.key, cited.work_id],
    )


def test_history_lists_editions_and_what_was_done(client, cast, in_review):
    client.force_login(cast["wren"])

    address = reverse("admin:articles_edition_history", args=[in_review.pk])
    text = client.get(address).content.decode()

    assert "Edition 1" in text
    assert "Wren sent “Clot drug does not bring back sight” to review." in text


def test_person_who_may_only_read_sees_the_text_and_no_button(client, cast, draft):
    right = Permission.objects.get(codename="view_edition")
    cast["sam"].user_permissions.add(right)
    client.force_login(cast["sam"])

    text = client.get(form_address(draft)).content.decode()

    assert "The answer is no." in text
    assert 'name="_submit"' not in text
    assert "Ada, Edda and Paul can change it." in text


def test_journals_are_offered_as_one_types(client, cast):
    name = "New England Journal of Medicine"
    from_nejm = {"value": name, "label": f"{name} (N Engl J Med)"}
    client.force_login(cast["wren"])
    JournalFactory(nejm=True)

    response = client.get(reverse("admin:articles_edition_journals"), {"q": "n engl"})

    assert response.json() == {"options": [from_nejm]}


# --- Every role at every address ----------------------------------------------------------------

DESK = ("wren", "edda", "paul", "ann", "ada")
PUBLISHERS = ("paul", "ann", "ada")
ALL = ("wren", "edda", "paul", "mo", "sam", "ann", "ada")
ADDRESSES = {
    "changelist": DESK,
    "add": DESK,
    "journals": DESK,
    "change": DESK,
    "history": DESK,
    "preview": DESK,
    "compare": DESK,
    "schedule": PUBLISHERS,
    "withdraw": PUBLISHERS,
    "force": PUBLISHERS,
    "hotfix": ("edda", "paul", "ann", "ada"),
    "carried": DESK,
    "steps": DESK,
    "readable": DESK,
    "outside": ("edda", "paul", "ann", "ada"),
    "delete": (),
}


@pytest.mark.parametrize("who", ALL)
@pytest.mark.parametrize("name", ADDRESSES)
def test_address_answers_those_who_may_and_nobody_else(client, cast, approved, name, who):
    user = cast[who] if who in cast else UserFactory(role="administrator")
    client.force_login(user)
    place = [] if name in {"changelist", "add", "journals", "readable"} else [approved.pk]
    address = reverse(f"admin:articles_edition_{name}", args=place)

    answers = client.get(address).status_code, client.post(address).status_code

    is_page = name in {"journals", "readable", "preview", "compare"}
    may_post = 405 if is_page else 200 if name in {"changelist", "history"} else 422
    may_post = {"change": 409, "carried": 302}.get(name, may_post)
    expected = (200, may_post) if who in ADDRESSES[name] else (403, 403)
    if (name, who) == ("steps", "wren"):
        expected = (200, 403)
    if who not in ADDRESSES[name] and is_page:
        expected = (403, 405)
    assert answers == expected


@pytest.mark.parametrize(
    "name",
    [
        "preview",
        "compare",
        "schedule",
        "withdraw",
        "force",
        "hotfix",
        "carried",
        "steps",
        "outside",
    ],
)
def test_missing_story_is_not_found(client, cast, name):
    client.force_login(cast["ada"])

    address = reverse(f"admin:articles_edition_{name}", args=[999])

    assert client.get(address).status_code == 404


def test_nobody_gets_in_without_an_account(client, draft):
    assert client.get(page("preview", draft)).status_code == 302
