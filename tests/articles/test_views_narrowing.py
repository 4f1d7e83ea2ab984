"""A section narrowed to a kind of evidence."""

import pytest

from tests.factories.articles import EditionFactory
from tests.factories.taxonomy import SectionFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def health():
    section = SectionFactory(slug="health")
    EditionFactory(live=True, section=section, headline="Trial", evidence_design="randomised_trial")
    EditionFactory(live=True, section=section, headline="Mice", evidence_subject="animals")
    return section


def shown(client, **asked):
    return client.get("/health/", asked).content.decode()


def test_section_shows_the_kind_that_was_asked_for(client, health):
    page = shown(client, study="randomised_trial")

    assert ">Trial</a>" in page
    assert ">Mice</a>" not in page
    assert '<option value="randomised_trial" selected>' in page
    assert 'content="noindex"' in page


def test_choices_are_kept_on_the_next_page(client, health, settings):
    settings.STORIES_PER_PAGE = 1
    EditionFactory(live=True, section=health, evidence_subject="animals")

    assert "?subject=animals&amp;page=2" in shown(client, subject="animals")


@pytest.mark.parametrize("asked", [{"study": "magic"}, {"subject": "\x00"}, {"study": ""}])
def test_choice_that_is_not_on_offer_shows_everything(client, health, asked):
    assert shown(client, **asked) == shown(client)


def test_kind_without_a_story_says_so(client, health):
    assert "No story here is of this kind." in shown(client, study="cohort")


def test_narrowed_section_costs_the_same_for_one_story_and_three(client, health):
    assert_same_queries(
        lambda: client.get("/health/?study=cohort"),
        lambda: EditionFactory(live=True, section=health, evidence_design="cohort"),
    )
