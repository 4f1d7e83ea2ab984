"""Names are shortened and turned round as each style wants."""

import pytest

from literature.names import Name, dotted_initials, initials, recase


@pytest.mark.parametrize(
    ("given", "plain", "dotted"),
    [
        ("Fernando P.", "FP", "F. P."),
        ("Jean-Paul", "JP", "J.-P."),
        ("H. Bart", "HB", "H. B."),
        ("J.D.", "JD", "J. D."),
        ("RW", "RW", "R. W."),
        ("Øystein K.", "ØK", "Ø. K."),
        ("Yu. A.", "YuA", "Yu. A."),
        ("Wei Shen", "WS", "W. S."),
        ("", "", ""),
    ],
)
def test_initials(given, plain, dotted):
    assert initials(given) == plain
    assert dotted_initials(given) == dotted


FRENCK = Name(family="Frenck", given="Robert W.", suffix="Jr.")
WORP = Name(family="Worp", given="H. Bart", particle="van der")
MARTIN = Name(family="Martin", given="Jean-Paul", suffix="III")
GROUP = Name(collective="RECOVERY Collaborative Group")
MONONYM = Name(family="Sukarno")


@pytest.mark.parametrize(
    ("name", "vancouver", "initialled", "inverted", "straight"),
    [
        (
            FRENCK,
            "Frenck RW Jr",
            "Frenck, R. W., Jr.",
            "Frenck, Robert W., Jr.",
            "Robert W. Frenck Jr.",
        ),
        (
            WORP,
            "van der Worp HB",
            "van der Worp, H. B.",
            "Worp, H. Bart van der",
            "H. Bart van der Worp",
        ),
        (
            MARTIN,
            "Martin JP III",
            "Martin, J.-P., III",
            "Martin, Jean-Paul, III",
            "Jean-Paul Martin III",
        ),
        (GROUP, GROUP.collective, GROUP.collective, GROUP.collective, GROUP.collective),
        (MONONYM, "Sukarno", "Sukarno", "Sukarno", "Sukarno"),
    ],
)
def test_name_in_every_form(name, vancouver, initialled, inverted, straight):
    assert name.vancouver() == vancouver
    assert name.inverted_initials() == initialled
    assert name.inverted() == inverted
    assert name.straight() == straight


@pytest.mark.parametrize("opening", ["and the ", "for the ", "and ", "on behalf of the "])
def test_group_loses_the_word_it_is_signed_with(opening):
    assert Name(collective=f"{opening}RECOVERY Group").vancouver() == "RECOVERY Group"


@pytest.mark.parametrize("name", [FRENCK, WORP, MARTIN, GROUP, MONONYM])
def test_name_to_csl_and_back(name):
    assert Name.from_csl(name.to_csl()) == name


def test_group_name_is_never_split_at_a_comma():
    name = Name.from_csl({"name": "Centers for Disease Control, Atlanta"})

    assert name.collective == "Centers for Disease Control, Atlanta"


@pytest.mark.parametrize(
    ("given", "recased"),
    [
        ("VAN DER WORP", "Van Der Worp"),
        ("JEAN-PAUL", "Jean-Paul"),
        ("LIM", "LIM"),
        ("SreyRam", "SreyRam"),
        ("O’BRIEN", "O’Brien"),
    ],
)
def test_name_in_capitals_recased(given, recased):
    assert recase(given) == recased
