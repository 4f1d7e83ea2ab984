"""A ban meets whom it names until it ends, tells them so, and shows its reach beforehand."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments import bans, modes, spam
from comments.bans import LONGEST_NETWORK, Banned
from comments.fingerprints import email_hmac
from comments.models import Ban, Comment, Identity
from comments.tokens import Standing, Token
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.articles import ArticleFactory, EditionFactory
from tests.factories.comments import BanFactory, CommentFactory, IdentityFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
ADDRESS = "Maren@Shop.Example"


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


@pytest.fixture
def comment():
    return CommentFactory(
        email=ADDRESS, email_hmac=email_hmac(ADDRESS), network_hmac="n1", created_at=NOON
    )


def make(comment, mo, kind="email", **changes):
    values = {"effect": "refuse", "reason": "Only offers.", "days": 7, "at": NOON}
    return bans.ban(comment, kind, by=mo, **(values | changes))


def standing(email="", network="", at=NOON):
    return bans.standing(email=email, network_hmac=network, at=at)


@pytest.mark.parametrize(
    ("kind", "met", "not_met"),
    [
        ("email", {"email": "maren@shop.example"}, {"email": "other@shop.example"}),
        ("domain", {"email": "other@SHOP.example"}, {"email": "x@not-shop.example"}),
        ("network", {"network": "n1"}, {"network": "n2"}),
    ],
)
def test_ban_meets_whom_it_names_and_nobody_else(comment, mo, kind, met, not_met):
    made = make(comment, mo, kind)

    assert standing(**met) == made
    assert standing(**not_met) is None
    assert standing() is None


def test_ban_on_a_network_holds_into_the_next_month(client, mo):
    form = {"name": "Maren", "text": "Our offers!"}
    with time_machine.travel(datetime(2026, 2, 27, tzinfo=UTC), tick=False):
        page = reverse("comments:submit", args=[EditionFactory(live=True).article_id])
        client.post(page, form)
        make(Comment.objects.get(), mo, "network", at=timezone.now())

    with time_machine.travel(datetime(2026, 3, 2, tzinfo=UTC), tick=False):
        banned = client.post(page, form | {"text": "More offers!"})
    with time_machine.travel(datetime(2026, 3, 7, tzinfo=UTC), tick=False):
        later = client.post(page, form | {"text": "More offers!"})

    assert "Comments from you are not accepted until" in banned.content.decode()
    assert (banned.status_code, later.status_code) == (403, 303)


def test_ban_on_a_confirmed_writer_outlasts_what_is_known_of_the_writer(comment, mo):
    comment.identity = IdentityFactory(email_hmac=comment.email_hmac)
    comment.save()
    made = make(comment, mo, "identity", days=None)
    Identity.objects.update(email_hmac="")

    assert standing(ADDRESS, at=NOON + timedelta(days=1_000)) == made


def test_ban_on_an_address_stands_once_under_whichever_secret(comment, mo, settings):
    make(comment, mo)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "new"

    with pytest.raises(Refused, match="stands already"):
        make(comment, mo)
    assert standing(ADDRESS)


def test_ban_ends_by_itself_and_can_be_made_again(comment, mo):
    make(comment, mo)
    after = NOON + timedelta(days=7)

    assert standing(ADDRESS, at=after) is None
    assert make(comment, mo, at=after)


def test_ban_on_a_network_ends_when_its_key_does(comment, mo):
    assert make(comment, mo, "network", days=None).expires_at == NOON + LONGEST_NETWORK


def test_lifted_ban_meets_nobody_and_says_why(comment, mo):
    made = make(comment, mo)
    with pytest.raises(Refused):
        bans.lift(made, by=mo, reason=" ")

    bans.lift(made, by=mo, reason="They apologised.")

    assert standing(ADDRESS) is None
    log = AuditEntry.objects.order_by("id").values_list("act", "reason")
    assert list(log) == [
        ("comment.ban", "Only offers."),
        ("comment.lift_ban", "They apologised."),
    ]


def test_refused_reader_is_told_until_when(comment, mo):
    make(comment, mo)

    with pytest.raises(Banned, match="not accepted until 19 February 2026"):
        bans.turn_away(email=ADDRESS, network_hmac="", at=NOON)


def test_ban_that_holds_turns_nobody_away(client, comment, mo):
    make(comment, mo, effect="hold", days=None)
    page = reverse("comments:submit", args=[comment.article_id])

    answer = client.post(page, {"name": "Maren", "text": "Our offers!", "email": ADDRESS})

    assert answer.status_code == 303
    assert Comment.objects.latest("pk").state == "held"


@pytest.mark.parametrize(
    "changes",
    [{"reason": " "}, {"kind": "x"}, {"kind": "identity"}, {"effect": "x"}, {"by": "writer"}],
    ids=str,
)
def test_ban_that_cannot_be_is_refused(comment, mo, changes):
    by = UserFactory(writer=True) if changes.pop("by", "") else mo

    with pytest.raises(Refused):
        make(comment, by, **changes)
    assert not Ban.objects.exists()


def test_reach_counts_comments_and_writers(comment):
    CommentFactory(
        approved=True, email="b@shop.example", email_hmac="b", created_at=NOON - timedelta(days=1)
    )
    CommentFactory(email="c@elsewhere.example", created_at=NOON)
    CommentFactory(email="d@shop.example", created_at=NOON - timedelta(days=100))

    reach = bans.reach("domain", "shop.example", at=NOON)

    assert (reach.comments, reach.writers, reach.approved) == (2, 2, 1)


def test_ban_is_shown_before_it_is_made(client, mo, comment):
    client.force_login(mo)
    page = reverse("admin:comments_comment_ban", args=[comment.pk])
    asked = {"kind": "domain", "effect": "refuse", "reason": "Only offers.", "days": "7"}

    looked = client.post(page, asked | {"step": "look"})
    assert "Whom it would have touched" in looked.content.decode()
    assert not Ban.objects.exists()

    client.post(page, asked | {"step": "ban"})
    assert Ban.objects.get().value == "shop.example"


def test_ban_opens_on_the_page_that_lifts_it(client, mo):
    client.force_login(mo)
    made = BanFactory()

    page = client.get(reverse("admin:comments_ban_change", args=[made.pk]))
    assert "Lift the ban" in page.content.decode()
    client.post(reverse("admin:comments_ban_lift", args=[made.pk]), {"reason": "A mistake."})

    made.refresh_from_db()
    assert made.lifted_reason == "A mistake."


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "in force"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "over"),
        ({"lifted_at": timezone.now()}, "lifted"),
    ],
)
def test_list_of_bans_says_in_words_which_is_in_force(client, mo, fields, state):
    client.force_login(mo)
    BanFactory(**fields)

    page = client.get(reverse("admin:comments_ban_changelist")).content.decode()

    assert f'<td class="field-state">{state}' in page


def test_lifting_a_ban_twice_keeps_what_was_typed(client, mo):
    client.force_login(mo)
    made = BanFactory()
    page = reverse("admin:comments_ban_lift", args=[made.pk])
    client.post(page, {"reason": "A mistake."})

    answer = client.post(page, {"reason": "They wrote to us."})

    assert answer.status_code == 422
    assert "They wrote to us.</textarea>" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_ban_pages_without_the_right_are_forbidden(client, comment, method):
    client.force_login(UserFactory(editor=True))
    made = BanFactory()

    for name, row in (("comment_ban", comment), ("ban_lift", made)):
        address = reverse(f"admin:comments_{name}", args=[row.pk])
        assert getattr(client, method)(address).status_code == 403


def test_ban_that_holds_is_the_reason_a_trusted_writer_waits():
    identity = Identity.objects.create(email_hmac="h", confirmed_at=timezone.now())
    article = ArticleFactory(comments_mode=Article.Comments.OPEN)
    theirs = {"article": article, "identity": identity}
    CommentFactory.create_batch(3, approved=True, **theirs)
    comment = CommentFactory.build(**theirs, created_at=timezone.now())
    spam.judge(comment, token=Token(Standing.MISSING), at=timezone.now())
    assert "ban" not in {reason["code"] for reason in comment.reasons}

    BanFactory(kind=Ban.Kind.IDENTITY, value=str(identity.pk), effect=Ban.Effect.HOLD)
    spam.judge(comment, token=Token(Standing.MISSING), at=timezone.now())

    assert "A ban has comments from this writer read first" in spam.sentences(comment.reasons)[0]
    assert modes.destination(comment) == "held"
