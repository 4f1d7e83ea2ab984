"""What is kept about the person behind a comment is hashed, and forgotten in time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from comments import bans, confirming, holding, identities, jobs, notes, own_data
from comments.fingerprints import email_hmac, email_hmacs, steady_hmacs
from comments.models import Ban, Comment, Erasure, Identity, Lesson, Note, Report
from comments.privacy import forget
from comments.spam import memory
from comments.submission import Draft, Sender, submit
from comments.tokens import Standing, Token
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory, IdentityFactory
from tests.factories.core import UserFactory

FEBRUARY = datetime(2026, 2, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 12, tzinfo=UTC)
AUGUST = datetime(2026, 8, 12, tzinfo=UTC)
KNOWN = {"email": "a@example.org", "email_hmac": "b", "network_hmac": "c"}


@pytest.mark.django_db
def test_old_addresses_are_forgotten(settings):
    settings.COMMENT_ADDRESS_DAYS = 90
    old = CommentFactory(created_at=FEBRUARY - timedelta(days=91), approved=True, **KNOWN)
    CommentFactory(created_at=FEBRUARY - timedelta(days=89), **KNOWN)

    assert forget(FEBRUARY) == 1

    kept = Comment.objects.order_by("pk").values("email", "email_hmac", "network_hmac")
    assert list(kept) == [dict.fromkeys(KNOWN, ""), KNOWN]
    old.refresh_from_db()
    assert (old.text != "", old.state) == (True, "approved")


@pytest.mark.django_db
def test_forgetting_is_a_recurring_job():
    CommentFactory(created_at=FEBRUARY, **KNOWN)

    assert jobs.forget_addresses(FEBRUARY + timedelta(days=400)) == 1


YEAR = [datetime(2026 + month // 12, month % 12 + 1, 15, tzinfo=UTC) for month in range(14)]
ADDRESS, OTHER = "maren@example.org", "spammer@example.org"


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def written(article, at, email=ADDRESS, word=""):
    text = f"{email} in {at:%B}."
    draft = Draft("Maren", text, Token(Standing.MISSING), email=email, identity_word=word)
    return submit(article, draft, sender=Sender(), at=at).comment


def is_found(address=ADDRESS):
    return own_data.comments_of(email_hmacs(address)).exists()


@pytest.mark.django_db
def test_year_of_rotating_keys_finds_then_forgets_and_bans_hold(settings, mo):
    settings.COMMENT_KEY_MONTHS, settings.COMMENT_IDENTITY_MONTHS = 3, 12
    article = EditionFactory(live=True).article
    found, banned, hashes = [], [], set()
    for place, at in enumerate(YEAR):
        with time_machine.travel(at, tick=False):
            if not place:
                confirming.confirm(written(article, at), at=at)
                offender = written(article, at, email=OTHER)
                bans.ban(offender, "email", by=mo, effect="refuse", reason="x", days=None, at=at)
            jobs.forget_addresses(at)
            found.append(is_found())
            banned.append(bans.standing(email=OTHER, network_hmac="", at=at) is not None)
            hashes.add(email_hmac(ADDRESS))

    assert found == [True] * 12 + [False] * 2
    assert banned == [True] * 14
    assert len(hashes) == 5
    assert Identity.objects.get().email_hmac == ""
    assert not Comment.objects.exclude(email="", email_hmac="").exists()


@pytest.mark.django_db
def test_writer_who_comes_back_within_the_time_is_never_forgotten(settings):
    settings.COMMENT_KEY_MONTHS, settings.COMMENT_IDENTITY_MONTHS = 3, 12
    settings.COMMENT_ADDRESS_DAYS = 30
    article = EditionFactory(live=True).article
    with time_machine.travel(YEAR[0], tick=False):
        identity = confirming.confirm(written(article, YEAR[0]), at=YEAR[0])
        word = identities.word_of(identity)
    for at in YEAR[6::6]:
        with time_machine.travel(at, tick=False):
            jobs.forget_addresses(at)
            assert written(article, at, word=word).identity == identity

    with time_machine.travel(YEAR[-1], tick=False):
        jobs.forget_addresses(YEAR[-1])
        assert own_data.comments_of(email_hmacs(ADDRESS)).count() == 3
    assert Identity.objects.get().email_hmac.startswith("g202701-")


@pytest.mark.django_db
def test_hash_from_before_keys_changed_is_found_and_forgotten():
    IdentityFactory(email_hmac=steady_hmacs(ADDRESS)[0], confirmed_at=FEBRUARY)
    late = FEBRUARY + timedelta(days=3 * 365)

    assert identities.proved(ADDRESS, at=MARCH) == Identity.objects.get()
    Identity.objects.update(email_hmac=steady_hmacs(ADDRESS)[0])
    assert (forget(MARCH), forget(late)) == (0, 1)


@pytest.mark.django_db
def test_coming_back_carries_over_what_stands_under_the_earlier_hash(mo):
    earlier = email_hmac(ADDRESS, at=FEBRUARY)
    comment = CommentFactory(email_hmac=earlier, identity=IdentityFactory(email_hmac=earlier))
    notes.add(comment, "Asks well.", by=mo, about_writer=True)
    own_data.ask_erasure([earlier], keep_text=False, at=FEBRUARY)
    other = CommentFactory(email_hmac="")

    identities.renew(comment.identity, ADDRESS, at=AUGUST)

    now = email_hmac(ADDRESS, at=AUGUST)
    rows = [Identity, Note, Erasure, Comment]
    assert {row.objects.exclude(email_hmac="").get().email_hmac for row in rows} == {now}
    other.refresh_from_db()
    assert other.email_hmac == ""


@pytest.mark.django_db
def test_forgetting_reaches_reporters_lessons_notes_and_what_ended(mo):
    earlier = email_hmac(ADDRESS, at=FEBRUARY)
    known = {"email": ADDRESS, "email_hmac": earlier, "created_at": FEBRUARY}
    comment = CommentFactory(spam=True, decided_at=FEBRUARY, **known)
    reported = [
        Report.objects.create(comment=comment, why="spam", reporter=name, at=FEBRUARY)
        for name in ("one network", "another")
    ]
    memory.reconcile(comment, at=FEBRUARY)
    notes.add(comment, "Asks well.", by=mo, about_writer=True, at=FEBRUARY)
    bans.ban(comment, "email", by=mo, effect="refuse", reason="x", days=7, at=FEBRUARY)

    forget(FEBRUARY + timedelta(days=3 * 365))

    ban = Ban.objects.get()
    assert [row.reporter for row in Report.objects.order_by("pk")] == [
        str(row.pk) for row in reported
    ]
    assert (Lesson.objects.get().writer, Note.objects.get().email_hmac) == ("", "")
    assert (ban.value, ban.reason, ban.lifted_at) == ("forgotten", "x", ban.expires_at)


@pytest.mark.django_db
def test_hold_on_a_writer_outlasts_the_keys(mo):
    ada = UserFactory(administrator=True)
    earlier = email_hmac(ADDRESS, at=FEBRUARY)
    writer = IdentityFactory(email_hmac=earlier, confirmed_at=FEBRUARY)
    known = {"email": ADDRESS, "identity": writer}
    comment = CommentFactory(email_hmac=earlier, created_at=FEBRUARY, **known)
    holding.hold(comment, by=ada, reason="A case.", whole_writer=True, at=FEBRUARY)
    late = FEBRUARY + timedelta(days=3 * 365)
    with time_machine.travel(late, tick=False):
        unproved = CommentFactory(email=ADDRESS, email_hmac=email_hmac(ADDRESS))

        assert (forget(late), holding.standing(unproved) is not None) == (0, True)
