"""Which row stands on which stored pages: the whole map, and the one place that listens to models.

A row that is saved or deleted by itself forgets what ``MAP`` says, after commit. Every other write,
a ``queryset.update()`` or SQL, forgets all pages, unless it stands in ``core.pages.watch.exactly``,
which says what it changes. Models of ``UNSEEN`` stand on no page that is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.signals import request_finished
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from articles import page_tags
from articles.models import (
    Article,
    Byline,
    Citation,
    Correction,
    Edition,
    EditionTag,
    RelatedPick,
)
from comments import floods
from comments.models import Comment
from core import purging
from core.pages import ends, tags, watch
from literature.models import Contributor, FoundVersion, Work, WorkRelation
from media.models import Image
from newsroom import search_upkeep

Touched = Callable[[Any], set[str]]

# By room; an empty string stands for all of it but the models of ``MAP``.
UNSEEN: dict[str, str] = {
    "admin": "",
    "auth": "",
    "axes": "",
    "contenttypes": "",
    "core": "",
    "django_tasks_database": "",
    "sessions": "",
    "taggit": "",
    "articles": (
        "address autosavebuffer carry carryquestion embargo embargo_articles linkanswer mention "
        "message messagechoice miss note outsideevent outsidelink presence reminder "
        "reviewstep savedfilter searchdocument searchmiss searchpin searchword signoff"
    ),
    "comments": "",
    "literature": "answer importedfile importedrecord pace retractionnotice",
    # What pages name of the sizes stands with the picture.
    "media": "rendition",
}


def connect() -> None:
    """Listen and watch. Called once, when the site's apps are ready."""
    for model in MAP:
        name = model._meta.label
        pre_save.connect(_before_save, sender=model, dispatch_uid=f"pages {name}")
        post_save.connect(_after, sender=model, dispatch_uid=f"pages {name}")
        pre_delete.connect(_before, sender=model, dispatch_uid=f"pages {name}")
        post_delete.connect(_after, sender=model, dispatch_uid=f"pages {name}")
    for model in search_upkeep.MAP:
        name = model._meta.label
        post_save.connect(search_upkeep.changed, sender=model, dispatch_uid=f"search {name}")
        post_delete.connect(search_upkeep.changed, sender=model, dispatch_uid=f"search {name}")
    request_finished.connect(watch.reset, dispatch_uid="pages watch")
    request_finished.connect(tags.settle, dispatch_uid="pages tags")
    ends.register(page_tags.next_change)
    ends.register(floods.next_end)
    watch.start(unseen_tables())
    if settings.CDN_PURGE_URL:
        tags.listen(purging.note)
    if settings.REDIS_URL and settings.PAGE_STORE_DIR:
        from core.pages.nodes import Teller  # noqa: PLC0415 - app ready, an optional extra

        tags.listen(Teller(settings.REDIS_URL))


def unseen_tables() -> set[str]:
    """The tables that ``UNSEEN`` stands for, and the database's own."""
    models = apps.get_models(include_auto_created=True)
    return {"django_migrations", *(model._meta.db_table for model in models if _is_unseen(model))}


def _is_unseen(model: type[Model]) -> bool:
    names = UNSEEN.get(model._meta.app_label)
    if model in MAP or names is None:
        return False
    return not names or model._meta.model_name in names.split()


def _of_edition(edition: Edition) -> set[str]:
    """An edition that never had its place in time is on no page."""
    if edition.live_from is None and not getattr(edition, "_was_placed", False):
        return set()
    return page_tags.touched_by(edition.article_id)


def _of_part(part: Byline | Citation) -> set[str]:
    return _of_edition(part.edition)


def _of_comment(comment: Comment) -> set[str]:
    """A new one that waits is on no page, so that no flood of them takes pages away."""
    if comment.published_at is None and getattr(comment, "_was_new", False):
        return set()
    return {page_tags.comments(comment.article_id)}


def _of_work(work: Work) -> set[str]:
    """Its own pages, and those of works that name it as another version or companion."""
    both = Q(from_work=work) | Q(to_work=work)
    pairs = WorkRelation.objects.filter(both).values_list("from_work", "to_work")
    in_issue = {page_tags.issue(work.issue_id)} if work.issue_id else set()
    return in_issue | page_tags.of_works({work.pk, *(pk for pair in pairs for pk in pair)})


MAP: dict[type[Model], Touched] = {
    Article: lambda row: page_tags.touched_by(row.pk),
    Byline: _of_part,
    Citation: _of_part,
    Comment: _of_comment,
    Contributor: lambda row: _of_work(row.work),
    Correction: lambda row: page_tags.touched_by(row.article_id),
    Edition: _of_edition,
    EditionTag: lambda row: _of_edition(row.content_object),
    FoundVersion: lambda row: _of_work(row.work),
    Image: lambda row: page_tags.of_picture(row.pk),
    RelatedPick: lambda row: {page_tags.story(row.article_id)},
    Work: _of_work,
}


def _before_save(sender: type[Model], instance: Model, **facts: object) -> None:
    if isinstance(instance, Edition) and instance.live_from is None and instance.pk:
        placed = Edition.objects.filter(pk=instance.pk, live_from__isnull=False)
        instance._was_placed = placed.exists()  # type: ignore[attr-defined]
    if isinstance(instance, Comment):
        instance._was_new = instance._state.adding  # type: ignore[attr-defined]  # ours
    _before(sender, instance, **facts)


def _before(sender: type[Model], instance: Model, **_facts: object) -> None:
    watch.open_row(sender._meta.db_table)
    if instance.pk:
        _forget(sender, instance)


def _after(sender: type[Model], instance: Model, **_facts: object) -> None:
    watch.close_row(sender._meta.db_table)
    _forget(sender, instance)
    if isinstance(instance, Comment):
        instance._was_new = False  # type: ignore[attr-defined]  # ours


def _forget(sender: type[Model], instance: Model) -> None:
    if not watch.matters():
        return
    touched = MAP[sender](instance)
    if touched:
        tags.forget(*touched)
