"""What a start of the site finds out before it serves."""

import socket

import pytest

from newsroom.demo.accounts import PASSWORD
from scripts import serve
from tests.factories.core import UserFactory


@pytest.mark.enable_socket
def test_port_is_taken_while_somebody_listens():
    with socket.create_server((serve.HOST, 0)) as listener:
        port = listener.getsockname()[1]

        assert serve.port_is_taken(port)

    assert not serve.port_is_taken(port)


@pytest.mark.django_db
def test_demo_accounts_lists_those_that_are_there():
    UserFactory(writer=True, password=PASSWORD)
    UserFactory(editor=True)

    assert serve.demo_accounts() == [
        "",
        f"Demo accounts, all with the password {PASSWORD}:",
        "  wren   writer",
        "  edda   editor",
    ]


@pytest.mark.django_db
def test_demo_accounts_is_empty_once_the_password_was_changed():
    UserFactory(writer=True, password="changed-since")

    assert serve.demo_accounts() == []


@pytest.mark.django_db
def test_welcome_without_demo_says_nothing_of_accounts():
    assert "Demo accounts" not in serve.welcome()


def test_static_fingerprint_is_the_same_until_a_file_changes(settings, tmp_path):
    (tmp_path / "a.css").write_text("p {}", encoding="utf-8")
    settings.STATICFILES_DIRS = [tmp_path]
    before = serve.static_fingerprint()

    assert serve.static_fingerprint() == before

    (tmp_path / "a.css").write_text("p { color: inherit }", encoding="utf-8")
    assert serve.static_fingerprint() != before
