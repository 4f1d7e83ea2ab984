"""What was typed, as words and phrases."""

import pytest

from articles.search.query import MOST_WORDS, normal_form, phrases_of


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("", ()),
        ("  Retina  ARTERY ", (("retina",), ("artery",))),
        ("retina Retina", (("retina",),)),
        ("covid-19", (("covid", "19"),)),
        ("“clot drug” eye", (("clot", "drug"), ("eye",))),
        ('"clot drug', (("clot",), ("drug",))),
        ("Ménière TNF-α", (("meniere",), ("tnf", "alpha"))),
        ("%_' -- NEAR( * :", (("near",),)),
        ("\0ret\0ina", (("ret",), ("ina",))),
    ],
)
def test_phrases_of_a_query(typed, phrases):
    assert phrases_of(typed) == phrases


def test_number_of_words_has_a_bound():
    assert len(phrases_of(" ".join(f"w{n}" for n in range(40)))) == MOST_WORDS


def test_pin_and_query_meet_in_one_form():
    assert normal_form("  COVID–19: Impfung! ") == "covid 19 impfung"
