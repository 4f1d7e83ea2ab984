"""A reference becomes HTML in one template, and nothing in it can break out."""

from django.template import Context, Template

from literature.formatting import format_work
from literature.runs import Run

TEMPLATE = Template("{% load literature %}{% reference runs %}")


def shown(runs):
    return TEMPLATE.render(Context({"runs": runs})).strip()


def test_reference_shown_with_emphasis_and_link():
    csl = {
        "title": "CO<sub>2</sub> in <i>E. coli</i>",
        "container-title": "Nature",
        "issued": {"date-parts": [[2026]]},
        "volume": "1",
        "DOI": "10.5555/a<b>",
    }

    assert shown(format_work(csl, "ama")) == (
        "CO<sub>2</sub> in <i>E. coli</i>. <i>Nature</i>. 2026;1. "
        '<a href="https://doi.org/10.5555/a%3Cb%3E">doi:10.5555/a&lt;b&gt;</a>'
    )


def test_every_emphasis_has_its_element():
    runs = [
        Run("b", bold=True),
        Run("s", sup=True),
        Run("c", small_caps=True),
        Run("x", bold=True, italic=True, sub=True),
    ]

    assert shown(runs) == (
        '<b>b</b><sup>s</sup><span class="sc">c</span><i><b><sub>x</sub></b></i>'
    )


def test_text_and_address_are_escaped():
    runs = [Run("<script>", href='https://example.org/"onclick="x')]

    assert shown(runs) == ('<a href="https://example.org/&quot;onclick=&quot;x">&lt;script&gt;</a>')
