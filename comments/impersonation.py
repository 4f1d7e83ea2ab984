"""Names that would be taken for the newsroom, in whatever look-alike letters they come."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.models import Person
from core.models import User
from core.text import fold

_NAMES = ("username", "first_name", "last_name")
_OFFICES = (
    *(_("Moderator"), _("Moderation"), _("Administrator"), _("Admin"), _("Editor")),
    *(_("The editors"), _("Newsroom"), _("The newsroom"), _("Staff")),
)
# Letters and digits of Unicode's confusables table (UTS 39) that pass for a Latin one at a glance;
# i, l and 1 look alike in most typefaces.
_ALIKE = str.maketrans(
    "аеорсухіїјѕԁԛԝһӏвкмнтαορυνικτχεβη013457і|!",
    "aeopcyxlljsdqwhlbkmhtaopuvlktxebnoleastlll",
)


def skeleton(name: str) -> str:
    """The same for two names that look the same: no case, accents, signs, spaces, alphabets."""
    bare = unicodedata.normalize("NFKD", fold(name)).translate(_ALIKE)
    letters = "".join(letter for letter in bare if letter.isalnum())
    return letters.replace("i", "l").replace("rn", "m").replace("vv", "w")


def is_reserved(name: str) -> bool:
    """Whether a reader's name claims to be an office of ours or the publication itself."""
    return skeleton(name) in {skeleton(str(word)) for word in (*_OFFICES, settings.SITE_NAME)}


def is_one_of_ours(name: str) -> bool:
    """Whether a reader's name looks like that of somebody who works or writes here."""
    looks = skeleton(name)
    accounts = User.objects.filter(is_active=True, is_staff=True).only(*_NAMES)
    people = Person.objects.filter(is_active=True).values_list("name", flat=True)
    names = [*people.iterator(), *(str(account) for account in accounts.iterator())]
    return bool(looks) and any(_known(known) == looks for known in names)


@lru_cache(maxsize=2_048)
def _known(name: str) -> str:
    """A name of ours, which is compared with that of each comment."""
    return skeleton(name)
