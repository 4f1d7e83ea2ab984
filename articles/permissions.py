"""Who may do what with a story: plain yes or no, asked by admin, views and templates alike.

Which people hold these rights is the table in ``newsroom/roles.py``.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone

from articles import visibility
from articles.models import Article, Byline, Edition, Embargo, SavedFilter
from core.models import User

Person = User | AnonymousUser
SEND_MISSES = "articles.change_miss"


def _holds(user: Person, right: str) -> bool:
    return bool(user.is_active and user.has_perm(f"articles.{right}"))


def may_see(user: Person, edition: Edition) -> bool:
    """Whether the person may read an edition on the desk, whatever readers see.

    Under embargo these are the people of the story and those with a right of their own.
    """
    if not _holds(user, "view_edition"):
        return False
    now = timezone.now()
    if not visibility.is_secret(edition, edition.article, now):
        return True
    return is_concerned(user, edition) or _holds(user, "see_embargoed")


def is_concerned(user: Person, edition: Edition) -> bool:
    """Whether the person began the story, wrote or last saved the edition, signs or reviews it.

    Who entered its embargo belongs to them, and whose story it was made.
    """
    if user.pk is None:
        return False
    people = {
        edition.created_by_id,
        edition.updated_by_id,
        edition.reviewer_id,
        edition.article.created_by_id,
        edition.article.assigned_to_id,
    }
    return (
        user.pk in people
        or edition.bylines.filter(person__user=user.pk).exists()
        or edition.article.embargoes.filter(made_by=user.pk).exists()
    )


def may_know(user: Person, row: Model) -> bool:
    """The same for a row of any kind: only editions are ever kept from somebody at the desk."""
    return may_see(user, row) if isinstance(row, Edition) else True


def seen_by(user: Person, *, prefix: str = "") -> Q:
    """The same for sets: the condition under which editions are shown to a person on the desk."""
    if not _holds(user, "view_edition"):
        return Q(pk=None)
    if _holds(user, "see_embargoed"):
        return Q()
    return _concerned(user, prefix) | visibility.open_condition(timezone.now(), prefix)


def _concerned(user: Person, prefix: str) -> Q:
    """``is_concerned`` as a condition; ``prefix`` leads to the edition."""
    people = ("created_by", "updated_by", "reviewer", "article__created_by", "article__assigned_to")
    signed = Byline.objects.filter(edition=OuterRef(f"{prefix}pk"), person__user=user.pk)
    held = Embargo.articles.through.objects.filter(
        article=OuterRef(f"{prefix}article"), embargo__made_by=user.pk
    )
    concerned = Q(Exists(signed)) | Q(Exists(held))
    for name in people:
        concerned |= Q(**{f"{prefix}{name}": user.pk})
    return concerned


def may_read_notes(user: Person, article: Article) -> bool:
    """Whether the person may read and write what the desk says about a story.

    While an embargo holds, notes tell of it, whichever edition is opened.
    """
    if article.latest is None or not _holds(user, "view_edition"):
        return False
    if not article.is_embargoed(timezone.now()) or _holds(user, "see_embargoed"):
        return True
    return is_concerned(user, article.latest)


def notes_read_by(user: Person, *, prefix: str = "") -> Q:
    """The same for sets; ``prefix`` leads to the story ("note__article__")."""
    if not _holds(user, "view_edition"):
        return Q(pk=None)
    if _holds(user, "see_embargoed"):
        return Q()
    none = Q(**{f"{prefix}embargoed_until": None})
    past = Q(**{f"{prefix}embargoed_until__lte": timezone.now()})
    return none | past | _concerned(user, f"{prefix}latest__")


def may_list(user: Person) -> bool:
    """Whether the person may open the list of stories at all."""
    return _holds(user, "view_edition")


def may_forget_filter(user: Person, row: SavedFilter) -> bool:
    """Whether the person may take a saved filter away: their own; a publisher, a shared one."""
    return row.owner_id == user.pk or (row.is_shared and _holds(user, "publish_edition"))


def may_send_misses(user: Person) -> bool:
    """Whether the person may let an address that leads nowhere lead to a story."""
    return bool(user.is_active and user.has_perm(SEND_MISSES))


def may_look_ahead(user: Person) -> bool:
    """Whether the person may see the site as of a moment to come, with all that waits for it."""
    return _holds(user, "view_edition") and _holds(user, "see_embargoed")


def may_lift_embargo(user: Person) -> bool:
    """Whether the person may end an embargo before its time, giving a reason."""
    return _holds(user, "lift_embargo")


def may_write(user: Person) -> bool:
    """Whether the person may start a story."""
    return _holds(user, "add_edition")


def may_edit(user: Person, edition: Edition) -> bool:
    """Whether the person may change an edition, or open the next one of a live story."""
    return _holds(user, "change_edition")


def may_submit(user: Person, edition: Edition) -> bool:
    """Whether the person may hand an edition over for review."""
    return may_edit(user, edition)


def is_author(user: Person, edition: Edition) -> bool:
    """Whether the person wrote or last changed it, so that somebody else approves it."""
    return user.pk is not None and user.pk in {edition.created_by_id, edition.updated_by_id}


def may_review(user: Person, edition: Edition) -> bool:
    """Whether the person may approve stories or ask for changes at all."""
    return _holds(user, "approve_edition")


def may_approve(user: Person, edition: Edition) -> bool:
    """Whether the person may approve this edition: never one's own."""
    return may_review(user, edition) and not is_author(user, edition)


def may_publish(user: Person, edition: Edition) -> bool:
    """Whether the person may put an approved edition live, now or at a moment to come."""
    return _holds(user, "publish_edition")


def may_hotfix(user: Person, edition: Edition) -> bool:
    """Whether the person may change the live text while a draft or a scheduled change waits."""
    return may_edit(user, edition) and _holds(user, "hotfix_edition")


def may_sign(user: Person, edition: Edition) -> bool:
    """Whether the person may sign a check of a section: never for one's own story."""
    return _holds(user, "sign_reviewstep") and not is_author(user, edition)


def may_ask_outside(user: Person, edition: Edition) -> bool:
    """Whether the person may show an edition to somebody without an account."""
    return may_see(user, edition) and _holds(user, "ask_outside")


def may_force(user: Person, edition: Edition) -> bool:
    """Whether the person may publish without approval or despite findings, giving a reason."""
    return may_publish(user, edition) and _holds(user, "force_edition")


def may_withdraw(user: Person, article: Article) -> bool:
    """Whether the person may take a story away from readers."""
    return _holds(user, "withdraw_article")


def may_correct(user: Person, article: Article) -> bool:
    """Whether the person may add a public correction."""
    return _holds(user, "add_correction")


def unnamed_in_log(user: Person) -> Q:
    """The entries of the log about stories under embargo that the person may not know of."""
    if _holds(user, "see_embargoed"):
        return Q(pk=None)
    held = Article.objects.filter(embargoed_until__gt=timezone.now())
    kept = held.exclude(notes_read_by(user)) if _holds(user, "view_edition") else held
    stories = list(kept.values_list("pk", flat=True))
    editions = Edition.objects.filter(article__in=stories).values_list("pk", flat=True)
    about_story = Q(object_type="articles.article", object_id__in=[str(pk) for pk in stories])
    about_edition = Q(object_type="articles.edition", object_id__in=[str(pk) for pk in editions])
    return about_story | about_edition
