"""Readers' comments. Each keeps the counters that hang on it; states are traits."""

from __future__ import annotations

import uuid

import factory
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from comments.ban_models import Ban
from comments.desk_models import ReadyMessage
from comments.hold_models import LegalHold
from comments.models import MAX_DEPTH, SEGMENT, Comment, Decision, Identity, base36
from comments.moderation import ancestors
from comments.namesakes import looks
from comments.states import State
from comments.text import fingerprint
from tests.factories.articles import EditionFactory


def _live_article() -> Article:
    return EditionFactory(live=True).article


class CommentFactory(factory.django.DjangoModelFactory):
    """A held comment under a live story; ``parent`` makes it an answer."""

    class Meta:
        model = Comment

    class Params:
        approved = factory.Trait(state=State.APPROVED)
        published = factory.Trait(state=State.PUBLISHED)
        rejected = factory.Trait(state=State.REJECTED)
        spam = factory.Trait(state=State.SPAM)
        withdrawn = factory.Trait(state=State.WITHDRAWN)

    parent = None
    article = factory.LazyAttribute(
        lambda made: made.parent.article if made.parent else _live_article()
    )
    root_id = factory.LazyAttribute(
        lambda made: (made.parent.root_id or made.parent.pk) if made.parent else None
    )
    depth = factory.LazyAttribute(
        lambda made: min(made.parent.depth + 1, MAX_DEPTH) if made.parent else 0
    )
    state = State.HELD
    name = factory.Sequence(lambda n: f"Maren Holt {n}")
    looks = factory.LazyAttribute(lambda made: looks(made.name))
    text = factory.Sequence(lambda n: f"I run a stroke unit with {n} beds.")
    text_hash = factory.LazyAttribute(lambda made: fingerprint(made.text))
    idempotency_key = factory.LazyFunction(uuid.uuid4)
    created_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyAttribute(
        lambda made: made.created_at if made.state in {State.PUBLISHED, State.APPROVED} else None
    )

    @classmethod
    def _create(cls, model_class: type[Comment], *args: object, **kwargs: object) -> Comment:
        comment = super()._create(model_class, *args, **kwargs)
        above = comment.parent.path[: SEGMENT * comment.depth] if comment.parent else ""
        comment.path = above + base36(comment.pk)
        Comment.objects.filter(pk=comment.pk).update(path=comment.path)
        if comment.is_visible:
            shown = Article.objects.filter(pk=comment.article_id)
            shown.update(comment_count=F("comment_count") + 1)
            above = Comment.objects.filter(pk__in=ancestors(comment))
            above.update(visible_replies=F("visible_replies") + 1)
        comment.refresh_from_db()
        return comment


class DecisionFactory(factory.django.DjangoModelFactory):
    """A held comment was approved."""

    class Meta:
        model = Decision

    comment = factory.SubFactory(CommentFactory)
    version = 2
    from_state = State.HELD
    to_state = State.APPROVED
    at = factory.LazyFunction(timezone.now)


class BanFactory(factory.django.DjangoModelFactory):
    """A mail domain is refused for good."""

    class Meta:
        model = Ban

    kind = Ban.Kind.DOMAIN
    value = factory.Sequence(lambda n: f"spam-{n}.example")
    effect = Ban.Effect.REFUSE
    reason = "Nothing but offers."
    by_name = "Mo"
    at = factory.LazyFunction(timezone.now)


class LegalHoldFactory(factory.django.DjangoModelFactory):
    """A comment is kept for a court."""

    class Meta:
        model = LegalHold

    comment = factory.SubFactory(CommentFactory)
    reason = "The court in Lübeck asked for it."
    by_name = "Ada"
    at = factory.LazyFunction(timezone.now)


class ReadyMessageFactory(factory.django.DjangoModelFactory):
    """What the desk says to one reason."""

    class Meta:
        model = ReadyMessage

    reason_code = "off-topic"
    language = factory.Sequence(lambda n: f"x-{n}")
    text = "It is not about the story."


class IdentityFactory(factory.django.DjangoModelFactory):
    """A reader whose address was confirmed."""

    class Meta:
        model = Identity

    email_hmac = factory.Sequence(lambda n: f"{n:064x}")
    confirmed_at = factory.LazyFunction(timezone.now)
