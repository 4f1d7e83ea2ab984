"""What was typed, as words and phrases."""

from itertools import combinations

import pytest

from articles.search.query import MOST_WORDS, Query, normal_form, phrases_of


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


@pytest.mark.parametrize(
    ("typed", "telling"),
    [
        ("what is a nap", (("nap",),)),
        ('"to be" or not', (("to", "be"),)),
        ("what is it", (("what",), ("is",), ("it",))),
    ],
)
def test_small_words_tell_nothing_unless_there_are_no_others(typed, telling):
    assert Query(phrases_of(typed)).telling == telling


@pytest.mark.parametrize("length", range(3, 13))
def test_most_of_the_words_is_all_but_any_one(length):
    terms = [f"have[{place}]" for place in range(length)]
    query = Query((("word",),) * length, is_most=True)
    said = query.joined(terms, every=" and ", either=" or ")

    def holds(*missing):
        have = [place not in missing for place in range(length)]
        return eval(said, {"have": have})  # noqa: S307 - our own words

    assert holds()
    assert all(holds(place) for place in range(length))
    assert not any(holds(one, two) for one, two in combinations(range(length), 2))


def test_number_of_words_has_a_bound():
    assert len(phrases_of(" ".join(f"w{n}" for n in range(40)))) == MOST_WORDS


def test_pin_and_query_meet_in_one_form():
    assert normal_form("  COVID–19: Impfung! ") == "covid 19 impfung"
