"""What a text may hold that becomes part of an XML document."""

from __future__ import annotations

import re
from typing import Final

# XML 1.0, section 2.2: every character but these may stand in a document.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without characters that no XML document may hold, such as vertical tabs."""
    return _ILLEGAL.sub("", text)
