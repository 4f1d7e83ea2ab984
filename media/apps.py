"""The picture library's app config."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        from media import jobs as _jobs  # noqa: F401, PLC0415 - app ready: registers the jobs
