"""The comments' app config."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles.signals import article_withdrawn


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        from comments import jobs as _jobs  # noqa: F401, PLC0415 - app ready: registers the jobs
        from comments.receivers import (  # noqa: PLC0415 - app ready
            close_reports,
            close_withdrawn,
            report_decision,
            tell_writer,
        )
        from comments.signals import decision_settled  # noqa: PLC0415 - app ready

        article_withdrawn.connect(close_withdrawn, dispatch_uid="comments.close_withdrawn")
        decision_settled.connect(close_reports, dispatch_uid="comments.close_reports")
        decision_settled.connect(report_decision, dispatch_uid="comments.report_decision")
        decision_settled.connect(tell_writer, dispatch_uid="comments.tell_writer")
