"""What any template may need."""

import json

import pytest

from core.templatetags.core import json_ld

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "&lt;/script&gt;",
    '"}</SCRIPT >',
    "back\\slash \u2028 line",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_json_ld_holds_nothing_that_could_end_the_script(text):
    written = json_ld({"headline": text})

    assert set("<>&") & set(written) == set()
    assert json.loads(written) == {"headline": text}
