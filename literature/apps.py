"""The literature room's app config."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiteratureConfig(AppConfig):
    name = "literature"
    verbose_name = _("Literature")

    def ready(self) -> None:
        import literature.jobs  # noqa: F401, PLC0415 - app ready
