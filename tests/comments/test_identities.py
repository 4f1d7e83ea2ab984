"""An address is proved by one click in a letter, trust hangs on it, and nobody lends it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from comments import identities, impersonation, letters
from comments.models import Comment, Identity
from tests.comments.corpus import XSS
from tests.factories.articles import EditionFactory, PersonFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "maren@example.org"


@pytest.fixture
def edition():
    return EditionFactory(live=True)


def send(client, edition, **changes):
    form = {"name": "Maren Holt", "email": ADDRESS, "text": "We did.", "replies": "on"} | changes
    return client.post(reverse("comments:submit", args=[edition.article_id]), form)


def letter_link():
    letters.send_confirmations(timezone.now())
    return re.search(r"/comments/confirm/\S+", mail.outbox[-1].body)[0]


def test_opening_the_link_changes_nothing_and_the_button_confirms(client, edition):
    send(client, edition)
    link = letter_link()

    asked = client.get(link)
    before = Identity.objects.count()
    answer = client.post(link)

    assert (asked.status_code, before, answer.status_code) == (200, 0, 200)
    assert Comment.objects.get().identity == Identity.objects.get()


def test_link_counts_once_and_gives_its_word_once(client, edition):
    send(client, edition)
    link = letter_link()

    first, second = client.post(link), client.post(link)

    assert "data-comment-remember" in first.content.decode()
    assert second.status_code == 409
    assert "data-comment-remember" not in second.content.decode()


def test_link_runs_out(client, edition):
    send(client, edition)
    link = letter_link()

    with time_machine.travel(timezone.now() + timedelta(hours=49), tick=False):
        assert client.post(link).status_code == 404
    assert Identity.objects.count() == 0


def test_comment_waits_for_confirmation_where_the_site_asks_for_it(client, edition, settings):
    settings.COMMENT_CONFIRM = True

    page = client.get(send(client, edition, replies="").url).content.decode()
    waiting = Comment.objects.get().state
    client.post(letter_link())

    assert "Your comment waits for your confirmation" in page
    assert (waiting, Comment.objects.get().state) == ("unconfirmed", "held")


def test_site_that_asks_for_it_takes_no_comment_without_an_address(client, edition, settings):
    settings.COMMENT_CONFIRM = True

    answer = send(client, edition, email="", identity="1:2:3")

    assert answer.status_code == 422
    assert "Write your e-mail address." in answer.content.decode()


def test_letter_is_fixed_text(client, edition):
    for attack in XSS[:10]:
        send(client, edition, name="Click https://spam.example", text=attack)
    letters.send_confirmations(timezone.now())

    assert len(mail.outbox) == 1
    assert "spam.example" not in mail.outbox[0].body + mail.outbox[0].subject
    assert XSS[0] not in mail.outbox[0].body


def test_address_gets_one_letter_a_day_and_a_network_causes_five():
    CommentFactory.create_batch(3, email=ADDRESS, email_hmac="a", confirmation_due=True)
    for number in range(7):
        CommentFactory(
            email=f"n{number}@example.org",
            email_hmac=f"n{number}",
            network_hmac="one",
            confirmation_due=True,
        )
    now = timezone.now()

    for minute in range(3):
        letters.send_confirmations(now + timedelta(minutes=minute))

    assert [letter.to[0] for letter in mail.outbox].count(ADDRESS) <= 3
    assert len({letter.to[0] for letter in mail.outbox} - {ADDRESS}) == letters.PER_NETWORK


def test_known_browser_needs_no_letter(client, edition, settings):
    settings.COMMENT_CONFIRM = True
    send(client, edition)
    client.post(letter_link())
    word = identities.word_of(Identity.objects.get())

    send(client, edition, text="Another.", identity=word)

    newest = Comment.objects.first()
    assert (newest.state, newest.identity_id) == ("held", Identity.objects.get().pk)
    assert not newest.confirmation_due


@pytest.mark.parametrize(
    ("change", "email"),
    [("word", ADDRESS), ("", "somebody@example.org"), ("recalled", ADDRESS)],
)
def test_word_is_not_lent(change, email):
    hashed = letters.email_hmac(ADDRESS)
    identity = Identity.objects.create(email_hmac=hashed, confirmed_at=timezone.now())
    word = "1:2:3" if change == "word" else identities.word_of(identity)
    if change == "recalled":
        identities.recall(identity)

    assert identities.known(word, email=email) is None


def test_expert_carries_the_field_beside_the_name(client, edition):
    hashed = letters.email_hmac(ADDRESS)
    identity = Identity.objects.create(
        email_hmac=hashed, confirmed_at=timezone.now(), expertise="Neurology"
    )
    send(client, edition, identity=identities.word_of(identity))
    Comment.objects.update(state="approved", published_at=timezone.now())

    page = client.get(reverse("comments:submit", args=[edition.article_id])).content.decode()

    assert "Verified expert: Neurology" in page


def test_way_out_of_letters_is_a_button_and_a_mail_programs_post(client):
    comment = CommentFactory(email=ADDRESS, email_hmac="a", wants_replies=True)
    word = letters.tokens.letter_word(letters.QUIET, "a", at=timezone.now())
    link = reverse("comments:quiet", args=[word])

    client.get(link)
    comment.refresh_from_db()
    before = comment.wants_replies
    client.post(link, {"List-Unsubscribe": "One-Click"})

    comment.refresh_from_db()
    assert (before, comment.wants_replies) == (True, False)


@pytest.mark.enable_socket
def test_failing_mail_server_is_tried_again(settings):
    CommentFactory(email=ADDRESS, email_hmac=letters.email_hmac(ADDRESS), confirmation_due=True)
    now = timezone.now()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1

    failed = letters.send_confirmations(now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (failed, letters.send_confirmations(now)) == (0, 1)


@pytest.mark.parametrize("name", ["Moderator", "mοderatοr", "M O D E R A T O R", "Аdmin", "Adm1n"])
def test_office_is_nobodys_name(client, edition, name):
    answer = send(client, edition, name=name)

    assert answer.status_code == 422
    assert "taken for the newsroom" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Maren Holt", True), ("Маrеn Hοlt", True), ("maren  h0lt", True), ("Maren Holz", False)],
)
def test_names_of_our_people_are_pointed_out(name, expected):
    PersonFactory(name="Maren Holt")
    UserFactory(first_name="Tunde", last_name="Adeyemi", is_staff=True)

    assert impersonation.is_one_of_ours(name) is expected
    assert impersonation.is_one_of_ours("T\u200bunde Adeyem\u0456")


def test_desk_finds_a_reader_by_the_whole_address_and_gives_the_badge(client):
    client.force_login(UserFactory(administrator=True))
    identity = Identity.objects.create(
        email_hmac=letters.email_hmac(ADDRESS), confirmed_at=timezone.now()
    )
    found = client.get(reverse("admin:comments_identity_changelist"), {"q": "Maren@Example.org"})
    address = reverse("admin:comments_identity_change", args=[identity.pk])

    client.post(address, {"expertise": "Neurology"})

    assert address in found.content.decode()
    identity.refresh_from_db()
    assert identity.expertise == "Neurology"
