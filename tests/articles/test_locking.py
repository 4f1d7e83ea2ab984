from __future__ import annotations

import pytest
from lxml import html

from articles import editions
from articles.evidence import Card
from articles.models import Edition
from tests.articles.desk import form_address, opened
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory, PersonFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
BODY = "<p>First.</p><p>Second.</p><p>Third.</p>"


@pytest.fixture
def wren(client):
    user = UserFactory(writer=True)
    client.force_login(user)
    return user


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


@pytest.fixture
def draft(wren):
    fields = {
        "headline": "As it was",
        "slug": "as-it-was",
        "section": SectionFactory(),
        "standfirst": "Before.",
        "body_source": BODY,
    }
    return editions.start_story(by=wren, fields=fields)


def meanwhile(draft, paul, **fields):
    """Paul saves other fields while the form is open."""
    stored = Edition.objects.get(pk=draft.pk)
    return editions.write(stored, version=stored.version, by=paul, fields=fields)


def resolve(client, draft, response, **choices):
    """Send the page for two texts with these choices."""
    page = html.fromstring(response.content.decode())
    form = next(form for form in page.forms if form.get("class") == "two-texts-form")
    values = {name: value.removeprefix("\n") for name, value in form.form_values()}
    values |= {name.replace("__", "-"): value for name, value in choices.items()}
    return client.post(form_address(draft), values)


def heading(response):
    return html.fromstring(response.content.decode()).xpath("//h1")[0].text_content()


def test_stale_save_overwrites_nothing_and_shows_both_texts(client, draft, paul):
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, headline="Theirs")

    response = client.post(form_address(draft), mine)

    draft.refresh_from_db()
    assert (response.status_code, draft.headline, draft.version) == (409, "Theirs", 2)
    assert heading(response) == "Paul saved while you were writing"
    text = response.content.decode()
    assert ("<ins>Mine</ins>" in text, "<ins>Theirs</ins>" in text) == (True, True)


@pytest.mark.parametrize(
    ("choices", "headline"),
    [
        ({"choose__headline": "mine"}, "Mine"),
        ({"choose__headline": "theirs"}, "Theirs"),
        ({"choose__headline": "both", "both__headline": "Ours"}, "Ours"),
    ],
)
def test_choice_between_two_headlines_is_saved(client, draft, paul, choices, headline):
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, headline="Theirs")
    page = client.post(form_address(draft), mine)

    response = resolve(client, draft, page, **choices)

    draft.refresh_from_db()
    assert (response.status_code, draft.headline, draft.version) == (302, headline, 3)


def test_field_without_a_choice_comes_back_and_saves_nothing(client, draft, paul):
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, headline="Theirs")
    page = client.post(form_address(draft), mine)

    response = resolve(client, draft, page)

    draft.refresh_from_db()
    assert (response.status_code, draft.headline) == (409, "Theirs")
    assert "Choose for “Headline”." in response.content.decode()


def test_fields_that_only_one_changed_are_both_kept(client, draft, paul):
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, standfirst="Theirs.")
    page = client.post(form_address(draft), mine)

    resolve(client, draft, page)

    draft.refresh_from_db()
    assert (draft.headline, draft.standfirst) == ("Mine", "Theirs.")


def test_paragraphs_that_only_one_changed_are_brought_together(client, draft, paul):
    mine = opened(client, draft, body_source=BODY.replace("First.", "My first."))
    meanwhile(draft, paul, body_source=BODY.replace("Third.", "Their third."))
    page = client.post(form_address(draft), mine)

    resolve(client, draft, page)

    draft.refresh_from_db()
    assert draft.body_text.split("\n") == ["My first.", "Second.", "Their third."]


def test_paragraph_that_both_changed_needs_a_choice(client, draft, paul):
    mine = opened(client, draft, body_source=BODY.replace("Second.", "My second."))
    meanwhile(draft, paul, body_source=BODY.replace("Second.", "Their second."))
    page = client.post(form_address(draft), mine)

    refused = resolve(client, draft, page)
    resolve(client, draft, page, choose__body_source__0="theirs")

    draft.refresh_from_db()
    assert "Choose for “Body, paragraph 2”." in refused.content.decode()
    assert draft.body_text.split("\n") == ["First.", "Their second.", "Third."]


def test_rows_and_tags_of_both_are_kept_unless_one_side_is_chosen(client, draft, paul):
    ours, theirs = PersonFactory(), PersonFactory()
    mine = opened(client, draft, bylines__0__person=ours.pk, tags="stroke")
    mine |= {"citations-0-title": "A work of mine"}
    stored = Edition.objects.get(pk=draft.pk)
    editions.write(
        stored,
        version=1,
        by=paul,
        bylines=[editions.BylineEntry(theirs)],
        citations=[editions.CitationEntry(work=WorkFactory(title="A work of theirs"))],
        tags=[TagFactory(name="retina", slug="retina")],
    )
    page = client.post(form_address(draft), mine)

    resolve(client, draft, page)

    assert {row.person for row in draft.bylines.all()} == {ours, theirs}
    assert {str(row.work) for row in draft.citations.all()} == {
        "A work of theirs",
        "A work of mine",
    }
    assert sorted(tag.name for tag in draft.tags.all()) == ["retina", "stroke"]


def test_third_save_during_the_choice_is_shown_in_its_turn(client, draft, paul):
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, headline="Theirs")
    page = client.post(form_address(draft), mine)
    meanwhile(draft, paul, headline="Theirs again")

    response = resolve(client, draft, page, choose__headline="mine")

    draft.refresh_from_db()
    assert (response.status_code, draft.headline) == (409, "Theirs again")
    assert "Theirs again" in response.content.decode()


def test_form_without_what_it_was_opened_with_asks_for_every_difference(client, draft, paul):
    mine = opened(client, draft, headline="Mine", original="{not json")
    meanwhile(draft, paul, standfirst="Theirs.")

    page = client.post(form_address(draft), mine)

    text = page.content.decode()
    assert ("choose-headline" in text, "choose-standfirst" in text) == (True, True)


def test_text_of_an_edition_published_meanwhile_goes_to_the_next_draft(client, draft, paul):
    mine = opened(client, draft, headline="Mine")
    published = EditionFactory(live=True)
    Edition.objects.filter(pk=draft.pk).update(
        state="approved", live_from=published.live_from, sort_at=published.live_from, version=5
    )
    page = client.post(form_address(draft), mine)

    resolve(client, draft, page)

    draft.refresh_from_db()
    following = Edition.objects.get(article=draft.article, number=2)
    assert (draft.headline, following.headline) == ("As it was", "Mine")


def test_decision_about_a_text_that_changed_meanwhile_is_not_carried_out(client, draft, paul):
    Edition.objects.filter(pk=draft.pk).update(state="in_review", reviewer=paul)
    edda = UserFactory(editor=True)
    client.force_login(edda)
    decision = opened(client, draft, note="Say who paid.")
    meanwhile(draft, paul, headline="Theirs")

    response = client.post(form_address(draft), decision | {"_ask_changes": "1"})

    draft.refresh_from_db()
    assert (response.status_code, draft.state) == (409, "in_review")
    assert "Say who paid." in response.content.decode()


def test_stale_save_sent_again_and_again_overwrites_nothing(client, draft, paul):
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, headline="Theirs")

    answers = {client.post(form_address(draft), mine).status_code for _time in range(20)}

    draft.refresh_from_db()
    assert (answers, draft.headline, draft.version) == ({409}, "Theirs", 2)


def test_existing_rows_survive_a_conflict_about_the_text(client, draft, paul):
    BylineFactory(edition=draft)
    CitationFactory(edition=draft, work=WorkFactory(), key="abc123")
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, standfirst="Theirs.")
    page = client.post(form_address(draft), mine)

    resolve(client, draft, page)

    assert (draft.bylines.count(), draft.citations.get().key) == (1, "abc123")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "cohort"), ("theirs", "case_control")])
def test_evidence_card_that_both_changed_is_chosen_as_a_whole(client, draft, paul, choice, kept):
    mine = opened(client, draft, evidence__design="cohort", evidence__size="12")
    meanwhile(draft, paul, evidence=Card(design="case_control", meaning="Theirs.").dump())
    page = client.post(form_address(draft), mine)

    assert page.status_code == 409
    assert "Cohort study" in page.content.decode()
    resolve(client, draft, page, choose__evidence=choice)

    draft.refresh_from_db()
    assert Card.load(draft.evidence).design == kept


def test_evidence_card_that_only_the_other_changed_is_kept(client, draft, paul):
    mine = opened(client, draft, headline="Mine")
    meanwhile(draft, paul, evidence=Card(design="cohort", reached_a=8, low="-2.5").dump())
    page = client.post(form_address(draft), mine)

    resolve(client, draft, page)

    draft.refresh_from_db()
    assert draft.headline == "Mine"
    assert Card.load(draft.evidence) == Card(design="cohort", reached_a=8, low="-2.5")
