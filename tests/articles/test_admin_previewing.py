"""A story is seen as its readers will get it, alone or in a frame of the desk's own."""

import pytest
from django.urls import reverse

from articles import autosave, editions
from tests.articles.desk import ADD, form_address, opened
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db

BODY = '<p>The answer is <a href="/health/">no</a>.</p>'


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def desk(client, wren):
    client.force_login(wren)
    return client


@pytest.fixture
def draft(wren):
    edition = EditionFactory(headline="As it was saved", created_by=wren)
    return editions.write(edition, version=1, by=wren, fields={"body_source": BODY})


def preview(edition, asked=""):
    return reverse("admin:articles_edition_preview", args=[edition.pk]) + asked


def rules(response, name):
    """What the policy of an answer says of one thing."""
    lines = (line.split() for line in response.headers["Content-Security-Policy"].split(";"))
    return {line[0]: line[1:] for line in lines}.get(name)


def framing(response):
    """Who may frame the answer by both rules, and what it may frame itself."""
    return (
        response.headers["X-Frame-Options"],
        rules(response, "frame-ancestors"),
        rules(response, "frame-src"),
    )


CLOSED = ("DENY", ["'none'"], None)


def test_form_frames_its_preview_and_nothing_else_is_framed(desk, draft):
    other = reverse("admin:articles_edition_compare", args=[draft.pk])

    assert framing(desk.get(form_address(draft))) == ("DENY", ["'none'"], ["'self'"])
    assert framing(desk.get(preview(draft, "?beside"))) == ("SAMEORIGIN", ["'self'"], None)
    assert framing(desk.get(preview(draft))) == CLOSED
    assert [framing(desk.get(one)) for one in (ADD, other, "/", "/admin/")] == [CLOSED] * 4


def test_framed_page_leads_elsewhere_and_runs_nothing(desk, draft):
    text = desk.get(preview(draft, "?beside")).content.decode()

    assert '<a href="/health/" target="_blank" rel="noopener">no</a>' in text
    assert 'href="#main"' in text
    assert "<script" not in text


def test_framed_page_is_stored_and_indexed_nowhere(desk, draft):
    response = desk.get(preview(draft, "?beside"))

    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["Cache-Control"].startswith("private, no-store")
    assert "ETag" not in response.headers


def test_words_that_were_typed_are_shown_only_where_asked(desk, draft, client):
    fields = opened(desk, draft, headline="As it is typed", body_source="<p>Half a</p><script>")
    desk.post(reverse("admin:articles_edition_beat", args=[draft.pk]), fields | {"_typed": "1"})

    typed, saved = (desk.get(preview(draft, asked)) for asked in ("?beside&typed", "?beside"))

    assert "As it is typed" in typed.content.decode()
    assert "<p>Half a</p>" in typed.content.decode()
    assert "As it was saved" in saved.content.decode()
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("As it was saved", 2)


def test_typing_of_somebody_else_is_not_shown(desk, draft):
    edda = UserFactory(editor=True)
    autosave.keep(draft, by=edda, version=2, form="headline=Of+somebody+else")

    text = desk.get(preview(draft, "?beside&typed")).content.decode()

    assert "Of somebody else" not in text
    assert "As it was saved" in text


def test_preview_of_a_story_under_embargo_is_not_there_for_the_rest_of_the_desk(desk):
    hidden = EditionFactory()
    EmbargoFactory(articles=[hidden.article])

    answers = [desk.get(preview(hidden, asked)) for asked in ("", "?beside", "?beside&typed")]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_story_without_a_date_is_not_said_to_be_published(desk, draft):
    page = " ".join(desk.get(preview(draft)).content.decode().split())

    assert "<dt>Published</dt> <dd>not yet</dd>" in page
