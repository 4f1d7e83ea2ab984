"""What a section asks for is signed by a second person, for the text as it stands."""

import pytest

from articles import checklists, editions, publishing, readiness, steps
from core.errors import Refused, Stale
from tests.factories.articles import EditionFactory, ReviewStepFactory
from tests.factories.core import UserFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def health():
    return SectionFactory(name="Health", slug="health", path="health")


@pytest.fixture
def draft(health):
    eye = SectionFactory(name="Eye", slug="eye", path="health/eye", parent=health)
    return EditionFactory(section=eye, created_by=UserFactory(writer=True))


@pytest.fixture
def step(health):
    return ReviewStepFactory(section=health)


def test_section_asks_for_the_checks_of_those_above_it(draft, step):
    ReviewStepFactory(name="Elsewhere")
    ReviewStepFactory(name="Off", section=step.section, is_active=False)

    assert steps.asked_of(draft.section) == [step]


def test_publication_is_refused_until_the_check_is_signed(draft, step, edda):
    type(draft).objects.update(state="approved")
    draft.refresh_from_db()
    paul = UserFactory(publisher=True)
    with pytest.raises(Refused, match="“Fact check” is not signed"):
        publishing.publish(draft, by=paul)

    steps.sign(draft, step, by=edda, version=draft.version)

    assert publishing.publish(draft, by=paul).live_from


def test_signature_is_void_when_the_text_changes_and_stays_on_record(draft, step, edda):
    steps.sign(draft, step, by=edda, version=1)

    editions.write(draft, version=1, by=draft.created_by, fields={"headline": "Other"})

    signed = steps.signed(draft)[0]
    assert (signed.is_current, signed.is_void, signed.sign_off.by) == (False, True, edda)
    messages = [finding.message for finding in readiness.report(draft).blocking]
    assert messages == ["Edda signed “Fact check” before the text changed."]


def test_signature_outlives_a_change_of_the_planned_day(draft, step, edda):
    steps.sign(draft, step, by=edda, version=1)

    draft = editions.write(draft, version=1, by=edda, fields={"planned_for": "2026-03-01"})

    assert steps.signed(draft)[0].is_current


def test_own_story_is_signed_by_somebody_else(draft, step):
    with pytest.raises(Refused, match="somebody else signs"):
        steps.sign(draft, step, by=draft.created_by, version=1)


@pytest.mark.parametrize("role", ["writer", "moderator"])
def test_signing_without_the_right_is_refused(draft, step, role):
    with pytest.raises(Refused, match="not among your rights"):
        steps.sign(draft, step, by=UserFactory(role=role), version=1)


def test_text_that_changed_meanwhile_is_not_signed(draft, step, edda):
    with pytest.raises(Stale):
        steps.sign(draft, step, by=edda, version=9)


def test_check_of_another_section_is_not_signed(draft, edda):
    with pytest.raises(Refused, match="not asked for"):
        steps.sign(draft, ReviewStepFactory(), by=edda, version=1)


def test_health_check_is_signed_with_every_question_answered(draft, step, edda):
    type(step).objects.update(checklist="health")
    step.refresh_from_db()
    answers = dict.fromkeys(checklists.HEALTH, "yes") | {"harms": "no"}
    with pytest.raises(Refused, match="Does the story say what it costs"):
        steps.sign(draft, step, by=edda, version=1, answers=answers | {"costs": ""})

    steps.sign(draft, step, by=edda, version=1, answers=answers)

    asked = [one.message for one in readiness.report(draft).asking if one.field == "steps"]
    assert asked == [
        "“Fact check” was answered with no: Does it name the harms, and how often they occur?"
    ]
