"""The moderators' pages: who gets in, what a button does, and what two moderators are told."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import claims, moderation, ownership, queue
from comments.models import Comment, Decision, ReadyMessage
from comments.reasons import Reason
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:comments_comment_changelist")
MANY = reverse("admin:comments_comment_decisions")


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


@pytest.fixture
def desk(client, mo):
    client.force_login(mo)
    return client


def one(comment):
    return reverse("admin:comments_comment_decision", args=[comment.pk])


def page_of(comment):
    return reverse("admin:comments_comment_change", args=[comment.pk])


def decide(client, comment, verdict, version=1, **fields):
    return client.post(one(comment), {"verdict": verdict, "version": version} | fields)


def html_of(response):
    return response.content.decode()


def state_of(comment):
    return Comment.objects.values_list("state", flat=True).get(pk=comment.pk)


@pytest.mark.parametrize("trait", ["writer", "editor", "publisher"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_without_the_right_is_forbidden(client, trait, method):
    comment = CommentFactory()
    client.force_login(UserFactory(**{trait: True}))

    for address in (QUEUE, page_of(comment), one(comment), MANY):
        answer = getattr(client, method)(address, {"verdict": "approve", "version": "1"})
        assert answer.status_code == 403
    assert state_of(comment) == "held"


def test_stranger_is_asked_to_sign_in(client):
    comment = CommentFactory()

    for address in (QUEUE, page_of(comment), one(comment), MANY):
        assert client.get(address).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("method", ["get", "head"])
def test_get_decides_nothing(desk, method):
    comment = CommentFactory()

    getattr(desk, method)(one(comment), {"verdict": "approve", "version": "1"})
    getattr(desk, method)(MANY, {"verdict": "approve", "pick": f"{comment.pk}:1"})

    assert state_of(comment) == "held"


def test_form_without_token_is_refused(mo):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mo)
    comment = CommentFactory()

    assert decide(client, comment, "approve").status_code == 403
    assert state_of(comment) == "held"


@pytest.mark.parametrize(
    ("verdict", "fields", "state"),
    [
        ("approve", {}, "approved"),
        ("feature", {}, "approved"),
        ("spam", {}, "spam"),
        ("reject", {"reason_code": Reason.ADVICE}, "rejected"),
        ("reject", {"reason_code": Reason.OTHER, "note": "Says nothing."}, "rejected"),
    ],
)
def test_button_decides_and_leads_back(desk, verdict, fields, state):
    comment = CommentFactory()
    asked = {"back": "show=held&why=links&evil=1", "then": "77"}

    response = decide(desk, comment, verdict, **fields, **asked)

    done = Decision.objects.get(comment=comment)
    assert response.url == f"{QUEUE}?why=links&done={done.pk}#c77"
    assert state_of(comment) == state
    assert Comment.objects.get().featured == (verdict == "feature")


def test_queue_offers_to_undo_the_decision_just_taken(desk):
    comment = CommentFactory(name="Jonas W.")

    page = html_of(desk.get(decide(desk, comment, "approve").url))

    assert "<strong>Approved</strong> the comment by Jonas W." in page
    assert 'value="undo"' in page


def test_decision_of_somebody_else_is_not_offered_for_undoing(desk):
    comment = CommentFactory()
    made = moderation.approve(comment, by=UserFactory(administrator=True), version=1)

    assert 'value="undo"' not in html_of(desk.get(QUEUE, {"done": made.pk}))


@pytest.mark.parametrize("done", ["", "x", "999999", "9" * 40, "²"])
def test_decision_that_is_none_is_not_offered_for_undoing(desk, done):
    assert desk.get(QUEUE, {"done": done}).status_code == 200


def test_undo_takes_the_last_decision_back(desk):
    comment = CommentFactory()
    decide(desk, comment, "spam")

    decide(desk, comment, "undo", version=2)

    assert state_of(comment) == "held"


def test_rejection_without_reason_is_refused_and_keeps_the_note(desk):
    response = decide(desk, CommentFactory(), "reject", note="Third time today.")

    assert response.status_code == 422
    assert "Choose a reason." in html_of(response)
    assert "Third time today.</textarea>" in html_of(response)


@pytest.mark.parametrize("verdict", ["", "erase", "delete", "published"])
def test_verdict_that_is_none_is_refused(desk, verdict):
    comment = CommentFactory()

    assert decide(desk, comment, verdict).status_code == 422
    assert state_of(comment) == "held"


@pytest.mark.parametrize("version", ["", "x", "²", "-1", "0"])
def test_version_that_is_none_decides_nothing(desk, version):
    comment = CommentFactory()

    assert decide(desk, comment, "approve", version=version).status_code == 409
    assert state_of(comment) == "held"


def test_second_moderator_is_told_and_may_insist(desk):
    comment = CommentFactory()
    ada = UserFactory(administrator=True)
    moderation.reject(comment, by=ada, version=1, reason_code=Reason.ADVICE)

    response = decide(desk, comment, "approve", version=1)

    page = html_of(response)
    assert response.status_code == 409
    assert "Ada decided first, at" in page
    assert "rejected, “Individual medical advice”." in page
    assert "Your “approve” was not carried out." in page
    assert 'value="approve">Carry out “approve” all the same' in page
    assert state_of(comment) == "rejected"


def test_insisting_carries_it_out(desk):
    comment = CommentFactory()
    moderation.mark_spam(comment, by=UserFactory(administrator=True), version=1)

    decide(desk, comment, "approve", version=2)

    assert state_of(comment) == "approved"


def test_second_moderator_of_one_mind_is_offered_nothing(desk):
    comment = CommentFactory()
    moderation.approve(comment, by=UserFactory(administrator=True), version=1)

    page = html_of(decide(desk, comment, "approve", version=1))

    assert "Ada decided first" in page
    assert "all the same" not in page


def test_many_are_decided_one_by_one(desk, mo):
    held, decided, spam = CommentFactory.create_batch(3, name="Jonas W.")
    moderation.mark_spam(decided, by=UserFactory(administrator=True), version=1)
    picks = [f"{comment.pk}:1" for comment in (held, decided, spam)]

    page = html_of(desk.post(MANY, {"verdict": "approve", "pick": picks}))

    assert [state_of(comment) for comment in (held, decided, spam)] == [
        "approved",
        "spam",
        "approved",
    ]
    assert "2 done." in page
    assert "1 was left as it is." in page
    assert "Ada decided first" in page


@pytest.mark.parametrize("pick", [[], ["x"], ["1"], ["1:x"], ["²:1"], ["999999:1"]], ids=str)
def test_choice_that_is_none_decides_nothing(desk, pick):
    CommentFactory()

    response = desk.post(MANY, {"verdict": "approve", "pick": pick})

    assert response.status_code in {200, 302}
    assert Decision.objects.count() == 0


def test_comments_page_tells_its_history(desk, mo):
    comment = CommentFactory(name="Jonas W.")
    moderation.reject(comment, by=mo, version=1, reason_code=Reason.OTHER, note="Says nothing.")

    page = html_of(desk.get(page_of(comment)))

    assert "from held to rejected, “Other, say what”." in " ".join(page.split())
    assert "Says nothing." in page


@pytest.mark.parametrize("number", ["x", "²", "999999", "9" * 40])
def test_comment_that_does_not_exist_is_not_found(desk, number):
    assert desk.get(f"{QUEUE}{number}/change/").status_code == 404


def test_comment_is_neither_added_nor_deleted(desk):
    comment = CommentFactory()

    assert desk.get(f"{QUEUE}add/").status_code == 403
    assert desk.post(f"{QUEUE}{comment.pk}/delete/", {"post": "yes"}).status_code == 403


def test_who_may_only_look_sees_no_buttons(client):
    CommentFactory(text="Words to look at")
    eve = UserFactory(username="eve", is_staff=True)
    eve.user_permissions.add(Permission.objects.get(codename="view_comment"))
    client.force_login(eve)

    page = html_of(client.get(QUEUE))

    assert "Words to look at" in page
    assert 'name="verdict"' not in page


def test_links_of_readers_are_text_on_the_desk(desk):
    CommentFactory(text="See https://spam.example/x")

    page = html_of(desk.get(QUEUE))

    assert "https://spam.example/x" in page
    assert 'href="https://spam.example' not in page


def test_embargoed_headline_is_not_shown_to_a_moderator(desk):
    edition = EditionFactory(scheduled=True, headline="Embargoed words")
    comment = CommentFactory(article=edition.article)

    assert "Embargoed words" not in html_of(desk.get(QUEUE))
    assert "Embargoed words" not in html_of(desk.get(page_of(comment)))


@pytest.mark.parametrize("show", ["held", "decided"])
def test_number_of_queries_is_the_same_for_one_and_three(
    desk, mo, show, django_assert_max_num_queries
):
    counts = []
    desk.get(QUEUE)
    for number in (1, 2):
        for comment in CommentFactory.create_batch(number):
            if show == "decided":
                moderation.approve(comment, by=mo, version=1)
        with django_assert_max_num_queries(20) as queries:
            desk.get(QUEUE, {"show": show})
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_log_of_decisions_costs_the_same_for_one_and_three(desk, mo, django_assert_max_num_queries):
    counts = []
    for number in (1, 2):
        for comment in CommentFactory.create_batch(number):
            moderation.approve(comment, by=mo, version=1)
        with django_assert_max_num_queries(20) as queries:
            desk.get(reverse("admin:comments_decision_changelist"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_reading_is_told_to_the_other_moderator(desk, mo):
    comment = CommentFactory()
    reading = reverse("admin:comments_comment_reading")
    desk.post(reading, {"comment": comment.pk, "shown": comment.pk})
    other = Client()
    other.force_login(UserFactory(administrator=True))

    told = other.post(reading, {"comment": comment.pk, "shown": f"{comment.pk},x,"}).json()

    assert told == {"said": {str(comment.pk): f"{mo} is reading this"}}
    assert "is reading this" in html_of(other.get(QUEUE))
    assert "is reading this" not in html_of(desk.get(QUEUE))


def test_empty_note_is_refused_in_words(desk):
    comment = CommentFactory()
    address = reverse("admin:comments_comment_note", args=[comment.pk])

    assert "Write the note first." in html_of(desk.post(address, {"text": " "}, follow=True))
    assert "The note is kept." in html_of(
        desk.post(address, {"text": "Ask Ana.", "from": "list"}, follow=True)
    )


def test_writer_is_told_the_desks_own_words_for_the_reason(desk):
    comment = CommentFactory(email="maren@example.org")
    ReadyMessage.objects.create(reason_code=Reason.ADVICE, text="Ask your doctor.")
    told = {"reason_code": Reason.ADVICE, "tell": "yes"}

    assert "Ask your doctor." in html_of(desk.get(reverse("admin:comments_comment_ready")))
    decide(desk, comment, "reject", **told, message=" ")
    assert Decision.objects.get().message == "Ask your doctor."


@pytest.mark.parametrize(
    "fields",
    [{"reason_code": Reason.PATIENT, "tell": "yes"}, {"reason_code": Reason.ADVICE}],
    ids=["silent reason", "not asked to"],
)
def test_writer_is_told_nothing(desk, fields):
    decide(desk, CommentFactory(), "reject", **fields, message="Words")

    assert Decision.objects.get().message == ""


def test_next_comment_is_theirs_before_the_page_comes(desk, mo):
    first, second, third = CommentFactory.create_batch(3)
    other = UserFactory(moderator=True, username="ben")
    claims.claim(second.pk, by=other, at=timezone.now())

    answer = decide(desk, first, "approve", then=second.pk)

    assert answer["Location"].endswith(f"#c{third.pk}")
    assert Comment.objects.get(pk=third.pk).claimed_by == mo


def test_page_in_the_middle_of_the_list_is_come_back_to(desk):
    made = CommentFactory.create_batch(queue.SIZE + 2)
    second_page = queue.page(queue.Filters(), user=AnonymousUser(), at=timezone.now()).after
    back = urlencode({"after": second_page})

    answer = decide(desk, made[-2], "approve", back=back)
    assert back in answer["Location"]
    assert answer["Location"].endswith(f"#c{made[-1].pk}")
    decide(desk, made[-1], "approve", back=back)

    assert desk.get(f"{QUEUE}?{back}")["Location"] == f"{QUEUE}?"


def test_second_moderator_sees_what_the_writer_changed(desk):
    comment = CommentFactory(text="The trial was <b>large</b>.", created_at=timezone.now())
    ownership.revise(comment, "The trial was tiny.", version=1, at=timezone.now())

    answer = decide(desk, comment, "approve", version=1)

    page = html_of(answer)
    assert answer.status_code == 409
    assert "The writer changed the words since you saw them." in page
    assert "<ins>tiny</ins>" in page
    assert "&lt;<del>" in page or "<del>&lt;b&gt;large&lt;/b&gt;</del>" in page
    assert "Carry out “approve” all the same" in page


def test_approving_and_featuring_is_one_step_and_undone_as_one(desk):
    comment = CommentFactory()

    answer = decide(desk, comment, "feature")
    comment.refresh_from_db()
    assert (comment.state, comment.featured, comment.version) == ("approved", True, 2)
    assert "Undo" in html_of(desk.get(answer["Location"]))
    decide(desk, comment, "undo", version=2)

    comment.refresh_from_db()
    assert (comment.state, comment.featured) == ("held", False)
