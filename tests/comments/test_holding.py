"""What is on legal hold outlives every wish and every setting, until it is lifted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from comments import holding, moderation, own_data, privacy, tokens
from comments.fingerprints import email_hmac
from comments.models import Comment, Erasure, LegalHold
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.comments import CommentFactory, DecisionFactory, IdentityFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=500)
ADDRESS = "maren@example.org"
WHY = "The court in Lübeck asked for it."


@pytest.fixture
def ada():
    return UserFactory(administrator=True)


def written(**fields):
    return CommentFactory(email=ADDRESS, email_hmac=email_hmac(ADDRESS), created_at=NOON, **fields)


def text_of(comment):
    return Comment.objects.values_list("text", flat=True).get(pk=comment.pk)


def test_held_comment_is_not_erased_by_anybody(ada):
    comment = written(approved=True)
    holding.hold(comment, by=ada, reason=WHY)

    with pytest.raises(Refused, match="legal hold"):
        moderation.erase(comment, by=None, version=comment.version)


def test_wish_to_be_erased_takes_the_rest_and_waits_for_the_lifting(ada):
    kept, other = written(), written()
    hold = holding.hold(kept, by=ada, reason=WHY)
    own_data.ask_erasure([email_hmac(ADDRESS)], keep_text=False, at=NOON)

    own_data.erase_due(NOON + timedelta(days=2))
    assert (text_of(kept), text_of(other)) == (kept.text, "")
    holding.lift(hold, by=ada, reason="The case is closed.")
    own_data.erase_due(NOON + timedelta(days=4))

    assert text_of(kept) == ""
    assert not Erasure.objects.exists()


def test_retention_passes_by_what_is_held(ada):
    kept, other = written(rejected=True), written(rejected=True)
    for comment in (kept, other):
        DecisionFactory(comment=comment, version=1, to_state="rejected", at=NOON)
    holding.hold(kept, by=ada, reason=WHY)

    privacy.forget(LATER)
    own_data.forget_old(LATER)

    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.email, bool(kept.text)) == (ADDRESS, True)
    assert (other.email, other.text) == ("", "")


def test_hold_on_a_writer_keeps_everything_of_theirs(ada):
    comment = written(identity=IdentityFactory(email_hmac=email_hmac(ADDRESS)))
    holding.hold(comment, by=ada, reason=WHY, whole_writer=True)

    later, strange = written(), CommentFactory()

    assert holding.standing(later)
    assert not holding.standing(strange)
    assert set(holding.kept(Comment.objects.all())) == {comment, later}


def test_hold_says_who_why_and_when_and_is_lifted_once(ada):
    comment = written()
    hold = holding.hold(comment, by=ada, reason=WHY, at=NOON)

    assert (hold.by_name, hold.reason, hold.at) == (str(ada), WHY, NOON)
    with pytest.raises(Refused, match="already"):
        holding.hold(comment, by=ada, reason=WHY)
    holding.lift(hold, by=ada, reason="Closed.")
    with pytest.raises(Refused, match="already"):
        holding.lift(hold, by=ada, reason="Closed.")
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["comment.legal_hold", "comment.lift_legal_hold"]


def test_hold_needs_the_right_and_a_reason(ada):
    with pytest.raises(Refused):
        holding.hold(written(), by=UserFactory(moderator=True), reason=WHY)
    with pytest.raises(Refused, match="Say why"):
        holding.hold(written(), by=ada, reason=" ")
    with pytest.raises(Refused, match="not known"):
        holding.hold(CommentFactory(), by=ada, reason=WHY, whole_writer=True)


def test_hold_is_set_seen_and_lifted_on_the_desk(client, ada):
    comment = written()
    client.force_login(ada)
    address = reverse("admin:comments_comment_legal_hold", args=[comment.pk])

    refused = client.post(address, {"reason": "", "scope": "writer"})
    client.post(address, {"reason": WHY})
    page = client.get(reverse("admin:comments_comment_change", args=[comment.pk]))
    hold = LegalHold.objects.get()
    client.post(reverse("admin:comments_legalhold_lift", args=[hold.pk]), {"reason": "Closed."})

    assert refused.status_code == 422
    assert comment.text in refused.content.decode()
    assert WHY in page.content.decode()
    hold.refresh_from_db()
    assert (hold.lifted_by_name, hold.lifted_reason) == (str(ada), "Closed.")


@pytest.mark.parametrize("method", ["get", "post"])
def test_moderator_without_the_right_is_forbidden(client, ada, method):
    comment = written()
    hold = holding.hold(comment, by=ada, reason=WHY)
    client.force_login(UserFactory(moderator=True))

    for name, number in (("comment_legal_hold", comment.pk), ("legalhold_lift", hold.pk)):
        address = reverse(f"admin:comments_{name}", args=[number])
        assert getattr(client, method)(address, {"reason": "x"}).status_code == 403


def test_reader_is_told_that_something_is_kept(client, ada):
    holding.hold(written(), by=ada, reason=WHY)
    word = tokens.letter_word(own_data.PURPOSE, email_hmac(ADDRESS), at=datetime.now(UTC))

    page = client.get(reverse("comments:yours", args=[word])).content.decode()

    assert "The law obliges us to keep 1 of these comments" in page
    assert WHY not in page
