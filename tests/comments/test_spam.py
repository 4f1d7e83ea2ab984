"""The checks say what they saw, in a sentence, and leave harmless texts alone."""

from datetime import UTC, datetime, timedelta

import pytest

from comments import spam
from comments.spam import links, timing
from comments.spam.candidate import Candidate
from comments.tokens import Standing, Token

NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


def candidate(**changes):
    values = {
        "article_id": 1,
        "name": "Maren Holt",
        "text": "We did, for 31 people.",
        "text_hash": "a",
        "email_hmac": "",
        "network_hmac": "",
        "token": Token(Standing.GOOD, age=timedelta(minutes=1), key="k"),
        "trap": "",
        "at": NOON,
    }
    return Candidate(**(values | changes))


@pytest.mark.parametrize(
    "text",
    [
        "The sildenafil trial was small.",
        "Cialis adverse events are listed at https://clinicaltrials.gov/study/NCT00000000.",
        "See https://pubmed.ncbi.nlm.nih.gov/1/ and https://doi.org/10.5555/x, https://www.who.int",
        "Semaglutide and weight loss: https://news.example.org/health/",
    ],
)
def test_scholarly_links_and_drug_names_are_no_reason(text, settings):
    settings.SITE_HOST = "news.example.org"

    assert links.vote(candidate(text=text)) is None


@pytest.mark.parametrize("host", ["evil-doi.org", "doi.org.evil.example", "who.int.example"])
def test_host_that_only_looks_trusted_is_not(host):
    assert not links.is_trusted(host)


@pytest.mark.parametrize("seconds", [3, 600, 86_400 * 400])
def test_form_of_any_age_is_no_reason(seconds):
    token = Token(Standing.GOOD, age=timedelta(seconds=seconds), key="k")

    assert timing.vote(candidate(token=token)) is None


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ({"code": "trap"}, "The field that people do not see was filled in."),
        (
            {"code": "copies", "count": 3},
            "The same text was sent to 3 other stories within a day.",
        ),
        (
            {"code": "links", "count": 1, "hosts": ["a.example"]},
            "It carries 1 link (a.example).",
        ),
        ({"code": "timing", "seconds": 1}, "It was sent 1 second after the form was opened."),
        (
            {"code": "timing", "token": "missing"},
            "The form did not say when it was opened: no script, or a program.",
        ),
        ({"code": "timing", "token": "broken"}, "It was not sent with a form of this site."),
        ({"code": "timing", "token": "other-story"}, "It was sent with the form of another story."),
        (
            {"code": "rate", "count": 4},
            "4 other comments came from the same network within ten minutes.",
        ),
        ({"code": "first", "email": False}, "The writer has not confirmed an e-mail address."),
    ],
    ids=str,
)
def test_reason_is_said_in_a_sentence(reason, sentence):
    assert spam.sentences([reason]) == [sentence]


def test_reason_of_a_check_that_is_gone_is_passed_over():
    assert spam.sentences([{"code": "gone"}, {}]) == []


def test_checks_have_codes_of_their_own():
    codes = [check.CODE for check in spam.CHECKS]

    assert len(set(codes)) == len(codes)
