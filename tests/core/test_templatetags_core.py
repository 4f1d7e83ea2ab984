"""What any template may need."""

import json

import pytest
from lxml import html as lxml_html

from core.templatetags.core import breadcrumb, json_ld

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


def test_breadcrumb_shortens_only_the_page_itself():
    long = "A name that is longer than a line holds"

    page = lxml_html.fromstring(breadcrumb([(long, "/a/"), (long, "")]))

    assert page.xpath("//a/text()") == ["Home", long]
    assert page.xpath("//span/text()") == ["A name that is longer than…"]
