"""The floor's app config."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Accounts and log")

    def ready(self) -> None:
        from core import purging as _purging  # noqa: F401, PLC0415 - app ready: registers the job
        from core import upkeep as _upkeep  # noqa: F401, PLC0415 - app ready: registers the job
