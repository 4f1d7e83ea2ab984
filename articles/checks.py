"""What must be right about the settings of stories before the site starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from articles import sharing


@register()
def check_share_links(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SHARE_LINKS names services that there are."""
    known = ", ".join(sharing.SERVICES)
    return [
        Error(f"SHARE_LINKS names {name!r}.", hint=f"Known are: {known}.", id="articles.E001")
        for name in sharing.unknown(settings.SHARE_LINKS)
    ]
