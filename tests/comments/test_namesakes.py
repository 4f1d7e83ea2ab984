"""Two writers of one name are told apart under a story; one writer stays one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import moderation, privacy, threads
from comments.fingerprints import email_hmac
from comments.models import Comment, Identity
from comments.states import Who
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory, IdentityFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "ana@example.org"


@pytest.fixture
def ada():
    return UserFactory(administrator=True)


@pytest.fixture
def article():
    return EditionFactory(live=True).article


@pytest.fixture
def say(article, ada):
    def write(name="Ana", network="one", email="", **more):
        """A comment that a moderator let through."""
        known = {"network_hmac": network, "email": email, "email_hmac": email_hmac(email)}
        comment = CommentFactory(**{"article": article, "name": name} | known | more)
        moderation.approve(comment, by=ada, version=comment.version)
        return comment

    return write


def names(article):
    return [entry.name for entry in threads.load(article).entries]


def test_second_of_a_name_is_numbered_and_keeps_the_number(say, article):
    say(network="one")
    say(network="two")
    say(network="one")
    say(network="two")
    say(name="Ben", network="three")

    assert names(article) == ["Ana", "Ana (2)", "Ana", "Ana (2)", "Ben"]


@pytest.mark.parametrize("name", ["ana", "ANA", "\u0410na", "Àna", "A n a", "Ana."])
def test_names_that_look_alike_are_one_name(say, article, name):
    say()
    say(name=name, network="two")

    assert names(article)[1].endswith(" (2)")


def test_same_typed_address_is_one_writer_from_any_network(say, article):
    say(network="one", email=ADDRESS)
    say(network="two", email=ADDRESS.upper())

    assert names(article) == ["Ana", "Ana"]


def test_typed_address_is_not_its_confirmed_owner(say, article):
    identity = IdentityFactory(email_hmac=email_hmac(ADDRESS))
    say(email=ADDRESS, identity=identity)
    say(email=ADDRESS)
    say(email=ADDRESS, identity=identity, network="two")

    assert names(article) == ["Ana", "Ana (2)", "Ana"]


def test_account_of_ours_and_a_guest_are_two(say, article):
    say(name="Mo", user=UserFactory(moderator=True))
    say(name="Mo")

    assert names(article) == ["Mo", "Mo (2)"]


def test_unknown_writers_are_never_one(say, article):
    say(network="")
    say(network="")

    assert names(article) == ["Ana", "Ana (2)"]


def test_name_that_came_from_elsewhere_is_one_writer(say, article):
    for number in "123":
        say(network="", imported_from="wordpress", imported_id=number)
    say(network="one")

    assert names(article) == ["Ana", "Ana", "Ana", "Ana (2)"]


def test_number_belongs_to_one_story(say):
    say()
    other = EditionFactory(live=True).article
    say(article=other, network="two")

    assert names(other) == ["Ana"]


def test_hidden_comments_take_no_number(say, article):
    CommentFactory(article=article, name="Ana", network_hmac="two")

    say()

    assert names(article) == ["Ana"]


def test_number_outlives_what_is_known_of_the_writer(say, article):
    say()
    say(network="two")
    privacy.forget(timezone.now() + timedelta(days=999))

    assert names(article) == ["Ana", "Ana (2)"]


def test_number_outlives_being_taken_back(say, article, ada):
    say()
    second = say(network="two")
    moderation.hold(second, by=ada, version=second.version)
    say(network="three")

    moderation.approve(second, by=ada, version=second.version)

    assert names(article) == ["Ana", "Ana (2)", "Ana (3)"]


def test_erasure_forgets_the_name_in_every_form(say):
    comment = say()

    moderation.decide(comment, "erased", by=None, who=Who.WRITER, version=comment.version)

    assert Comment.objects.values_list("looks", "namesake").get() == ("", 0)
    assert not Identity.objects.exists()


def test_number_is_said_wherever_the_name_is(say, article, client, ada):
    say()
    second = say(network="two")
    client.force_login(ada)
    addresses = [
        reverse("comments:feed", args=[article.pk, "atom"]),
        reverse("comments:reply", args=[article.pk, second.pk]),
        reverse("comments:report", args=[second.pk]),
        f"{reverse('admin:comments_comment_changelist')}?show=visible",
    ]

    pages = [client.get(address).content.decode() for address in addresses]

    assert [
        address for address, page in zip(addresses, pages, strict=True) if "Ana (2)" not in page
    ] == []


@pytest.mark.parametrize("name", ["Ana (2)", "Ana (12)", "Ana \uff08\uff12\uff09", "Ana(2)"])
def test_number_cannot_be_written_into_a_name(client, article, name):
    fields = {"name": name, "text": "It was me."}

    page = client.post(reverse("comments:submit", args=[article.pk]), fields)

    assert page.status_code == 422
    assert "Leave out the number in brackets." in page.content.decode()
