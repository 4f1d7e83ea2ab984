"""Whatever a comment goes through, the numbers that hang on it stay true.

Random walks over the table of steps, through the same functions as everybody else.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article
from comments import moderation, threads
from comments.models import Comment, Decision
from comments.moderation import decide, undo
from comments.reasons import Reason
from comments.states import END, VISIBLE, State, Who, next_states
from core.errors import Refused
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

START = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=12)


class Walks(TestCase):
    """A thread of four comments, each answering the one before, and one moderator."""

    def setup_example(self):
        """Each walk begins anew, in a transaction of its own."""
        super().setup_example()
        self.ada = UserFactory(administrator=True)
        self.article = EditionFactory(live=True).article
        self.comments = []
        for _number in range(4):
            parent = self.comments[-1] if self.comments else None
            self.comments.append(CommentFactory(article=self.article, parent=parent))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def test_counters_and_history_stay_true(self, steps):
        for number, (which, choice) in enumerate(steps):
            self.step(Comment.objects.get(pk=self.comments[which].pk), choice, number)

        self.check_counters()
        self.check_histories()
        self.check_page()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS, last=st.tuples(st.integers(0, 3), st.integers(0, 30)))
    def test_undo_restores_the_page_to_the_byte(self, steps, last):
        for number, (which, choice) in enumerate(steps):
            self.step(Comment.objects.get(pk=self.comments[which].pk), choice, number)
        before = self.set_thread()
        comment = Comment.objects.get(pk=self.comments[last[0]].pk)

        decision = self.step(comment, last[1], 99)
        if decision is None or not moderation.may_be_undone(decision, comment):
            return
        undo(decision, by=self.ada, version=comment.version)

        assert self.set_thread() == before

    def step(self, comment, choice, number):
        """Take one of the steps there are, as whoever may take it; None when there is none."""
        ways = [(to, who) for who in Who for to in next_states(comment.state, who=who)]
        if not ways:
            return None
        to, who = ways[choice % len(ways)]
        by = self.ada if who in {Who.MODERATOR, Who.STAFF, Who.OFFICER} else None
        at = START + timedelta(minutes=number)
        reason = Reason.OFF_TOPIC if to == State.REJECTED else ""
        return decide(
            comment, to, by=by, who=who, version=comment.version, reason_code=reason, at=at
        )

    def check_counters(self):
        rows = list(Comment.objects.order_by("path"))
        visible = [row for row in rows if row.state in VISIBLE]
        assert Article.objects.get(pk=self.article.pk).comment_count == len(visible)
        for row in rows:
            below = [one for one in visible if one.path.startswith(row.path) and one != row]
            assert row.visible_replies == len(below)
            assert (row.published_at is not None) == (row.state in VISIBLE)
            assert row.listed == (row.state in VISIBLE or bool(below))

    def check_histories(self):
        for row in Comment.objects.all():
            history = list(Decision.objects.filter(comment=row).order_by("version"))
            states = ["held", *(decision.to_state for decision in history)]
            assert states[:-1] == [decision.from_state for decision in history]
            assert states[-1] == row.state
            assert [decision.version for decision in history] == list(range(2, row.version + 1))

    def check_page(self):
        listed = set(Comment.objects.filter(listed=True).values_list("pk", flat=True))
        entries, found = list(threads.load(self.article).entries), {}
        while entries:
            entry = entries.pop()
            found[entry.pk] = entry.is_visible
            entries += entry.answers
        assert set(found) == listed
        visible = Comment.objects.visible().values_list("pk", flat=True)
        assert {number for number, is_visible in found.items() if is_visible} == set(visible)

    def set_thread(self):
        thread = threads.load(self.article)
        context = {"thread": thread, "article": self.article, "is_open": True}
        return Template("{% include 'comments/_thread.html' %}").render(Context(context))


@pytest.mark.django_db
@pytest.mark.parametrize("to", State)
def test_nothing_leads_out_of_the_end(to):
    comment = CommentFactory(state=END)

    with pytest.raises(Refused):
        decide(comment, to, by=None, version=1, reason_code=Reason.OFF_TOPIC, who=Who.WRITER)
