"""The scorer is measured on decisions it has not seen, and nothing is changed by it."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comments.models import SpamModel, SpamToken
from comments.spam.evaluation import measure
from tests.comments.scenario import comments
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory

NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


def test_held_out_decisions_are_compared_with_what_the_scorer_says():
    found = measure(list(comments()))

    assert (found.learned, found.spam + found.ham) == (400, 100)
    assert found.recall >= 0.75
    assert found.precision >= 0.9
    assert found.ham_called_spam == 0


def test_nothing_to_compare_is_said():
    found = measure([("A fair point.", False)] * 10)

    assert (found.recall, found.precision) == (None, None)


@pytest.mark.django_db
def test_command_reports_and_changes_nothing():
    article = EditionFactory(live=True).article
    for place in range(60):
        state = "spam" if place % 3 == 0 else "approved"
        text = f"Cheap Xanax, no prescription {place}" if state == "spam" else f"I agree {place}."
        decided = NOON + timedelta(minutes=place)
        CommentFactory(article=article, state=state, text=text, decided_at=decided)
    said = StringIO()

    call_command("comments_spam_eval", stdout=said)

    assert "Learned from 48, tried on 12." in said.getvalue()
    assert "recall 100.0 %" in said.getvalue()
    assert not SpamToken.objects.exists()
    assert not SpamModel.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("newest", [0, 49, 20_001])
def test_command_says_what_is_missing(newest):
    with pytest.raises(CommandError, match="between"):
        call_command("comments_spam_eval", newest=newest)
    with pytest.raises(CommandError, match="0 decisions"):
        call_command("comments_spam_eval")
