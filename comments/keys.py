"""The keys of the moderators' queue: what each does, and which key a person gave it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.desk_models import KeySetting
from core.errors import Refused
from core.models import User

ACTS: dict[str, tuple[str, str | Promise]] = {
    "next": ("j", gettext_lazy("next comment")),
    "previous": ("k", gettext_lazy("comment before")),
    "approve": ("a", gettext_lazy("approve")),
    "reject": ("r", gettext_lazy("reject, then a figure for the reason")),
    "spam": ("s", gettext_lazy("mark as spam")),
    "undo": ("u", gettext_lazy("undo the last decision")),
    "note": ("n", gettext_lazy("write a note")),
    "feature": ("f", gettext_lazy("approve and feature")),
    "choose": ("x", gettext_lazy("choose for several at once")),
    "story": ("o", gettext_lazy("open the story")),
    "help": ("?", gettext_lazy("this list")),
}


@dataclass(frozen=True, slots=True)
class Key:
    """One act with the key that stands for it."""

    act: str
    key: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one person; with ``is_on`` false no single key does anything."""

    is_on: bool
    all: list[Key]

    @property
    def by_key(self) -> dict[str, str]:
        """The acts by their key, for the page's script; empty when keys are off."""
        return {key.key: key.act for key in self.all} if self.is_on else {}


def of(user: User) -> Keys:
    """The keys of a person: their own where they chose some, else the usual ones."""
    kept = KeySetting.objects.filter(user=user).first()
    own = kept.keys if kept else {}
    found = [Key(act, own.get(act, usual), label) for act, (usual, label) in ACTS.items()]
    return Keys(is_on=kept.is_on if kept else True, all=found)


def choose(user: User, chosen: dict[str, str], *, is_on: bool) -> None:
    """Keep the keys of a person. Raises ``Refused`` for one that is missing, double or a digit."""
    keys = {act: chosen.get(act, "").strip() for act in ACTS}
    for act, key in keys.items():
        if len(key) != 1 or not key.isprintable() or key.isdigit():
            raise Refused(_("Give each act one letter or sign. Figures choose reasons."), field=act)
        if list(keys.values()).count(key) > 1:
            raise Refused(_("“%s” stands for two acts. Give each its own key.") % key, field=act)
    KeySetting.objects.update_or_create(user=user, defaults={"is_on": is_on, "keys": keys})
