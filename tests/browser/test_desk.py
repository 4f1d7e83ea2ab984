"""The desk in a real browser."""

from tests.factories.core import UserFactory


def test_sign_in_as_writer_opens_the_desk(sign_in):
    page = sign_in(UserFactory(writer=True))

    assert page.title() != ""
    assert page.locator("#user-tools, .user-tools").count() == 1
