"""The assembled site's app config."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from newsroom import invalidation  # noqa: PLC0415 - app ready

        invalidation.connect()
        if settings.SENTRY_DSN:
            from newsroom import sentry  # noqa: PLC0415 - app ready, an optional extra

            sentry.start()
