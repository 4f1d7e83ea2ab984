"""Accounts: who may log in, in which roles. Roles themselves are a table of the site."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refused
from core.models import User


def save_account(account: User, *, by: User, groups: Sequence[Group] | None = None) -> User:
    """Save an account, with its roles where ``groups`` are given, and write the log.

    Refuses to close the door behind oneself: nobody switches off the own account or takes the
    own administrator's right away. An account that holds every right is changed, and made, only
    by another one.
    """
    _check_every_right(account, by=by)
    if account.pk is not None and account.pk == by.pk:
        _check_own(account, was=User.objects.get(pk=by.pk))
    with transaction.atomic():
        account.save()
        if groups is not None:
            account.groups.set(groups)
        names = sorted(group.name for group in account.groups.all())
        audit.record(by, "account.save", account, data={"roles": names})
    return account


def _check_own(account: User, *, was: User) -> None:
    if not account.is_active or not account.is_staff:
        raise Refused(_("You cannot switch off your own account."), field="is_active")
    if was.is_superuser and not account.is_superuser:
        raise Refused(
            _("You cannot take this right from yourself. Another administrator can."),
            field="is_superuser",
        )


def _check_every_right(account: User, *, by: User) -> None:
    if by.is_superuser:
        return
    stored = User.objects.filter(pk=account.pk, is_superuser=True)
    if account.is_superuser or stored.exists():
        raise Refused(
            _("Only somebody who holds every right can change an account that does."),
            field="is_superuser",
        )
