"""The addresses of stories: one shown, the former ones leading to it, none ever given away."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Address, Article, Edition
from articles.parts import with_parts
from core.errors import Refused
from core.prepared import Prepared
from taxonomy.models import Section


def path_of(section: Section, slug: str) -> str:
    """The address a story in this section has: "health/eye/blocked-artery"."""
    return f"{section.path}/{slug}"


def check_free(path: str, *, article: Article | None) -> None:
    """Refuse an address of another story or of a section."""
    taken = Address.objects.filter(path=path)
    if article is not None:
        taken = taken.exclude(article=article)
    if taken.exists():
        raise Refused(
            _("Another story has the address /%s/. Choose a different address word.") % path,
            field="slug",
        )
    if Section.objects.filter(path=path).exists():
        raise Refused(
            _("The address /%s/ is a section. Choose a different address word.") % path,
            field="slug",
        )


def is_held(path: str) -> bool:
    """Whether the address belongs to a story, now or once."""
    return Address.objects.filter(path=path).exists()


def settle(edition: Edition) -> None:
    """Give the edition its address and hold that for its story.

    Addresses of a story that never was live are freed when they are not used any more.
    Raises ``Refused`` when the address is not free.
    """
    article = edition.article
    path = path_of(edition.section, edition.slug)
    check_free(path, article=article)
    Edition.objects.filter(pk=edition.pk).update(path=path)
    edition.path = path
    Address.objects.get_or_create(path=path, defaults={"article": article})
    if article.first_published_at is None:
        used = article.editions.values_list("path", flat=True)
        article.addresses.exclude(path__in=used).delete()


def find(path: str, *, at: datetime) -> tuple[Article, Edition | None] | None:
    """The story with this address and the edition readers see at ``at``, in one query.

    None when no story ever had the address. The edition is None while the story is not
    visible, else it comes with its parts (``articles.parts``); when its ``path`` differs from the
    one asked for, the reader is sent there.
    """
    for edition in _live(path=path, at=at):
        return edition.article, edition
    article = Article.objects.filter(addresses__path=path).first()
    return (article, None) if article else None


@Prepared
def _live(*, path: str, at: datetime) -> QuerySet[Edition]:
    rows = with_parts(Edition.objects.live(at), at).filter(article__addresses__path=path)
    return rows.select_related("article__series", "section", "lead_image")[:1]
