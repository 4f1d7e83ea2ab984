"""Reports ask to look again; enough of them hide, brigades and grudges do not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import moderation, reports, spam
from comments.fingerprints import network_hmac
from comments.models import Comment, Report
from comments.receivers import close_reports
from core.errors import Refused
from core.models import User
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def report(comment, reporter="one", why="spam", note="", at=None):
    comment.refresh_from_db()
    at = at or timezone.now()
    return reports.report(comment, why=why, note=note, reporter=reporter, at=at)


def decide(act, comment, **more):
    comment.refresh_from_db()
    ada = User.objects.filter(username="ada").first() or UserFactory(administrator=True)
    decision = act(comment, by=ada, version=comment.version, **more)
    close_reports(type(decision), decision_id=decision.pk)


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).state


def test_three_readers_hide_a_comment_until_somebody_looks():
    comment = CommentFactory(approved=True)

    states = [report(comment, reporter) and state_of(comment) for reporter in ("a", "b", "c")]

    assert states == ["approved", "approved", "held"]
    sentence = spam.sentences(Comment.objects.get().reasons)[0]
    assert sentence == "3 readers reported it: It is advertising"


def test_one_reader_counts_once():
    comment = CommentFactory(approved=True)

    for _number in range(5):
        report(comment)

    assert Report.objects.count() == 1
    assert Comment.objects.get().reports_weight == 1.0


@pytest.mark.parametrize("badge", ["newsroom", "author"])
def test_comments_of_the_newsroom_are_not_hidden_by_reports(badge):
    comment = CommentFactory(approved=True, badge=badge)

    for number in range(9):
        report(comment, f"reader {number}")

    assert state_of(comment) == "approved"


def test_comment_that_was_let_stand_is_not_hidden_again():
    comment = CommentFactory(published=True)
    report(comment, "a")
    decide(moderation.approve, comment)

    for number in range(9):
        report(comment, f"reader {number}")

    assert state_of(comment) == "approved"
    assert reports.waiting_on([comment.pk])[comment.pk].count == 9


def test_word_of_somebody_who_was_wrong_weighs_less_and_right_more():
    for wrong in CommentFactory.create_batch(3, published=True):
        report(wrong, "grudge")
        decide(moderation.approve, wrong)
    for right in CommentFactory.create_batch(3, published=True):
        report(right, "good")
        decide(moderation.mark_spam, right)

    assert reports.weight_of("grudge") == pytest.approx(0.4)
    assert reports.weight_of("good") == pytest.approx(1.6)


def test_nobody_reports_all_day():
    for comment in CommentFactory.create_batch(reports.PER_DAY, approved=True):
        report(comment)

    with pytest.raises(Refused, match="many reports"):
        report(CommentFactory(approved=True))
    report(CommentFactory(approved=True), at=timezone.now() + timedelta(days=2))


def test_opening_the_page_reports_nothing_and_the_button_does(client):
    comment = CommentFactory(approved=True)
    address = reverse("comments:report", args=[comment.pk])

    client.get(address)
    before = Report.objects.count()
    answer = client.post(address, {"why": "private", "note": "A name."})

    assert (before, answer.status_code, client.cookies) == (0, 200, {})
    found = reports.waiting_on([comment.pk])[comment.pk]
    assert (found.count, found.notes) == (1, ["A name."])


@pytest.mark.parametrize(
    ("data", "status"), [({}, 422), ({"why": "x"}, 422), ({"why": "spam", "note": "x" * 501}, 422)]
)
def test_what_is_wrong_with_a_report_is_said(client, data, status):
    comment = CommentFactory(approved=True)

    answer = client.post(reverse("comments:report", args=[comment.pk]), data)

    assert answer.status_code == status
    assert data.get("note", "") in answer.content.decode()


def test_hidden_comment_has_no_page_to_report_it(client):
    comment = CommentFactory()

    assert client.get(reverse("comments:report", args=[comment.pk])).status_code == 404


def test_reader_is_the_same_after_the_month_when_the_key_changed(client):
    edition = EditionFactory(live=True)
    comment, other = CommentFactory.create_batch(2, article=edition.article, approved=True)
    form = {"why": "wrong", "note": ""}
    network = network_hmac("127.0.0.1", at=timezone.now() - timedelta(days=40))
    reports.report(comment, **form, reporter=network, at=timezone.now() - timedelta(days=40))
    Report.objects.update(upheld=False)

    for one in (comment, other):
        client.post(reverse("comments:report", args=[one.pk]), form)

    assert Report.objects.filter(comment=comment).count() == 1
    assert Report.objects.get(comment=other).weight < 1
