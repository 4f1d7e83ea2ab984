"""The desk: what waits for whom, in which section, in which words, at which cost."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib import admin
from django.db import DatabaseError
from django.urls import reverse

from articles.models import Edition
from core.models import User
from newsroom.desk import COUNTED, SHOWN, count_words, desk_for, held_comments
from newsroom.desk_sources import KINDS, Kind
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
# 09:41 in New York.
NOW = datetime(2026, 2, 12, 14, 41, tzinfo=UTC)
INDEX = reverse("admin:index")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


def shown(user):
    """Section key -> its headlines, without the empty sections."""
    sections = desk_for(user, at=NOW).sections
    return {
        section.key: [line.headline for line in section.lines]
        for section in sections
        if section.lines
    }


def rooms_in(page):
    """The doors in the top row: (label, whether the page belongs to it)."""
    row = page.content.decode().partition('<ul class="rooms">')[2].partition("</ul>")[0]
    found = re.findall(r'<a href="[^"]*"( aria-current="page")?>([^<]*)', row)
    return [(label.strip(), bool(current)) for current, label in found]


def only_line(user):
    (line,) = [line for section in desk_for(user, at=NOW).sections for line in section.lines]
    return line


def test_story_in_review_waits_for_its_reviewer_only(edda, paul):
    EditionFactory(headline="Sight", in_review=True, reviewer=edda)

    assert shown(edda) == {"waiting": ["Sight"]}
    assert shown(paul) == {"review": ["Sight"]}


def test_story_with_changes_asked_waits_for_its_writer(wren, edda):
    EditionFactory(headline="Sight", state=Edition.State.CHANGES_ASKED, created_by=wren)

    assert shown(wren) == {"waiting": ["Sight"]}
    assert shown(edda) == {}


def test_approved_story_waits_for_those_who_publish(wren, edda, paul):
    EditionFactory(headline="Sight", approved=True, created_by=wren)

    assert (shown(paul), shown(edda), shown(wren)) == ({"waiting": ["Sight"]}, {}, {})


def test_draft_is_shown_to_who_writes_it(wren, edda):
    EditionFactory(headline="Sight", created_by=wren)

    assert (shown(wren), shown(edda)) == ({"drafts": ["Sight"]}, {})


def test_scheduled_story_is_shown_to_all_of_the_desk(wren):
    EditionFactory(headline="Sight", scheduled=True)
    EditionFactory(headline="Heart", live=True)

    assert shown(wren) == {"clock": ["Sight"]}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 11), {"missed": ["Sight"]}),
        (date(2026, 2, 12), {"due": ["Sight"]}),
        (date(2026, 2, 13), {}),
        (None, {}),
    ],
)
def test_story_planned_for_today_is_due_and_before_that_missed(wren, day, expected):
    EditionFactory(headline="Sight", planned_for=day)

    assert shown(wren) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (datetime(2026, 2, 13, 4, 59, tzinfo=UTC), {"due": ["Sight"]}),
        (datetime(2026, 2, 13, 5, tzinfo=UTC), {}),
    ],
)
def test_review_due_before_midnight_here_is_due_today(edda, wren, due, expected):
    EditionFactory(
        headline="Sight", state=Edition.State.CHANGES_ASKED, reviewer=edda, review_due=due
    )

    assert shown(wren) == expected


def test_each_story_stands_in_one_section_only(edda):
    EditionFactory(headline="Sight", in_review=True, reviewer=edda, planned_for=date(2026, 2, 12))

    assert shown(edda) == {"waiting": ["Sight"]}


def test_withdrawn_story_is_not_on_the_desk(wren):
    edition = EditionFactory(withdrawn=True)
    EditionFactory(article=edition.article, created_by=wren)

    assert shown(wren) == {}


def test_moderator_sees_no_story(wren):
    EditionFactory(scheduled=True)

    assert shown(UserFactory(moderator=True)) == {}


def test_late_review_comes_first(edda):
    EditionFactory(headline="Later", in_review=True, reviewer=edda)
    EditionFactory(headline="Late", in_review=True, reviewer=edda, review_due=NOW)

    assert shown(edda) == {"waiting": ["Late", "Later"]}


def test_section_shows_seven_and_says_how_many_there_are(wren):
    EditionFactory.create_batch(SHOWN + 2, created_by=wren)

    section = desk_for(wren, at=NOW).sections[-1]

    assert (len(section.lines), section.count) == (SHOWN, SHOWN + 2)
    assert section.all_label == "All 9 of your drafts"
    assert section.all_url.endswith("?state=draft&whose=mine")


def test_section_of_seven_needs_no_further_list(wren):
    EditionFactory.create_batch(SHOWN, created_by=wren)

    assert desk_for(wren, at=NOW).sections[-1].all_label == ""


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0"), (COUNTED, "99"), (COUNTED + 1, "99+"), (5_000, "99+")]
)
def test_counts_end_somewhere(count, words):
    assert count_words(count) == words


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"created_by": "wren"}, ("Go on writing", "Draft 1", "saved 09:41 EST today")),
        (
            {
                "state": "changes_asked",
                "reviewer": "edda",
                "review_note": "Who?",
                "created_by": "wren",
            },
            ("Revise", "Changes asked", "by Edda: “Who?”"),
        ),
        (
            {"state": "in_review", "reviewer": "wren", "state_since": NOW, "created_by": "edda"},
            ("Review", "In review", "by you since 09:41 EST today, written by Edda"),
        ),
        (
            {"state": "in_review", "reviewer": "edda", "state_since": NOW, "created_by": "wren"},
            ("", "In review", "by Edda since 09:41 EST today, written by you"),
        ),
        ({"scheduled": True}, ("", "Scheduled", "as the first edition")),
        (
            {"scheduled": True, "number": 2},
            ("", "Scheduled change", "edition 2 replaces the one readers see now"),
        ),
    ],
)
def test_line_says_state_and_next_act(wren, edda, fields, expected):
    people = {"wren": wren, "edda": edda}
    EditionFactory(**{name: people.get(str(value), value) for name, value in fields.items()})

    line = only_line(wren)

    assert (line.verb, line.word, line.sentence) == expected


def test_approved_story_is_published_next(paul, edda):
    EditionFactory(approved=True, approved_by=edda, state_since=NOW)

    line = only_line(paul)

    assert (line.verb, line.sentence) == ("Publish", "by Edda since 09:41 EST today")


def test_draft_of_a_live_story_says_so(wren):
    live = EditionFactory(live=True)
    EditionFactory(article=live.article, created_by=wren)

    assert only_line(wren).sentence == "of a live story, saved 09:41 EST today"


def test_scheduled_line_says_the_moment_here_and_where_the_person_lives():
    wren = UserFactory(writer=True, time_zone="Europe/Berlin")
    EditionFactory(scheduled=True, live_from=NOW + timedelta(hours=8, minutes=19))

    clock = only_line(wren).clock

    assert (clock.first, clock.second) == ("18:00", "today, EST")
    assert clock.abroad == "00:00 in Berlin"


def test_section_that_fails_leaves_the_others_standing(wren, caplog):
    EditionFactory(headline="Sight", created_by=wren)

    def broken(look):
        raise DatabaseError

    kinds = KINDS | {"clock": Kind("Goes live by the clock", "scheduled", broken)}
    sections = {section.key: section for section in desk_for(wren, at=NOW, kinds=kinds).sections}

    assert sections["clock"].failed
    assert [line.headline for line in sections["drafts"].lines] == ["Sight"]


def test_desk_where_a_section_failed_is_not_called_empty(wren, caplog):
    def broken(look):
        raise DatabaseError

    kinds = {"clock": Kind("Goes live by the clock", "scheduled", broken)}

    assert desk_for(wren, at=NOW, kinds=kinds).is_empty is False


@pytest.mark.parametrize("user", ["wren", "edda", "paul"])
def test_desk_costs_one_query_for_each_section(request, user, django_assert_num_queries):
    person = User.objects.get(pk=request.getfixturevalue(user).pk)
    EditionFactory.create_batch(3, created_by=person, scheduled=True)
    EditionFactory.create_batch(3, created_by=person)
    person.get_all_permissions()

    with django_assert_num_queries(len(KINDS)):
        desk_for(person, at=NOW)


def test_page_costs_the_same_for_one_story_and_three(client, wren):
    client.force_login(wren)

    assert_same_queries(lambda: client.get(INDEX), lambda: EditionFactory(created_by=wren))


def test_held_comments_are_counted_from_the_oldest():
    CommentFactory(created_at=NOW - timedelta(minutes=49))
    CommentFactory(created_at=NOW - timedelta(minutes=9))
    CommentFactory(approved=True)

    held = held_comments()

    assert (held.count, held.oldest) == (2, NOW - timedelta(minutes=49))


def test_held_comments_cost_one_query(django_assert_num_queries):
    CommentFactory.create_batch(3)

    with django_assert_num_queries(1):
        held_comments()


def test_moderator_finds_the_held_comments_and_no_headline(client):
    EditionFactory(headline="Quietly scheduled", scheduled=True)
    CommentFactory(created_at=NOW - timedelta(minutes=49))
    client.force_login(UserFactory(moderator=True))

    html = client.get(INDEX).content.decode()

    assert "The oldest has waited <strong>49\xa0minutes</strong>." in html
    assert "Quietly scheduled" not in html
    assert "Start a story" not in html


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        ("writer", ["Desk", "Stories", "Literature"]),
        ("publisher", ["Desk", "Stories", "Literature"]),
        ("moderator", ["Desk", "Comments"]),
        ("administrator", ["Desk", "Stories", "Literature", "Comments"]),
    ],
)
def test_rooms_are_those_the_person_may_enter(client, role, rooms):
    client.force_login(UserFactory(**{role: True}))

    assert [label for label, _current in rooms_in(client.get(INDEX))] == rooms


def test_room_of_the_page_is_marked(client, wren):
    client.force_login(wren)

    page = client.get(reverse("admin:articles_person_changelist"))

    assert [label for label, current in rooms_in(page) if current] == ["Stories"]


def test_room_of_comments_says_how_many_are_held(client):
    CommentFactory.create_batch(2)
    client.force_login(UserFactory(moderator=True))

    assert '<span class="rooms__held">2 held</span>' in client.get(INDEX).content.decode()


def test_empty_desk_says_so(client, wren):
    client.force_login(wren)

    assert "Nothing waits for you" in client.get(INDEX).content.decode()


def test_admin_site_stays_the_stock_one():
    assert admin.site.__class__ is admin.AdminSite
    assert admin.site.enable_nav_sidebar is False


def test_story_planned_for_yesterday_is_missed(wren, edda):
    EditionFactory(
        headline="Sight", in_review=True, reviewer=edda, planned_for=NOW.date() - timedelta(days=1)
    )

    (section, *_rest) = desk_for(wren, at=NOW).sections

    assert (section.key, [line.clock.late for line in section.lines]) == ("missed", ["1 day late"])


def test_story_that_stayed_behind_its_embargo_is_missed(edda):
    edition = EditionFactory(headline="Sight", approved=True)
    EmbargoFactory(articles=[edition.article], lifts_at=NOW - timedelta(hours=2))

    (line,) = desk_for(edda, at=NOW).sections[0].lines

    assert (line.headline, line.clock.late) == ("Sight", "2 h 0 min late")


def test_embargo_that_lifts_next_comes_first(edda):
    for hours in (5, 3):
        edition = EditionFactory(headline=f"In {hours}")
        EmbargoFactory(articles=[edition.article], lifts_at=NOW + timedelta(hours=hours))

    (section,) = [one for one in desk_for(edda, at=NOW).sections if one.lines]

    assert [(line.headline, line.embargo) for line in section.lines] == [
        ("In 3", "until 12:41 EST today"),
        ("In 5", "until 14:41 EST today"),
    ]


def test_embargoed_story_is_no_news_to_a_writer_of_others(wren, edda):
    edition = EditionFactory(in_review=True, reviewer=edda, planned_for=NOW.date())
    EmbargoFactory(articles=[edition.article], lifts_at=NOW + timedelta(hours=5))

    assert shown(wren) == {}


def test_story_given_to_a_person_is_among_their_drafts(wren, edda):
    EditionFactory(headline="Sight", created_by=edda, article__assigned_to=wren)

    assert only_line(wren).verb == "Go on writing"
