"""Titles are read from their markup and written in headline or sentence capitals."""

import pytest

from literature.runs import Run, capitalised_after_colon, headline, plain, title_runs


@pytest.mark.parametrize(
    ("title", "written"),
    [
        (
            "Why most published research findings are false",
            "Why Most Published Research Findings Are False",
        ),
        ("Ileal-lymphoid-nodular hyperplasia", "Ileal-Lymphoid-Nodular Hyperplasia"),
        ("Molecular structure: a structure for acid", "Molecular Structure: A Structure for Acid"),
        ("State-of-the-art of the mRNA vaccine", "State-of-the-Art of the mRNA Vaccine"),
        (
            "Loss of p53 in <i>E. coli</i> with α-synuclein",
            "Loss of p53 in E. coli with α-Synuclein",
        ),
        ("What we live for", "What We Live For"),
        ("éclair of a “quoted word”", "Éclair of a “Quoted Word”"),
        ("Measured <span class='nocase'>pH at home</span>", "Measured pH at home"),
    ],
)
def test_title_in_headline_capitals(title, written):
    assert plain(headline(title_runs(title))) == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A statement: an updated guideline", "A statement: An updated guideline"),
        ("Is it so? a trial", "Is it so? A trial"),
        ("Vaccine: mRNA at work", "Vaccine: mRNA at work"),
        ("Time 10:30 of day", "Time 10:30 of day"),
    ],
)
def test_title_with_a_capital_after_its_colon(title, written):
    assert plain(capitalised_after_colon(title_runs(title))) == written


def test_title_runs_read_nested_and_unclosed_markup():
    assert title_runs("H<sub>2</sub>O <b>in <i>E. coli</b> x &lt;y<script>z</script>") == [
        Run("H"),
        Run("2", sub=True),
        Run("O "),
        Run("in ", bold=True),
        Run("E. coli", bold=True, italic=True),
        Run(" x <yz"),
    ]
