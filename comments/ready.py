"""What the writer of a rejected comment is told: a ready-made sentence for each reason."""

from __future__ import annotations

from django.utils.translation import get_language

from comments.desk_models import ReadyMessage
from comments.reasons import SILENT, USUAL


def messages() -> dict[str, str]:
    """The message for each reason in the language in use: the desk's own, else the usual one.

    Reasons that send nothing have none.
    """
    own = ReadyMessage.objects.filter(language=get_language() or "en")
    found = {str(code): str(text) for code, text in USUAL.items()}
    found |= dict(own.values_list("reason_code", "text"))
    return {code: text for code, text in found.items() if code not in SILENT}
