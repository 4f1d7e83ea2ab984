"""The demo publication loads, shows every state, and loads again without a change."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Pillow

from articles.models import Article, Byline, Edition, Front, Note, RelatedPick, Reminder
from comments.models import Ban, Comment, LegalHold, Report
from comments.states import State
from literature.models import Journal, Work
from media.models import Image
from media.uploads import add_image
from newsroom.demo import pictures, reading
from taxonomy.models import Section
from tests.factories.media import upload

STORIES = reading.stories()


def counts():
    return [
        model.objects.count()
        for model in (Article, Edition, Work, Journal, Comment, Image, Note, Reminder, Ban, Report)
    ]


@pytest.fixture
def small_pictures(db):
    """The library has the demo's pictures already, small; to draw them is another test's work."""
    for shade, name in enumerate(pictures.NAMES):
        file = upload(Pillow.new("RGB", (48, 32), (shade, 64, 64)), "PNG")
        add_image(file, title=f"Drawing: {name}", alt=f"Drawing of {name}", by=None)


@pytest.fixture
def demo(small_pictures):
    call_command("seed_demo", verbosity=0)


@pytest.mark.slow
def test_demo_holds_what_it_promises_and_loads_twice(demo):
    first = counts()
    states = set(Edition.objects.values_list("state", flat=True))
    badges = set(Comment.objects.values_list("badge", flat=True))
    held_for = set(Comment.objects.held().values_list("chief_reason", flat=True))
    comment_states = set(Comment.objects.values_list("state", flat=True))
    sections = Section.objects.filter(parent=None).count()

    call_command("seed_demo", verbosity=0)

    assert counts() == first
    stories, _editions, works, journals, comments, *_rest = first
    assert (stories >= 24, works >= 20, journals >= 12, comments >= 60) == (True,) * 4
    assert states == set(Edition.State.values)
    assert comment_states == set(State.values) - {State.CHECKING}
    assert badges == set(Comment.Badge.values)
    assert {"score", "copies", "first"} <= held_for
    assert (Ban.objects.count(), Report.objects.count(), LegalHold.objects.count()) == (1, 2, 1)
    assert sections >= 5
    assert Byline.objects.values("person").distinct().count() == 7
    assert (RelatedPick.objects.count(), Front.objects.count()) == (3, 2)
    assert Edition.objects.filter(live_from__gt=timezone.now()).count() == 1


@pytest.mark.parametrize("story", STORIES, ids=lambda row: row["slug"])
def test_story_has_the_length_of_a_story(story):
    words = len(story["body"].split())

    assert 400 <= words <= 950


def test_invented_works_stand_under_the_prefix_for_tests():
    rows = reading.tables("literature", "work")
    invented = [row for row in rows if "invented" in row["journal"]]

    assert invented
    assert {row["doi"].split("/")[0] for row in invented} == {"10.5555"}


def test_stories_on_invented_studies_say_so():
    works = {row["id"]: row for row in reading.tables("literature", "work")}
    silent = [
        story["slug"]
        for story in STORIES
        for one in story.get("citations", [])
        if one["relation"] == "reports_on"
        and works.get(one.get("work", ""), {}).get("doi", "").startswith("10.5555")
        and "invented" not in story["note_at_foot"]
    ]

    assert silent == []


def test_every_state_of_a_story_is_told():
    states = Counter(story["state"] for story in STORIES)

    assert set(states) == {
        "approved",
        "changes_asked",
        "draft",
        "in_review",
        "live",
        "live_with_draft",
        "scheduled",
        "superseded",
        "withdrawn",
    }


def test_every_comment_has_a_number_of_its_own():
    numbers = [row["id"] for row in reading.tables("comments", "comment")]

    assert len(numbers) == len(set(numbers))
