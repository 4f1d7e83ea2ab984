"""Text survives LaTeX: signs, capitals, emphasis, accents."""

import pytest

from literature.exports import latex
from literature.runs import title_runs


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Q&A: 5% of $9 #1 a_b", r"Q\&A: 5\% of \$9 \#1 a\_b"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("{a}", r"\textbraceleft{}a\textbraceright{}"),
        ("a\\b", r"a\textbackslash{}b"),
        ("two\nlines\x00", "two lines"),
    ],
)
def test_signs_of_latex_escaped(text, written):
    assert latex.escaped(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Jørstad", r"J{\o}rstad"),
        ("Türeci", r"T{\"u}reci"),
        ("Şahin", r"{\c{S}}ahin"),
        ("β-blocker ≤ 5–6", r"$\beta$-blocker $\leq$ 5--6"),
        ("O’Brien", "O'Brien"),
        ("ṩ", r"{\.{\d{s}}}"),
        ("中", "中"),
    ],
)
def test_letters_written_in_ascii_where_latex_has_them(text, written):
    assert latex.escaped(text, ascii_only=True) == written


@pytest.mark.parametrize(
    ("markup", "written"),
    [
        ("Why most findings are false", "Why most findings are false"),
        ("The PRISMA 2020 statement", "The {PRISMA} 2020 statement"),
        ("mRNA vaccine", "{mRNA} vaccine"),
        ("A trial: An update", "A trial: {An} update"),
        ("SARS-CoV-2 in May", "{SARS}-{CoV}-2 in {May}"),
        ("Growth of <i>E. coli</i>", r"Growth of \textit{E. coli}"),
        ("CO<sub>2</sub> & pH", r"{CO}\textsubscript{2} \& {pH}"),
        ('A <span class="nocase">tenecteplase</span> trial', "A {tenecteplase} trial"),
        ("<b><i>a</i></b>", r"\textbf{\textit{a}}"),
        ("\ue000<i>\ue001a</i>", r"\textit{a}"),
    ],
)
def test_title_keeps_capitals_and_emphasis(markup, written):
    assert latex.title(title_runs(markup)) == written


def test_address_keeps_its_signs_but_braces():
    assert latex.verbatim("10.1000/a_b{c}\\d e") == "10.1000/a_b%7Bc%7D%5Cde"
