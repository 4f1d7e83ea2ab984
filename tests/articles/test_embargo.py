"""Nothing goes out before the last embargo ends; lifting one early needs a right and a reason."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import embargo, permissions, publishing
from articles.embargo import Terms
from articles.models import Edition
from core.errors import Refused
from core.models import AuditEntry
from core.wall_time import SECOND, NoSuchTime, TimeTwice
from tests.factories.articles import BylineFactory, EditionFactory, EmbargoFactory, PersonFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-02-12T12:00:00+00:00")
LIFT = datetime.fromisoformat("2026-02-12T22:00:00+00:00")
MINUTE = timedelta(minutes=1)


def terms(wall="2026-02-12 17:00", zone="America/New_York", **more):
    values = {"source": "NEJM", "wall": datetime.fromisoformat(wall), "zone": zone}
    return Terms(**(values | more))


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


@pytest.fixture
def held(wren):
    """An approved story under an embargo until 17:00 in New York."""
    edition = EditionFactory(approved=True, created_by=wren)
    embargo.add(edition.article, terms(), by=wren, at=AT)
    edition.refresh_from_db()
    return edition


def test_add_keeps_wall_time_and_instant(held):
    kept = held.article.embargoes.get()

    assert (str(kept.wall_day), str(kept.wall_clock), kept.zone) == (
        "2026-02-12",
        "17:00:00",
        "America/New_York",
    )
    assert kept.lifts_at == held.article.embargoed_until == LIFT
    assert kept.when == "12 Feb 2026, 17:00 EST (New York)"


def test_publish_before_the_lift_refused(held, paul):
    with pytest.raises(Refused, match=r"NEJM lifts on 12 Feb 2026, 17:00 EST \(New York\)"):
        publishing.publish(held, by=paul, at=LIFT - timedelta(microseconds=1))


def test_publish_at_the_lift_taken(held, paul):
    publishing.publish(held, by=paul, at=LIFT)

    assert not Edition.objects.live(LIFT - timedelta(microseconds=1)).exists()
    assert Edition.objects.live(LIFT).get() == held


def test_latest_of_several_counts(held, wren, paul):
    embargo.add(held.article, terms("2026-02-13 00:01", "Europe/London"), by=wren, at=AT)
    held.refresh_from_db()

    with pytest.raises(Refused, match="13 Feb 2026, 00:01 GMT"):
        publishing.publish(held, by=paul, at=LIFT)


def test_one_embargo_holds_several_stories(held, wren, paul):
    other = EditionFactory(approved=True)
    kept = held.article.embargoes.get()

    embargo.apply(kept, other.article, by=wren, at=AT)
    embargo.apply(kept, other.article, by=wren, at=AT)

    with pytest.raises(Refused, match="NEJM"):
        publishing.publish(other, by=paul, at=LIFT - MINUTE)
    assert AuditEntry.objects.filter(act="article.embargo").count() == 2


def test_add_to_a_story_scheduled_before_the_lift_refused(paul):
    edition = EditionFactory(approved=True)
    publishing.publish(edition, by=paul, at=LIFT - MINUTE)

    with pytest.raises(Refused, match="Edition 1 is scheduled for 12 Feb 2026, 16:59 EST"):
        embargo.add(edition.article, terms(), by=paul, at=AT)


@pytest.mark.parametrize("later", [timedelta(), MINUTE])
def test_add_to_a_story_scheduled_after_the_lift_taken(paul, later):
    edition = EditionFactory(approved=True)
    publishing.publish(edition, by=paul, at=LIFT + later)

    assert embargo.add(edition.article, terms(), by=paul, at=AT).lifts_at == LIFT


def test_next_edition_of_a_live_story_is_held_too(wren, paul):
    live = EditionFactory(live=True, live_from=AT - timedelta(days=9))
    draft = EditionFactory(approved=True, article=live.article, slug="next")
    embargo.add(live.article, terms(), by=wren, at=AT)

    with pytest.raises(Refused, match="NEJM"):
        publishing.publish(draft, by=paul, at=LIFT - MINUTE)
    assert Edition.objects.live(AT).get() == live


def test_hotfix_of_the_live_text_is_not_held(wren, paul):
    live = EditionFactory(live=True)
    EmbargoFactory(articles=[live.article])
    hotfix = EditionFactory(approved=True, article=live.article, slug="mended", hotfix_of=live)

    assert publishing.publish(hotfix, by=paul).live_from


@pytest.mark.parametrize(
    ("wall", "zone", "error"),
    [
        ("2026-03-08 02:30", "America/New_York", NoSuchTime),
        ("2026-11-01 01:30", "America/New_York", TimeTwice),
        ("2026-02-12 06:59", "America/New_York", Refused),
        ("2026-02-12 17:00", "Gotham", Refused),
    ],
)
def test_add_with_a_time_that_is_none_refused(wren, wall, zone, error):
    edition = EditionFactory()

    with pytest.raises(error):
        embargo.add(edition.article, terms(wall, zone), by=wren, at=AT)
    assert not edition.article.embargoes.exists()


def test_add_with_the_second_of_two_times(wren):
    edition = EditionFactory()

    kept = embargo.add(edition.article, terms("2026-11-01 01:30", fold=SECOND), by=wren, at=AT)

    assert (kept.is_second, kept.when) == (True, "1 Nov 2026, 01:30 EST (New York)")


def test_lift_early_needs_the_right(held, wren):
    with pytest.raises(Refused, match="not among your rights"):
        embargo.lift(held.article.embargoes.get(), by=wren, reason="It is out elsewhere.", at=AT)


def test_lift_early_needs_a_reason(held, paul):
    with pytest.raises(Refused, match="Say in a sentence why"):
        embargo.lift(held.article.embargoes.get(), by=paul, reason=" ", at=AT)


def test_lift_early_frees_the_story_and_is_logged(held, paul):
    embargo.lift(held.article.embargoes.get(), by=paul, reason="It is out elsewhere.", at=AT)

    published = publishing.publish(held, by=paul, at=AT + MINUTE)

    assert published.live_from == AT + MINUTE
    entry = AuditEntry.objects.get(act="article.lift_embargo")
    assert (entry.reason, entry.data["lifts"]) == (
        "It is out elsewhere.",
        "12 Feb 2026, 17:00 EST (New York)",
    )


def test_lift_of_one_leaves_the_other(held, wren, paul):
    embargo.add(held.article, terms(source="Press office"), by=wren, at=AT)
    embargo.lift(held.article.embargoes.get(source="NEJM"), by=paul, reason="Agreed.", at=AT)

    with pytest.raises(Refused, match="Press office"):
        publishing.publish(held, by=paul, at=AT)


def test_lift_after_the_end_refused(held, paul):
    with pytest.raises(Refused, match="no more"):
        embargo.lift(held.article.embargoes.get(), by=paul, reason="Late.", at=LIFT)


def test_release_takes_one_story_out(held, wren, paul):
    other = EditionFactory(approved=True)
    kept = embargo.apply(held.article.embargoes.get(), other.article, by=wren, at=AT)

    embargo.release(kept, other.article, by=paul, reason="It is about another paper.", at=AT)

    assert publishing.publish(other, by=paul, at=AT)
    with pytest.raises(Refused):
        publishing.publish(held, by=paul, at=AT)


# --- Who may know of it -------------------------------------------------------------------------


def secret(**people):
    edition = EditionFactory(headline="Kumquat", **people)
    EmbargoFactory(articles=[edition.article])
    edition.refresh_from_db()
    return edition


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_those_with_the_right_see_it(role):
    user, edition = UserFactory(**{role: True}), secret()

    assert permissions.may_see(user, edition)
    assert Edition.objects.filter(permissions.seen_by(user)).get() == edition


@pytest.mark.parametrize("part", ["created_by", "updated_by", "reviewer", "article__created_by"])
def test_the_people_of_the_story_see_it(wren, part):
    edition = secret(**{part: wren})

    assert permissions.may_see(wren, edition)
    assert Edition.objects.filter(permissions.seen_by(wren)).get() == edition


def test_who_signs_it_sees_it(wren):
    edition = secret()
    BylineFactory(edition=edition, person=PersonFactory(user=wren))

    assert permissions.may_see(wren, edition)
    assert Edition.objects.filter(permissions.seen_by(wren)).get() == edition


def test_other_writers_do_not(wren):
    edition, plain = secret(), EditionFactory()

    assert not permissions.may_see(wren, edition)
    assert Edition.objects.filter(permissions.seen_by(wren)).get() == plain


def test_live_edition_is_no_secret_while_its_draft_is(wren):
    live = EditionFactory(live=True)
    draft = EditionFactory(article=live.article, slug="kumquat")
    EmbargoFactory(articles=[live.article])

    assert Edition.objects.filter(permissions.seen_by(wren)).get() == live
    assert not permissions.may_see(wren, Edition.objects.get(pk=draft.pk))


def test_after_the_lift_all_see_it(wren):
    edition = EditionFactory()
    EmbargoFactory(articles=[edition.article], lifts_at=timezone.now() - MINUTE)
    edition.refresh_from_db()

    assert permissions.may_see(wren, edition)
