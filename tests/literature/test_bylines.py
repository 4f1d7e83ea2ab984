"""Authors are read in the manner of the usual styles."""

import pytest

from literature.bylines import parse_byline
from literature.names import Name

RYAN, JORSTAD = Name("Ryan", "Stephen J."), Name("Jørstad", "Øystein K.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("Ryan SJ", (Name("Ryan", "SJ"),)),
        ("Martin JP III, Li P", (Name("Martin", "JP", suffix="III"), Name("Li", "P"))),
        ("van der Worp HB", (Name("Worp", "HB", particle="van der"),)),
        ("Pérez Marc G", (Name("Pérez Marc", "G"),)),
        ("Frenck, R. W., Jr., & Li, P.", (Name("Frenck", "R. W.", suffix="Jr"), Name("Li", "P."))),
        ("Crick, F. H. C. and Martin, J.-P.", (Name("Crick", "F. H. C."), Name("Martin", "J.-P."))),
        ("Ryan, Stephen J., and Øystein K. Jørstad", (RYAN, JORSTAD)),
        ("RECOVERY Collaborative Group.", (Name(collective="RECOVERY Collaborative Group"),)),
        ("Li P; A Study Group", (Name("Li", "P"), Name(collective="A Study Group"))),
        ("WHO, Invented Alliance", (Name(collective="WHO"), Name(collective="Invented Alliance"))),
    ],
)
def test_names_read(text, names):
    assert parse_byline(text).names == names


@pytest.mark.parametrize("text", ["Li P, et al", "Li, P., … Gruber, W. C.", "Li P and others"])
def test_list_that_leaves_names_out_says_so(text):
    assert parse_byline(text).is_cut
    assert parse_byline(text).names[0].family == "Li"


def test_complete_list_is_not_cut():
    assert not parse_byline("Li P, Ryan SJ").is_cut
