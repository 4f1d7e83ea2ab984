"""A hotfix reaches what waits: by itself where it may, as a question where both changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import carrying, editions, publishing
from articles.models import CarryQuestion, Edition
from core.errors import Refused
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db
BODY = "<p>First, 87 people.</p>\n<p>Second.</p>\n<p>Third.</p>"


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


@pytest.fixture
def live():
    edition = EditionFactory(live=True, body_source=BODY, headline="Old")
    CitationFactory(edition=edition, work=WorkFactory(), key="abc123", number=1)
    return edition


@pytest.fixture
def draft(live, edda):
    return editions.open_next(live, by=edda)


def rewrite(edition, by, **fields):
    return editions.write(edition, version=edition.version, by=by, fields=fields)


def scheduled(draft, by):
    Edition.objects.filter(pk=draft.pk).update(state="approved", approved_by=by)
    draft.refresh_from_db()
    return publishing.publish(draft, by=by, at=timezone.now() + timedelta(hours=3))


def fixed(live, edda, paul, **fields):
    """Open a hotfix, change it, have it approved and publish it."""
    hotfix = rewrite(editions.open_hotfix(live, by=edda), edda, **fields)
    Edition.objects.filter(pk=hotfix.pk).update(state="approved", approved_by=paul)
    hotfix.refresh_from_db()
    return publishing.publish(hotfix, by=paul)


def test_hotfix_beside_a_draft_is_read_at_once_and_carried_into_it(live, draft, edda, paul):
    rewrite(draft, edda, headline="New")

    hotfix = fixed(live, edda, paul, body_source=BODY.replace("87", "78"))

    draft.refresh_from_db()
    assert Edition.objects.live(timezone.now()).get() == hotfix
    assert (draft.headline, "78 people" in draft.body_html) == ("New", True)
    assert not carrying.open_questions(draft)


def test_hotfix_beside_a_scheduled_change_keeps_its_moment_and_marks_its_approval(
    live, draft, edda, paul
):
    change = scheduled(rewrite(draft, edda, standfirst="Newer."), paul)

    hotfix = fixed(live, edda, paul, headline="Better")

    moment, state = change.live_from, (change.approved_by, change.state)
    change.refresh_from_db()
    assert (change.headline, change.standfirst) == ("Better", "Newer.")
    assert (change.live_from, change.approval_carried) == (moment, True)
    assert (change.approved_by, change.state) == state
    assert (hotfix.live_until, Edition.objects.live(moment).get()) == (moment, change)


def test_same_field_in_both_is_a_question_and_the_waiting_text_stays(live, draft, edda, paul):
    rewrite(draft, edda, headline="Mine")

    fixed(live, edda, paul, headline="Theirs")

    draft.refresh_from_db()
    question = carrying.open_questions(draft)[0]
    assert draft.headline == "Mine"
    assert (question.field, question.mine, question.theirs) == ("headline", "Mine", "Theirs")


def test_body_meets_by_paragraph(live, draft, edda, paul):
    rewrite(draft, edda, body_source=BODY.replace("Second.", "Second, mine."))
    both = BODY.replace("87", "78").replace("Second.", "Second, theirs.")

    fixed(live, edda, paul, body_source=both)

    draft.refresh_from_db()
    question = carrying.open_questions(draft)[0]
    assert "78 people" in draft.body_source
    assert "Second, mine." in draft.body_source
    assert (question.mine, question.theirs) == ("<p>Second, mine.</p>", "<p>Second, theirs.</p>")


def test_paragraph_of_the_hotfix_is_taken(live, draft, edda, paul):
    rewrite(draft, edda, body_source=BODY.replace("Second.", "Second, mine."))
    fixed(live, edda, paul, body_source=BODY.replace("Second.", "Second, theirs."))

    carrying.settle_question(carrying.open_questions(draft)[0], "take", by=edda)

    draft.refresh_from_db()
    assert draft.body_text.split() == ["First,", "87", "people.", "Second,", "theirs.", "Third."]
    assert carrying.open_questions(draft) == []


def test_paragraph_rewritten_since_is_not_replaced(live, draft, edda, paul):
    rewrite(draft, edda, body_source=BODY.replace("Second.", "Second, mine."))
    fixed(live, edda, paul, body_source=BODY.replace("Second.", "Second, theirs."))
    draft.refresh_from_db()
    rewrite(draft, edda, body_source="<p>All new.</p>")

    with pytest.raises(Refused, match="rewritten since"):
        carrying.settle_question(carrying.open_questions(draft)[0], "take", by=edda)

    assert carrying.open_questions(draft)


def test_rows_meet_one_by_one(live, draft, edda, paul):
    cited = WorkFactory()
    entry = editions.CitationEntry(work=cited, key="new456")
    person = BylineFactory().person
    kept = editions.citation_entries(live)
    editions.write(draft, version=1, by=edda, bylines=[editions.BylineEntry(person)])
    hotfix = editions.open_hotfix(live, by=edda)
    editions.write(hotfix, version=1, by=edda, citations=[*kept, entry])
    Edition.objects.filter(pk=hotfix.pk).update(state="approved")
    hotfix.refresh_from_db()

    publishing.publish(hotfix, by=paul)

    assert [row.key for row in draft.citations.order_by("position")] == ["abc123", "new456"]
    assert [row.person for row in draft.bylines.all()] == [person]


def test_draft_with_an_open_question_is_not_published(live, draft, edda, paul):
    rewrite(draft, edda, headline="Mine")
    fixed(live, edda, paul, headline="Theirs")
    Edition.objects.filter(pk=draft.pk).update(state="approved")
    draft.refresh_from_db()

    with pytest.raises(Refused, match="A hotfix changed 1 thing"):
        publishing.publish(draft, by=paul)

    carrying.settle_question(CarryQuestion.objects.get(), "keep", by=edda)
    assert publishing.publish(draft, by=paul).headline == "Mine"


def test_form_opened_before_the_carrying_is_told(live, draft, edda, paul):
    seen = draft.version

    fixed(live, edda, paul, headline="Better")

    draft.refresh_from_db()
    assert draft.version > seen


def test_hotfix_overtaken_by_the_clock_is_brought_up_first(live, draft, edda, paul):
    change = scheduled(rewrite(draft, edda, standfirst="Newer."), paul)
    hotfix = rewrite(editions.open_hotfix(live, by=edda), edda, headline="Better")
    Edition.objects.filter(pk=hotfix.pk).update(state="approved")
    now = timezone.now()
    Edition.objects.filter(pk=live.pk).update(live_until=now)
    Edition.objects.filter(pk=change.pk).update(live_from=now)
    hotfix.refresh_from_db()
    with pytest.raises(Refused, match="Another edition went live meanwhile"):
        publishing.publish(hotfix, by=paul)

    publishing.publish(carrying.bring_up(hotfix, by=paul), by=paul)

    shown = Edition.objects.live(timezone.now()).get()
    assert (shown.headline, shown.standfirst) == ("Better", "Newer.")


def test_one_hotfix_at_a_time(live, draft, edda):
    editions.open_hotfix(live, by=edda)

    with pytest.raises(Refused, match="open already, edition 3"):
        editions.open_hotfix(live, by=edda)


def test_only_what_readers_see_is_fixed_and_only_by_those_who_may(live, draft, edda):
    with pytest.raises(Refused, match="Readers do not see"):
        editions.open_hotfix(draft, by=edda)
    with pytest.raises(Refused, match="not among your rights"):
        editions.open_hotfix(live, by=UserFactory(writer=True))


def test_lists_go_on_naming_what_waits(live, draft, edda, paul):
    fixed(live, edda, paul, headline="Better")

    live.article.refresh_from_db()
    assert live.article.latest == draft


def test_scheduled_change_taken_back_leaves_the_hotfix_without_an_end(live, draft, edda, paul):
    change = scheduled(draft, paul)
    hotfix = fixed(live, edda, paul, headline="Better")
    change.refresh_from_db()

    publishing.unschedule(change, by=paul)

    hotfix.refresh_from_db()
    assert hotfix.live_until is None
