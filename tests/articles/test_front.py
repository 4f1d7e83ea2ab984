"""The choice of stories for the front page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import front
from taxonomy.tree import SectionTree
from tests.factories.articles import EditionFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


def made():
    return front.front(SectionTree.load(), at=timezone.now())


def stories(number, **fields):
    """Live stories, the newest first."""
    day = timedelta(days=1)
    return [
        EditionFactory(live=True, live_from=timezone.now() - day * age, **fields)
        for age in range(1, number + 1)
    ]


def shown(cards):
    return [card.story for card in cards]


def test_newest_leads_and_three_stand_beside():
    found = stories(5)

    page = made()

    assert page.lead.story == found[0]
    assert shown(page.beside) == found[1:4]


def test_sections_show_what_the_top_does_not():
    section = SectionFactory(name="Health")
    found = stories(10, section=section)

    (block,) = made().blocks

    assert block.section == section
    assert shown(block.cards) == found[4:8]


def test_story_of_a_part_stands_in_its_top_section():
    health = SectionFactory(name="Health")
    eye = SectionFactory(parent=health)
    stories(5, section=eye)

    (block,) = made().blocks

    assert (block.section, block.below) == (health, [eye])


def test_section_out_of_the_menu_is_left_out():
    stories(5, section=SectionFactory(is_active=False))

    assert made().blocks == []


def test_part_out_of_the_menu_is_left_out():
    health = SectionFactory()
    SectionFactory(parent=health, is_active=False)
    stories(5, section=health)

    (block,) = made().blocks

    assert block.below == []


def test_first_picture_of_a_section_stands_large():
    found = stories(7, section=SectionFactory(), lead_image=ImageFactory(sized=True))

    (block,) = made().blocks

    assert block.pictured.story == found[4]
    assert shown(block.others) == found[5:]


def test_section_without_a_picture_shows_three():
    found = stories(9, section=SectionFactory())

    (block,) = made().blocks

    assert block.pictured is None
    assert shown(block.others) == found[4:7]


def test_front_page_of_an_empty_site():
    page = made()

    assert (page.lead, page.beside, page.blocks, page.latest) == (None, [], [], [])


def test_picture_does_not_stand_beside_a_single_story():
    stories(6, section=SectionFactory(), lead_image=ImageFactory(sized=True))

    (block,) = made().blocks

    assert block.pictured is None


def test_pictured_sections_are_parted_by_one_with_headlines_alone():
    for name in ("Health", "Brain", "Policy"):
        stories(8, section=SectionFactory(name=name), lead_image=ImageFactory(sized=True))

    found = made().blocks

    assert [bool(block.pictured) for block in found] == [True, False, True]
    assert len(found[1].others) == 3
