"""What a reader said, and what was decided about it.

A comment changes state only through ``comments.moderation``, which keeps the counters in step.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.ban_models import Ban
from comments.desk_models import DigestSetting, KeySetting, Note, ReadyMessage, Settling
from comments.hold_models import LegalHold
from comments.mode_models import ClosedByClock, SiteMode
from comments.opinion_models import Alert, Opinion
from comments.reader_models import Erasure, Identity, Letter, Report, Revision
from comments.reasons import Reason
from comments.spam_models import Lesson, Objection, RuleTally, SpamModel, SpamToken
from comments.states import VISIBLE, State
from comments.text import signed
from core.errors import Refused
from core.links import path_of

__all__ = [
    "Alert",
    "Ban",
    "ClosedByClock",
    "Comment",
    "Decision",
    "DigestSetting",
    "Erasure",
    "Identity",
    "KeySetting",
    "LegalHold",
    "Letter",
    "Note",
    "Objection",
    "Opinion",
    "ReadyMessage",
    "Report",
    "Revision",
    "Lesson",
    "RuleTally",
    "Settling",
    "SiteMode",
    "SpamModel",
    "SpamToken",
    "base36",
]
MAX_DEPTH = 6
LOOKS = 80  # letters of a name that are compared
SEGMENT = 7  # base-36 digits of one step of a path: room for 78 thousand million comments
_VISIBLE_NAMES = sorted(state.value for state in VISIBLE)
_IS_VISIBLE = Q(state__in=_VISIBLE_NAMES)


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible(self) -> CommentQuerySet:
        """The comments that readers may read."""
        return self.filter(state__in=_VISIBLE_NAMES)

    def held(self) -> CommentQuerySet:
        """The comments that wait for a decision, oldest first."""
        return self.filter(state=State.HELD).order_by("created_at", "pk")

    def in_thread_order(self) -> CommentQuerySet:
        """Each comment before its answers, answers by age."""
        return self.order_by("path")


class Comment(models.Model):
    """One contribution of one reader under one story."""

    class Badge(models.TextChoices):
        NONE = "", _("Reader")
        NEWSROOM = "newsroom", _("Newsroom")
        AUTHOR = "author", _("Author")
        EXPERT = "expert", _("Verified expert")

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="comments", verbose_name=_("story")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="thread")
    # The numbers of its ancestors and its own, so that one index returns a thread in order.
    path = models.CharField(max_length=SEGMENT * (MAX_DEPTH + 1), editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)

    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.CHECKING
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    reasons = models.JSONField(_("why it was held"), default=list, blank=True)
    # The worst of them, in a column of its own so that the queue is filtered by an index.
    chief_reason = models.GeneratedField(
        expression=KeyTextTransform("code", KeyTextTransform("0", "reasons")),
        output_field=models.CharField(max_length=20, null=True),
        db_persist=True,
    )
    score = models.FloatField(null=True, blank=True)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    badge = models.CharField(max_length=10, choices=Badge.choices, default=Badge.NONE, blank=True)
    # The columns are wider than the limits of the form: the database never cuts a text short.
    name = models.CharField(_("name"), max_length=200)
    # The name without what two like names may differ in, and the writer's place among those who
    # go by it under the story; 0 until the comment was first visible.
    looks = models.CharField(max_length=LOOKS, blank=True, editable=False)
    namesake = models.PositiveIntegerField(default=0, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    email_hmac = models.CharField(max_length=64, blank=True, editable=False)
    network_hmac = models.CharField(max_length=64, blank=True, editable=False)
    # Who wrote it, once the address was proved; None until then.
    identity = models.ForeignKey(
        Identity, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    expertise = models.CharField(max_length=120, blank=True, editable=False)
    wants_replies = models.BooleanField(_("wants to hear of replies"), default=False)
    # A letter that asks to confirm the address has still to go out.
    confirmation_due = models.BooleanField(default=False, editable=False)
    replies_told = models.BooleanField(default=False, editable=False)
    text = models.TextField(_("comment"))
    # The paragraph of the story it is about, as comments.passages keeps it; empty: the whole story.
    about = models.JSONField(default=dict, blank=True, editable=False)
    text_hash = models.CharField(max_length=64, editable=False)
    idempotency_key = models.UUIDField(editable=False)

    created_at = models.DateTimeField(_("written"))
    published_at = models.DateTimeField(_("visible since"), null=True, blank=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    featured = models.BooleanField(_("picked by the desk"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    reports_weight = models.FloatField(_("weight of reports"), default=0, editable=False)
    # A moderator let it stand after reports: it takes new ones, but they no longer hide it.
    reports_settled = models.BooleanField(default=False, editable=False)
    visible_replies = models.PositiveIntegerField(default=0, editable=False)
    # On the page: read, or kept as a marker because somebody's visible answer hangs on it.
    listed = models.GeneratedField(
        expression=ExpressionWrapper(
            Q(published_at__isnull=False) | Q(visible_replies__gt=0), models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    # Who reads it in the queue just now. Advice to the others; the version decides.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)

    # Where it stood before it came here, for example "wordpress" and the number it had there.
    imported_from = models.CharField(max_length=100, blank=True, editable=False)
    imported_id = models.CharField(max_length=100, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "idempotency_key"], name="comment_sent_once"
            ),
            models.UniqueConstraint(
                fields=["imported_from", "imported_id"],
                condition=~Q(imported_from=""),
                name="comment_imported_once",
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(pinned=True), name="comment_one_pin_per_story"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="comment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(parent=None, root=None, depth=0)
                | Q(parent__isnull=False, root__isnull=False, depth__range=(1, MAX_DEPTH)),
                name="comment_depth_fits_its_parent",
            ),
            models.CheckConstraint(
                condition=(_IS_VISIBLE & Q(published_at__isnull=False))
                | (~_IS_VISIBLE & Q(published_at=None)),
                name="comment_visible_iff_published_at",
            ),
            models.CheckConstraint(
                condition=_IS_VISIBLE | Q(pinned=False, featured=False),
                name="comment_shown_off_only_if_visible",
            ),
            models.CheckConstraint(
                condition=Q(pinned=False) | Q(depth=0), name="comment_pin_is_no_reply"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ERASED)
                | Q(email="", email_hmac="", network_hmac="", user=None, identity=None),
                name="comment_erased_knows_nobody",
            ),
        ]
        indexes = [
            models.Index(
                F("article"),
                F("pinned").desc(),
                F("path"),
                condition=Q(listed=True, depth=0),
                name="comment_page",
            ),
            models.Index(
                fields=["root", "path"],
                condition=Q(listed=True, depth__gt=0),
                name="comment_thread",
            ),
            models.Index(
                fields=["created_at", "id"],
                condition=Q(state=State.HELD),
                name="comment_queue",
            ),
            models.Index(
                fields=["chief_reason", "created_at", "id"],
                condition=Q(state=State.HELD),
                name="comment_queue_by_reason",
            ),
            models.Index(fields=["state", "-created_at", "-id"], name="comment_by_state"),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="comment_visible",
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(confirmation_due=True),
                name="comment_to_confirm",
            ),
            models.Index(
                fields=["published_at"],
                condition=Q(published_at__isnull=False, depth__gt=0, replies_told=False),
                name="comment_to_tell",
            ),
            models.Index(
                fields=["article", "-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="comment_feed",
            ),
            models.Index(
                fields=["article", "path"],
                condition=Q(featured=True),
                name="comment_picks",
            ),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(reports_weight__gt=0, published_at__isnull=False),
                name="comment_reported",
            ),
            models.Index(
                fields=["-decided_at", "-id"],
                condition=Q(decided_at__isnull=False),
                name="comment_decided",
            ),
            models.Index(
                fields=["article", "looks", "-namesake"],
                condition=Q(namesake__gt=0),
                name="comment_namesakes",
            ),
            models.Index(fields=["article", "-created_at"], name="comment_pace"),
            models.Index(fields=["article", "text_hash"], name="comment_same_text"),
            models.Index(fields=["text_hash", "created_at"], name="comment_copies"),
            models.Index(fields=["network_hmac", "created_at"], name="comment_by_network"),
            models.Index(fields=["email_hmac", "state"], name="comment_by_email"),
        ]

    def __str__(self) -> str:
        # Without the writer's name: the audit log keeps this for ever, the name must go on request.
        return gettext("Comment %d") % (self.pk or 0)

    def get_absolute_url(self) -> str:
        return path_of("comments:permalink", comment_id=self.pk)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Refused(gettext("A comment is not deleted. It can be rejected, withdrawn or erased."))

    @property
    def is_visible(self) -> bool:
        return self.state in VISIBLE

    @property
    def signature(self) -> str:
        """The name as readers see it: told apart from the same name of somebody else."""
        return signed(self.name, self.namesake)

    @property
    def anchor(self) -> str:
        return f"c-{self.pk}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise Refused(gettext("A decision is never changed."))

    def delete(self) -> NoReturn:
        raise Refused(gettext("A decision is never deleted."))


class Decision(models.Model):
    """One step of one comment from state to state: who, when, why. Never changed again."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="decisions")
    version = models.PositiveIntegerField(_("version it made"))
    from_state = models.CharField(_("from"), max_length=12, choices=State.choices)
    to_state = models.CharField(_("to"), max_length=12, choices=State.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    by_name = models.CharField(_("name at that time"), max_length=150, blank=True)
    reason_code = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    # What the writer is told once the decision has settled; empty: nothing.
    message = models.TextField(_("message to the writer"), blank=True)
    at = models.DateTimeField(_("when"))
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="undone_by"
    )
    # What the step changed besides the state, so that undoing it restores exactly that.
    before = models.JSONField(default=dict, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "version"], name="decision_per_version"),
            models.CheckConstraint(
                condition=Q(from_state__in=State.values) & Q(to_state__in=State.values),
                name="decision_states_are_known",
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="decision_by_age")]

    def __str__(self) -> str:
        return f"{self.by_name or '-'}: {self.from_state} -> {self.to_state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Refused(gettext("A decision is never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Refused(gettext("A decision is never deleted."))


def base36(number: int) -> str:
    """A number in base 36, at the fixed width of one step of a path."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits.rjust(SEGMENT, "0")
