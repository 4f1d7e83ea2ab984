"""Keys are short, plain and each used once."""

import pytest

from literature.exports.citekeys import citekey, citekeys
from tests.literature.exports.records import REFERENCES


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        ("R01", "polack2020safety"),
        ("R02", "recovery2021dexamethasone"),
        ("R04", "ioannidis2005most"),
        ("R06", "american2024diagnosis"),
        ("R07", "wakefield1998ileal"),
        ("R11", "worp2025trial"),
        ("R12", "ryan2026randomized"),
    ],
)
def test_key_made_of_name_year_and_word(reference, key):
    assert citekey(REFERENCES[reference]) == key


@pytest.mark.parametrize(
    ("csl", "key"),
    [
        ({}, "anonnd"),
        ({"title": "On it"}, "anonndon"),
        ({"author": [{"family": "Pérez Marc"}], "title": "Ärzte"}, "perezmarcndarzte"),
        ({"author": [{"family": "李"}], "title": "中"}, "anonnd"),
    ],
)
def test_key_made_of_what_there_is(csl, key):
    assert citekey(csl) == key


def test_same_keys_told_apart_in_order():
    rows = [REFERENCES["R04"]] * 28

    keys = citekeys(rows)

    stem = "ioannidis2005most"
    assert keys[:3] == [stem, f"{stem}a", f"{stem}b"]
    assert keys[26:] == [f"{stem}z", f"{stem}aa"]


def test_natural_key_gives_way_to_one_given_before():
    rows = [{"title": "Trial"}, {"title": "Trial"}, {"title": "Triala"}]

    assert citekeys(rows) == ["anonndtrial", "anonndtriala", "anonndtrialaa"]
