"""The demo's accounts: one for each role, all with the same password."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group

from core.models import User

PASSWORD = "offprint-demo"  # noqa: S105 - public on purpose, printed when the demo starts


@dataclass(frozen=True)
class Account:
    """Who it is and what that person may do; without a role it is the administrator."""

    username: str
    first_name: str
    last_name: str
    role: str | None
    label: str


ACCOUNTS = [
    Account("wren", "Wren", "Halloran", "writer", "writer"),
    Account("edda", "Edda", "Quist", "editor", "editor"),
    Account("paul", "Paul", "Sandoval", "publisher", "publisher"),
    Account("mo", "Mo", "Okafor", "moderator", "moderator"),
    Account("ada", "Ada", "Lindqvist", None, "administrator"),
]


def load() -> dict[str, User]:
    """Make the accounts that are missing and return all by their user name."""
    return {account.username: _load(account) for account in ACCOUNTS}


def _load(account: Account) -> User:
    user = User.objects.filter(username=account.username).first()
    if user is not None:
        return user
    user = User.objects.create_user(
        account.username,
        email=f"{account.username}@example.org",
        password=PASSWORD,
        first_name=account.first_name,
        last_name=account.last_name,
        is_staff=True,
        is_superuser=account.role is None,
    )
    if account.role:
        user.groups.add(Group.objects.get(name=account.role))
    return user
