"""The articles' app config."""

from django.apps import AppConfig
from django.core.signals import request_finished
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from articles import checks as _checks  # noqa: F401, PLC0415 - app ready: registers the checks
        from articles import jobs as _jobs  # noqa: F401, PLC0415 - app ready: registers the jobs
        from articles.addresses import is_held  # noqa: PLC0415 - app ready
        from articles.citing_stories import stories_citing  # noqa: PLC0415 - app ready
        from articles.misses import flush  # noqa: PLC0415 - app ready
        from articles.permissions import may_know, unnamed_in_log  # noqa: PLC0415 - app ready
        from core.audit import keep_back  # noqa: PLC0415 - app ready
        from literature.usage import ask_for_uses  # noqa: PLC0415 - app ready
        from media.usage import ask_before_naming  # noqa: PLC0415 - app ready
        from taxonomy.tree import ask_before_taking  # noqa: PLC0415 - app ready

        request_finished.connect(flush, dispatch_uid="articles.misses")
        ask_before_naming(may_know)
        keep_back(unnamed_in_log)
        ask_before_taking(is_held)
        ask_for_uses(stories_citing)
