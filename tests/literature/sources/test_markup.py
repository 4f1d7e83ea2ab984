"""Titles and names as services send them come out harmless and readable."""

import pytest

from literature.sources.markup import clean_name, clean_title, person


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (
            "<jats:italic>E. coli</jats:italic> in\n  CO<sub>2</sub>",
            "<i>E. coli</i> in CO<sub>2</sub>",
        ),
        ("<![CDATA[A &lt; B]]>", "A &lt; B"),
        ("Salt &amp;amp; water, P&amp;lt;0.05", "Salt &amp; water, P&lt;0.05"),
        ("A<script>alert(1)</script>B", "AB"),
        ("A<script>alert(1)", "A"),
        ('<a href="javascript:x" onclick="y">linked</a>', "linked"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<mml:math altttext="" alttext="x=1"><mml:mi>x</mml:mi></mml:math>', "x=1"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math>", "x"),
        ("<sc>l</sc>-dopa", '<span class="sc">l</span>-dopa'),
        ("<b>open", "<b>open</b>"),
        ("a < b and c > d", "a &lt; b and c &gt; d"),
    ],
)
def test_clean_title(raw, clean):
    assert clean_title(raw) == clean


def test_clean_title_of_hostile_length_is_quick():
    assert len(clean_title("<a" * 500_000)) <= 20_000


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("SMITH-JONES", "Smith-Jones"), ("<b>Ryan</b>", "Ryan"), ("LI", "LI"), (None, "")],
)
def test_clean_name(raw, clean):
    assert clean_name(raw) == clean


def test_person_with_a_wrong_orcid():
    assert person("A", "Holm", orcid="0000-0002-1825-0098") == {"family": "Holm", "given": "A"}
