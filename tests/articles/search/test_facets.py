"""What hits can be narrowed by."""

import pytest

from articles.search import facets
from articles.search_documents import token
from taxonomy.tree import SectionTree
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    SectionFactory(parent=SectionFactory(slug="health", name="Health"), slug="eye", name="Eye")
    return SectionTree.load()


def test_values_are_counted_most_first_under_their_names(tree):
    eye = tree.by_path("health/eye")
    hits = [
        {
            "study": {"cohort": ""},
            "journal": {"nejm": "N Engl J Med"},
            "section": {str(eye.pk): ""},
        },
        {"study": {"cohort": ""}, "journal": {"lancet": "Lancet"}},
        {"study": {"case_series": ""}},
    ]

    counted = {facet.name: facet for facet in facets.counted(hits, {"section": "health"}, tree)}

    assert [(value.label, value.count) for value in counted["study"].values] == [
        ("Cohort study", 2),
        ("Case report or series", 1),
    ]
    assert [value.label for value in counted["journal"].values] == ["N Engl J Med", "Lancet"]
    assert [(v.value, v.label, v.is_chosen) for v in counted["section"].values] == [
        ("health", "Health", True)
    ]
    assert "year" not in counted


def test_section_stands_for_all_below_it(tree):
    tokens = facets.tokens_of({"section": "health"}, tree)

    ids = tree.descendant_ids(tree.by_path("health"))
    assert tokens == (tuple(token("section", str(pk)) for pk in ids),)


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({"study": "cohort", "page": "2"}, {"study": "cohort"}),
        ({"study": "magic"}, {}),
        ({"section": "nowhere"}, {}),
        ({"journal": "ne\0jm"}, {}),
    ],
)
def test_what_no_story_can_have_is_left_out(asked, chosen, tree):
    assert facets.chosen_of(asked, tree) == chosen
