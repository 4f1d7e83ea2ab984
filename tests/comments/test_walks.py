"""Whatever a comment goes through, the numbers that hang on it stay true.

Random walks over the table of steps, through the same functions as everybody else: decisions,
taking them back, the click that confirms an address, and what the clock forgets.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article
from comments import confirming, moderation, own_data, threads
from comments.fingerprints import email_hmac
from comments.models import Comment, Decision
from comments.moderation import decide, undo
from comments.reasons import Reason
from comments.setting import thread_html
from comments.states import END, VISIBLE, State, Who, next_states
from core.errors import Refused
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

START = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
LATER = START + timedelta(days=400)  # older than everything that is forgotten on schedule
WHICH, CHOICE = st.integers(0, 4), st.integers(0, 30)
TURNS = st.sampled_from(["step", "step", "step", "undo", "confirm", "forget"])
STEPS = st.lists(st.tuples(WHICH, CHOICE, TURNS), max_size=12)
FORGOTTEN = {State.UNCONFIRMED, State.SPAM, State.REJECTED, State.WITHDRAWN}


class Walks(TestCase):
    """A thread of four comments, each answering the one before, one that waits for its writer's
    confirmation, and one moderator."""

    def setup_example(self):
        """Each walk begins anew, in a transaction of its own."""
        super().setup_example()
        self.ada = UserFactory(administrator=True)
        self.article = EditionFactory(live=True).article
        self.comments = []
        for _number in range(4):
            parent = self.comments[-1] if self.comments else None
            self.comments.append(self.write(parent=parent))
        self.comments.append(self.write(state=State.UNCONFIRMED, confirmation_due=True))

    def write(self, **values):
        address = f"{len(self.comments)}@example.org"
        known = {"email": address, "email_hmac": email_hmac(address), "created_at": START}
        return CommentFactory(article=self.article, **known, **values)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def test_counters_and_history_stay_true(self, steps):
        self.walk(steps)

        rows = list(Comment.objects.order_by("path"))
        visible = [row for row in rows if row.state in VISIBLE]
        listed = [row.pk for row in rows if row.state in VISIBLE or self.below(row, visible)]
        assert Article.objects.get().comment_count == len(visible)
        assert [row.visible_replies for row in rows] == [self.below(row, visible) for row in rows]
        assert [row.pk for row in rows if row.published_at] == [row.pk for row in visible]
        assert [row.pk for row in rows if row.listed] == listed
        assert self.on_page() == {row: row in {one.pk for one in visible} for row in listed}
        assert [row for row in rows if not self.is_history_whole(row)] == []

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def test_clock_forgets_what_nobody_reads_and_nothing_else(self, steps):
        self.walk(steps)
        before = dict(Comment.objects.values_list("pk", "state"))

        own_data.forget_old(LATER)

        expected = {row: END if state in FORGOTTEN else state for row, state in before.items()}
        assert dict(Comment.objects.values_list("pk", "state")) == expected
        known = Comment.objects.filter(state=END).values_list(
            "name", "text", "email", "email_hmac", "looks", "identity"
        )
        assert set(known) <= {("", "", "", "", "", None)}
        assert own_data.forget_old(LATER) == 0

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS, last=st.tuples(WHICH, CHOICE))
    def test_undo_restores_the_page_to_the_byte(self, steps, last):
        self.walk(steps)
        before = self.set_thread()
        comment = Comment.objects.get(pk=self.comments[last[0]].pk)

        decision = self.step(comment, last[1], 99)
        if decision is None or not moderation.may_be_undone(decision, comment):
            return
        undo(decision, by=self.ada, version=comment.version)

        assert self.set_thread() == before

    def walk(self, steps):
        for number, (which, choice, turn) in enumerate(steps):
            comment = Comment.objects.get(pk=self.comments[which].pk)
            if turn == "step":
                self.step(comment, choice, number)
            elif turn == "undo":
                self.take_back(comment)
            elif turn == "confirm":
                self.confirm(comment)
            else:
                own_data.forget_old(START + timedelta(days=30 * choice))

    def take_back(self, comment):
        decision = comment.decisions.first()
        if decision and moderation.may_be_undone(decision, comment):
            undo(decision, by=self.ada, version=comment.version)

    def confirm(self, comment):
        """Press the button of the letter: it counts once, and leads into the queue."""
        is_over = bool(comment.identity_id) or not comment.email_hmac
        was_waiting = comment.state == State.UNCONFIRMED
        if is_over:
            with pytest.raises(Refused):
                confirming.confirm(comment, at=START)
            return
        confirming.confirm(comment, at=START)
        if was_waiting:
            assert Comment.objects.get(pk=comment.pk).state == State.HELD

    def step(self, comment, choice, number):
        """Take one of the steps there are, as whoever may take it; None when there is none."""
        ways = [(to, who) for who in Who for to in next_states(comment.state, who=who)]
        if not ways:
            return None
        to, who = ways[choice % len(ways)]
        by = self.ada if who in {Who.MODERATOR, Who.STAFF, Who.OFFICER} else None
        at = START + timedelta(minutes=number)
        if to == END:
            return moderation.erase(comment, by=by, version=comment.version, at=at)
        reason = Reason.OFF_TOPIC if to == State.REJECTED else ""
        return decide(
            comment, to, by=by, who=who, version=comment.version, reason_code=reason, at=at
        )

    def below(self, row, visible):
        """How many visible answers hang on a comment."""
        return sum(one.path.startswith(row.path) and one != row for one in visible)

    def is_history_whole(self, row):
        """Whether each step begins where the one before ended, and each made one version."""
        history = list(Decision.objects.filter(comment=row).order_by("version"))
        first = State.UNCONFIRMED if row.pk == self.comments[4].pk else State.HELD
        states = [first, *(decision.to_state for decision in history)]
        versions = [decision.version for decision in history]
        return (
            states[:-1] == [decision.from_state for decision in history]
            and states[-1] == row.state
            and versions == list(range(2, row.version + 1))
        )

    def on_page(self):
        """The comments a reader finds, and whether with their words."""
        entries, found = list(threads.load(self.article).entries), {}
        while entries:
            entry = entries.pop()
            found[entry.pk] = entry.is_visible
            entries += entry.answers
        return found

    def set_thread(self):
        thread = threads.load(self.article)
        return thread_html(thread, self.article, is_open=True)


@pytest.mark.django_db
@pytest.mark.parametrize("to", State)
def test_nothing_leads_out_of_the_end(to):
    comment = CommentFactory(state=END)

    with pytest.raises(Refused):
        decide(comment, to, by=None, version=1, reason_code=Reason.OFF_TOPIC, who=Who.WRITER)
