"""Keys: the usual ones until a person chooses, each for one act."""

import pytest
from django.urls import reverse

from comments import keys
from core.errors import Refused
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
USUAL = {act: key for act, (key, _label) in keys.ACTS.items()}


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def test_own_key_replaces_the_usual_one(mo):
    keys.choose(mo, USUAL | {"approve": "y"}, is_on=True)

    assert keys.of(mo).by_key["y"] == "approve"
    assert "a" not in keys.of(mo).by_key


def test_keys_switched_off_do_nothing(mo):
    keys.choose(mo, USUAL, is_on=False)

    assert keys.of(mo).by_key == {}


@pytest.mark.parametrize("key", ["", "ab", "1", "j", "\t"], ids=repr)
def test_key_that_cannot_be_is_refused(mo, key):
    with pytest.raises(Refused):
        keys.choose(mo, USUAL | {"approve": key}, is_on=True)


def test_refused_keys_are_shown_again(client, mo):
    client.force_login(mo)

    page = client.post(reverse("admin:comments_comment_keys"), USUAL | {"spam": "j"})

    assert page.status_code == 422
    assert "stands for two acts" in page.content.decode()
    assert 'name="spam" value="j"' in page.content.decode()
