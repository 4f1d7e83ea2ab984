"""The reader's doors: every answer keeps what was typed, sets no cookie and shows nothing held."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments import tokens
from comments.models import Comment
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
TEXT = "We did, for 31 people. I will write to them."


@pytest.fixture
def edition():
    return EditionFactory(live=True)


def address(edition):
    return reverse("comments:submit", args=[edition.article_id])


def fields(edition, **changes):
    token = tokens.issue(edition.article_id, at=timezone.now() - timedelta(minutes=1))
    return {"name": "Maren Holt", "email": "", "text": TEXT, "token": token} | changes


def send(client, edition, *, headers=None, **changes):
    return client.post(address(edition), fields(edition, **changes), headers=headers)


def close(edition):
    Article.objects.filter(pk=edition.article_id).update(comments_mode=Article.Comments.CLOSED)


def html_of(response):
    return response.content.decode()


def test_comment_sent_is_answered_with_a_receipt(client, edition):
    response = send(client, edition)

    assert response.status_code == 303
    assert Comment.objects.get().text == TEXT


def test_comment_costs_few_queries(client, edition, settings):
    # As on a site that has had many: then the one so many before is looked at, too.
    settings.COMMENT_SITE_RATE = 2
    send(client, edition, text="The first fills what is remembered.")
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=1))

    with CaptureQueriesContext(connection) as captured:
        send(client, edition)

    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 17, "\n".join(asked)


def test_receipt_says_that_it_waits(client, edition):
    response = client.get(send(client, edition).url)

    page = html_of(response)
    assert "Your comment waits for a moderator" in page
    assert TEXT in page
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"


def test_receipt_shows_links_as_text(client, edition):
    response = send(client, edition, text="See https://spam.example now.")

    page = html_of(client.get(response.url))

    assert "https://spam.example" in page
    assert 'href="https://spam.example"' not in page


def test_receipt_loses_the_words_after_a_quarter_of_an_hour(client, edition):
    response = send(client, edition)

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        page = html_of(client.get(response.url))

    assert "waits for a moderator" in page
    assert TEXT not in page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("approved", "Your comment is on the page"),
        ("published", "Your comment is on the page"),
        ("rejected", "Your comment is not on the page"),
        ("spam", "Your comment is not on the page"),
    ],
)
def test_receipt_says_what_became_of_it(client, state, sentence):
    comment = CommentFactory(state=state)
    word = tokens.receipt(comment.pk, at=timezone.now())

    assert sentence in html_of(client.get(reverse("comments:received", args=[word])))


def test_forged_receipt_is_not_found(client):
    assert client.get(reverse("comments:received", args=["1:2:3"])).status_code == 404


def test_no_page_sets_a_cookie(client, edition):
    comment = CommentFactory(article=edition.article, approved=True)
    receipt = send(client, edition)

    client.get(receipt.url)
    client.get(address(edition))
    client.get(reverse("comments:reply", args=[edition.article_id, comment.pk]))
    send(client, edition, name="")

    assert client.cookies == {}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Write the name to show."),
        ({"name": "\u200b\u2060"}, "The name has no visible characters."),
        ({"name": "M" * 81}, "A name has at most 80 characters. This one has 81."),
        ({"email": "maren@"}, "Write the whole address, as in name@example.org."),
        ({"email": "a" * 250 + "@example.org"}, "An e-mail address has at most 254 characters."),
        ({"text": " \n "}, "Write your comment."),
        ({"text": "\u200b" * 40}, "The comment has no visible characters."),
        ({"text": "\x00\x07"}, "Write your comment."),
        ({"text": "x" * 5_001}, "A comment has at most 5000 characters. This one has 5001."),
    ],
    ids=str,
)
def test_field_that_is_wrong_is_said_and_nothing_is_lost(client, edition, changes, sentence):
    response = send(client, edition, **changes)

    page = html_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert 'aria-invalid="true"' in page
    assert changes.get("name", "Maren Holt").replace("\x00", "") in page
    assert Comment.objects.count() == 0


def test_comment_of_a_megabyte_comes_back_whole(client, edition):
    text = "All of it stays. " * 62_000

    response = send(client, edition, text=text)

    assert response.status_code == 422
    assert "This one has 1053999" in html_of(response)
    assert text in html_of(response)


@pytest.mark.parametrize("text", ["x" * 5_000, " " * 3_000 + "x" * 5_000, "e\u0301" * 5_000])
def test_comment_of_the_greatest_length_is_kept(client, edition, text):
    assert send(client, edition, text=text).status_code == 303
    assert len(Comment.objects.get().text) == 5_000


def test_request_that_is_too_large_is_answered_in_words(client, edition):
    response = send(client, edition, text="x" * 4_300_000)

    assert response.status_code == 413
    assert "too large to read" in html_of(response)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data"),
        (b"name=%ff%fe&text=%00", "application/x-www-form-urlencoded"),
        (b"\xff\xfe{", "application/json"),
        (b"name=a&text=b", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"&".join(b"a%d=1" % n for n in range(6_000)), "application/x-www-form-urlencoded"),
    ],
    ids=["broken parts", "no boundary", "no text", "json", "other charset", "many fields"],
)
def test_request_that_is_no_form_is_answered_in_words(client, edition, body, kind):
    response = client.post(address(edition), data=body, content_type=kind)

    assert response.status_code in {413, 422}
    assert "<form" in html_of(response)


def test_closed_story_shows_the_text_for_copying(client, edition):
    close(edition)

    response = send(client, edition)

    page = html_of(response)
    assert response.status_code == 403
    assert "Comments on this story are closed." in page
    assert f"readonly>{TEXT}</textarea>" in page
    assert "Send for review" not in page


def test_withdrawn_story_shows_the_text_and_no_headline(client):
    edition = EditionFactory(withdrawn=True)

    response = send(client, edition)

    assert response.status_code == 403
    assert TEXT in html_of(response)
    assert edition.headline not in html_of(response)


@pytest.mark.parametrize("trait", ["scheduled", "in_review", "approved"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_story_nobody_sees_is_not_found(client, trait, method):
    edition = EditionFactory(**{trait: True})

    assert getattr(client, method)(address(edition), {"text": TEXT}).status_code == 404


@pytest.mark.parametrize("parent", ["999999", "abc", "-1", "9" * 40, "1.5", "²"])
def test_answer_to_a_missing_comment_is_offered_alone(client, edition, parent):
    response = send(client, edition, parent=parent)

    page = html_of(response)
    assert response.status_code == 409
    assert "You can send yours on its own." in page
    assert TEXT in page
    assert 'name="parent" value=""' in page


def test_answer_that_is_wrong_still_shows_what_it_answers(client, edition):
    parent = CommentFactory(article=edition.article, approved=True)

    page = html_of(send(client, edition, parent=str(parent.pk), name=""))

    assert f"You answer {parent.name}" in page
    assert f'name="parent" value="{parent.pk}"' in page


def test_second_comment_within_ten_seconds_waits(client, edition):
    send(client, edition)

    response = send(client, edition, text="One more thing.")

    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 10
    assert "One more thing." in html_of(response)
    assert "seconds and send it again" in html_of(response)


def test_same_form_twice_makes_one_comment(client, edition):
    form = fields(edition)
    client.post(address(edition), form)

    again = client.post(address(edition), form)

    assert (again.status_code, Comment.objects.count()) == (303, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://testserver.evil.example"},
        {"Origin": "http://["},
    ],
    ids=str,
)
def test_form_of_another_site_is_refused_with_its_text(client, edition, headers):
    response = send(client, edition, headers=headers)

    assert (response.status_code, Comment.objects.count()) == (403, 0)
    assert TEXT in html_of(response)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Origin": "https://news.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_form_of_our_own_is_taken(client, edition, headers):
    assert send(client, edition, headers=headers).status_code == 303


@pytest.mark.parametrize("token", ["", "broken", "a:b:c"])
def test_token_that_is_none_is_no_dead_end(client, edition, token):
    assert send(client, edition, token=token).status_code == 303


def test_story_page_is_the_same_to_the_byte_whenever_it_is_set(client, edition):
    CommentFactory(article=edition.article, approved=True)
    first = client.get(edition.get_absolute_url())
    with time_machine.travel(timezone.now() + timedelta(minutes=9), tick=False):
        second = client.get(edition.get_absolute_url(), headers={"User-Agent": "Another"})

    assert 'name="token" value=""' in html_of(first)
    assert first.content == second.content


def test_form_of_a_stored_page_gets_its_token_when_it_is_used(client, edition):
    asked = client.get(reverse("comments:form", args=[edition.article_id]))
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        send(client, edition, token=asked.json()["token"])

    assert asked["Cache-Control"] == "no-store, private"
    assert [reason["code"] for reason in Comment.objects.get().reasons] == ["first", "score"]


def test_filled_trap_is_held_with_its_reason(client, edition):
    form = fields(edition)
    client.post(address(edition), form | {tokens.trap_name(edition.article_id): "x"})

    assert Comment.objects.get().reasons[0] == {"code": "trap"}


def test_network_address_is_not_kept(client, edition):
    client.post(address(edition), fields(edition), REMOTE_ADDR="203.0.113.77")

    kept = str(Comment.objects.values().get())
    assert "203.0.113.77" not in kept
    assert len(Comment.objects.get().network_hmac) == 64


def test_session_without_proof_of_origin_is_a_readers(client, edition):
    client.force_login(UserFactory(moderator=True))

    send(client, edition)

    assert Comment.objects.get().state == "held"


def test_moderator_on_our_own_page_is_published(client, edition):
    client.force_login(UserFactory(moderator=True))

    response = send(client, edition, headers={"Sec-Fetch-Site": "same-origin"})

    assert Comment.objects.get().state == "approved"
    assert "Your comment is on the page" in html_of(client.get(response.url))


def test_reply_page_shows_what_is_answered(client, edition):
    comment = CommentFactory(article=edition.article, approved=True)

    response = client.get(reverse("comments:reply", args=[edition.article_id, comment.pk]))

    page = html_of(response)
    assert f"You answer {comment.name}" in page
    assert comment.text in page


@pytest.mark.parametrize("state", ["held", "spam", "rejected", "withdrawn"])
def test_reply_to_a_comment_nobody_sees_is_not_found(client, edition, state):
    comment = CommentFactory(article=edition.article, state=state)

    response = client.get(reverse("comments:reply", args=[edition.article_id, comment.pk]))

    assert response.status_code == 404
    assert comment.text not in html_of(response)
    assert comment.name not in html_of(response)


def test_reply_on_a_story_nobody_sees_is_not_found(client):
    edition = EditionFactory(scheduled=True)
    comment = CommentFactory(article=edition.article, approved=True)

    response = client.get(reverse("comments:reply", args=[edition.article_id, comment.pk]))

    assert response.status_code == 404


def test_permalink_leads_to_the_story(client, edition):
    comment = CommentFactory(article=edition.article, approved=True)

    response = client.get(comment.get_absolute_url())

    assert response.url == f"{edition.get_absolute_url()}#c-{comment.pk}"


def test_permalink_of_a_late_comment_leads_to_its_page(client, edition):
    made = CommentFactory.create_batch(51, article=edition.article, approved=True)

    response = client.get(made[50].get_absolute_url())

    assert response.url == f"{address(edition)}?after={made[49].path}#c-{made[50].pk}"
    assert made[50].text in html_of(client.get(response.url))


@pytest.mark.parametrize("state", ["held", "spam", "rejected", "withdrawn"])
def test_permalink_of_a_comment_nobody_sees_is_not_found(client, state):
    assert client.get(CommentFactory(state=state).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("after", ["", "zzz", "' OR 1=1", "\x00", "z" * 7, "z" * 900])
def test_page_of_further_comments_takes_any_key(client, edition, after):
    assert client.get(address(edition), {"after": after}).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_not_allowed(client, edition, method):
    assert getattr(client, method)(address(edition)).status_code == 405


@pytest.mark.parametrize("number", [10**38, 0])
def test_story_that_does_not_exist_is_not_found(client, number):
    assert client.get(reverse("comments:submit", args=[number])).status_code == 404


def test_receipt_names_the_draft_that_the_browser_may_forget(client, edition):
    parent = CommentFactory(article=edition.article, approved=True)
    asked = client.get(reverse("comments:reply", args=[edition.article_id, parent.pk]))

    kept = client.get(send(client, edition, parent=str(parent.pk)).url)

    draft = f"{edition.article_id}-{parent.pk}"
    assert f'data-comment-draft="{draft}"' in html_of(asked)
    assert f'data-comment-sent="{draft}"' in html_of(kept)
