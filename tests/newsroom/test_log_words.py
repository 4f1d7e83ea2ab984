"""The log told in sentences."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.workflow import STEPS
from newsroom.log_words import SENTENCES, sentence
from tests.factories.core import AuditEntryFactory

RECORDED = re.compile(r'audit\.record\(\s*\w+(?:\.\w+)?,\s*"([a-z_]+\.[a-z_]+)"')
ROOMS = ("core", "media", "taxonomy", "literature", "articles", "comments", "newsroom")


def acts_in_code():
    """Every act that a module writes to the log under a name of its own."""
    return {
        act
        for room in ROOMS
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
        for act in RECORDED.findall(path.read_text(encoding="utf-8"))
    }


def test_acts_were_found():
    assert len(acts_in_code()) > 10


def test_every_act_has_its_sentence():
    assert acts_in_code() - set(SENTENCES) == set()


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_the_workflow_has_its_sentence(step):
    assert f"edition.{step}" in SENTENCES


@pytest.mark.parametrize("act", SENTENCES)
def test_sentence_names_its_object_and_ends(act):
    said = sentence(AuditEntryFactory.build(act=act, actor_name="Edda", object_label="Sight"))

    assert said.endswith(".")
    assert "Sight" in said


def test_sentence_names_the_actor():
    entry = AuditEntryFactory.build(act="edition.publish", actor_name="Paul", object_label="Sight")

    assert sentence(entry) == "Paul published “Sight”."


def test_act_of_nobody_is_the_sites_own():
    entry = AuditEntryFactory.build(act="comment.hold", actor_name="", object_label="Comment 3")

    assert sentence(entry) == "The site itself held Comment 3."


def test_unknown_act_is_named_as_it_stands():
    entry = AuditEntryFactory.build(act="moon.land", actor_name="Neil", object_label="Eagle")

    assert sentence(entry) == "Neil: moon.land, Eagle."
