from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles import editions
from articles.models import Article, Citation, Edition
from core.models import AuditEntry
from literature.models import Issue, Work
from tests.articles.desk import ADD, filled, form_address, messages, opened, said
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory, PersonFactory
from tests.factories.core import UserFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.factories.taxonomy import AliasFactory, SectionFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_edition_changelist")


@pytest.fixture
def wren(client):
    user = UserFactory(writer=True, last_name="Halloran")
    client.force_login(user)
    return user


@pytest.fixture
def section():
    return SectionFactory(name="Health", slug="health")


@pytest.fixture
def draft(wren, section):
    return editions.start_story(
        by=wren,
        fields={
            "headline": "Clot drug does not bring back sight",
            "slug": "clot-drug",
            "section": section,
            "standfirst": "One in five recovered either way.",
            "body_source": "<p>The answer is no.</p>",
        },
    )


# --- A new story ------------------------------------------------------------------------------


def test_new_story_is_saved_with_an_address_from_its_headline(client, wren, section):
    data = opened(client, headline="Eye stroke: no help from a clot drug", section=section.pk)

    response = client.post(ADD, data | {"_continue": "1"})

    story = Edition.objects.get()
    assert response.url == form_address(story)
    assert (story.path, story.number, story.created_by) == (
        "health/eye-stroke-no-help-from-a-clot-drug",
        1,
        wren,
    )
    assert story.article.latest == story
    assert AuditEntry.objects.filter(act="edition.save").count() == 1


def test_new_story_next_to_one_of_the_same_name_gets_a_free_address(client, draft, section):
    data = opened(client, headline="Clot drug", section=section.pk)

    client.post(ADD, data)

    assert Edition.objects.latest("pk").slug == "clot-drug-2"


def test_taken_address_is_refused_on_its_field_and_nothing_is_lost(client, draft, section):
    data = opened(client, headline="Another", slug="clot-drug", section=section.pk)
    data["body_source"] = "<p>Kept.</p>"

    response = client.post(ADD, data)

    assert said(response) == [
        "Address word: Another story has the address /health/clot-drug/."
        " Choose a different address word."
    ]
    assert filled(response)["body_source"].strip() == "<p>Kept.</p>"
    assert Article.objects.count() == 1


def test_empty_form_says_what_is_missing(client, wren):
    response = client.post(ADD, opened(client))

    assert said(response) == [
        "Headline: Write a headline.",
        "Section: Choose a section.",
    ]
    assert response.status_code == 422


def test_tags_are_found_by_their_other_names(client, wren, section):
    alias = AliasFactory(tag__name="Stroke", name="Apoplexy", slug="apoplexy")
    data = opened(client, headline="A story", section=section.pk, tags="apoplexy, Retina")

    client.post(ADD, data)

    story = Edition.objects.get()
    assert {tag.name for tag in story.tags.all()} == {alias.tag.name, "Retina"}


def test_picture_and_text_are_cleaned_when_stored(client, wren, section):
    text = '<p onclick="x()">Yes<script>alert(1)</script></p><img src="https://elsewhere/x.jpg">'
    data = opened(client, headline="A story", section=section.pk, body_source=text)

    client.post(ADD, data)

    assert Edition.objects.get().body_source == "<p>Yes</p>"


# --- An open draft ----------------------------------------------------------------------------


def test_saving_a_draft_writes_over_it_and_counts_its_version(client, draft):
    response = client.post(form_address(draft), opened(client, draft, headline="Better"))

    draft.refresh_from_db()
    assert (draft.headline, draft.version, draft.number) == ("Better", 2, 1)
    assert messages(client, response) == ["Draft 1 is saved. Nobody outside the desk sees it."]


def test_opening_and_saving_without_a_change_changes_no_text(client, draft):
    before = (draft.headline, draft.body_source, draft.standfirst, draft.slug)

    client.post(form_address(draft), opened(client, draft))

    draft.refresh_from_db()
    assert (draft.headline, draft.body_source, draft.standfirst, draft.slug) == before


def test_bylines_keep_the_order_of_their_places(client, draft):
    first, second = PersonFactory(name="Ada"), PersonFactory(name="Bea")
    data = opened(client, draft, bylines__TOTAL_FORMS="2")
    data |= {"bylines-0-person": second.pk, "bylines-0-role": "editor", "bylines-0-position": "2"}
    data |= {"bylines-1-person": first.pk, "bylines-1-role": "writer", "bylines-1-position": "1"}

    client.post(form_address(draft), data)

    assert [row.person.name for row in draft.bylines.all()] == ["Ada", "Bea"]


def test_same_person_twice_in_one_role_is_refused(client, draft):
    person = PersonFactory()
    data = opened(client, draft, bylines__TOTAL_FORMS="2")
    data |= {f"bylines-{row}-person": person.pk for row in (0, 1)}
    data |= {f"bylines-{row}-role": "writer" for row in (0, 1)}

    response = client.post(form_address(draft), data)

    assert said(response) == ["Byline 2, Person: This person already has this role here."]


def test_deleted_rows_are_gone_after_saving(client, draft):
    BylineFactory(edition=draft)
    CitationFactory(edition=draft, work=WorkFactory())
    data = opened(client, draft, bylines__0__DELETE="on", citations__0__DELETE="on")

    client.post(form_address(draft), data)

    assert (draft.bylines.count(), draft.citations.count()) == (0, 0)


def test_citation_keeps_its_key_when_the_story_is_saved(client, draft):
    row = CitationFactory(edition=draft, work=WorkFactory(), key="abc123")

    client.post(form_address(draft), opened(client, draft))

    kept = draft.citations.get()
    assert (kept.key, kept.work) == ("abc123", row.work)


# --- New citations ----------------------------------------------------------------------------


def cite(client, draft, **fields):
    data = opened(client, draft)
    data |= {f"citations-0-{name}": str(value) for name, value in fields.items()}
    return client.post(form_address(draft), data)


@pytest.mark.parametrize(
    "typed",
    [
        "10.1056/NEJMoa2508515",
        "https://doi.org/10.1056/NEJMoa2508515",
        "doi: 10.1056/NEJMoa2508515.",
        "N Engl J Med. 2026 Jan 29;394(5):442-450. doi: 10.1056/NEJMoa2508515.",
        "Ryan SJ. A randomized trial of tenecteplase in acute central retinal artery occlusion.",
    ],
)
def test_work_of_the_library_is_found_by_what_was_pasted(client, draft, typed):
    work = WorkFactory(tenecteplase=True)

    cite(client, draft, lookup=typed)

    assert draft.citations.get().work == work


def test_whole_issue_is_cited_by_its_numbers(client, draft):
    JournalFactory(nejm=True)

    cite(
        client, draft, journal="n engl j med", year=2026, volume=394, issue_label=7, pages="625-728"
    )

    row = draft.citations.select_related("issue__journal").get()
    assert (row.issue.journal.slug, row.issue.volume, row.issue.issue_label) == ("nejm", "394", "7")
    assert (row.page_first, row.page_last, row.work) == ("625", "728", None)


def test_work_typed_by_hand_is_added_to_the_library(client, draft):
    journal = JournalFactory(nejm=True)

    cite(
        client,
        draft,
        title="A trial of an invented therapy",
        authors="Ryan SJ, Holm A",
        journal="0028-4793",
        year=2026,
        pages="S20-S42",
        doi="https://doi.org/10.5555/JIM.9.",
    )

    work = draft.citations.get().work
    assert (work.journal, work.doi, work.pages_raw) == (journal, "10.5555/jim.9", "S20-S42")
    assert [row.family for row in work.contributors.all()] == ["Ryan", "Holm"]


def test_doi_that_was_looked_up_belongs_to_the_work_typed_below(client, draft):
    cite(client, draft, lookup="10.5555/new.1", title="A new work")

    assert Work.objects.get().doi == "10.5555/new.1"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lookup": "10.5555/unknown"}, "The library has no work with this number yet."),
        ({"lookup": "something I read"}, "No DOI or PubMed ID could be read in this"),
        ({"title": "T", "doi": "11.1056/x"}, "DOI: "),
        ({"title": "T", "pages": "728-625"}, "Pages: "),
        ({"title": "T", "journal": "1234-5678"}, "Journal: "),
        ({"title": "T", "journal": "No Such Journal"}, "There is no journal “No Such Journal”"),
        ({"title": "T", "year": "12"}, "A year lies between 1500 and 2100."),
        ({"journal": "N Engl J Med"}, "Give the title of the work."),
    ],
)
def test_citation_that_cannot_be_is_refused_with_the_reason(client, draft, fields, sentence):
    JournalFactory(nejm=True)

    response = cite(client, draft, **fields)

    assert sentence in "".join(said(response))
    kept = filled(response)
    assert {name: kept[f"citations-0-{name}"] for name in fields} == fields
    assert not Work.objects.exists()


def test_citation_by_a_doi_the_library_lacks_is_found_and_added(client, draft, outside):
    JournalFactory(nejm=True)
    outside.answers("api.crossref.org", file="crossref/tenecteplase.json")
    outside.answers("esearch", json={"esearchresult": {"idlist": []}})

    cite(client, draft, lookup="https://doi.org/10.1056/NEJMoa2508515")

    work = draft.citations.get().work
    assert (work.doi_display, work.source) == ("10.1056/NEJMoa2508515", "crossref")


def test_citation_while_the_services_are_down_leaves_a_way_by_hand(client, draft, outside):
    for host in ("api.crossref.org", "eutils", "datacite", "doi.org/10"):
        outside.hangs(host)

    response = cite(client, draft, lookup="10.5555/unknown")

    assert "did not answer in time" in "".join(said(response))
    assert "Enter the work by hand" in "".join(said(response))


def test_unknown_journal_is_added_where_that_was_ticked(client, draft):
    cite(client, draft, title="T", journal="Journal of New Things", adds_journal="on")

    assert Work.objects.get().journal.title == "Journal of New Things"


def test_finding_shows_the_work_and_saves_nothing(client, draft):
    WorkFactory(tenecteplase=True)
    data = opened(client, draft, headline="Changed", citations__0__lookup="10.1056/NEJMoa2508515")

    response = client.post(form_address(draft), data | {"_find": "1"})

    draft.refresh_from_db()
    assert draft.headline == "Clot drug does not bring back sight"
    assert "Found in the library. Check it, then save." in response.content.decode()
    assert filled(response)["headline"].strip() == "Changed"


def test_refusal_of_the_library_stands_on_its_citation(client, draft):
    IssueFactory(journal=JournalFactory(nejm=True), issue_label="7")
    data = opened(client, draft, citations__0__title="T")
    data |= {"citations-0-doi": "10.5555/x", "citations-0-pages": "1-2"}
    client.post(form_address(draft), data)
    other = opened(client, draft)
    new = f"citations-{draft.citations.count()}"

    response = client.post(form_address(draft), other | {f"{new}-title": "<p></p>"})

    assert said(response)[0].startswith("Citation 2")
    assert Issue.objects.count() == 1


def test_mismatch_of_issue_and_work_is_said_under_the_reference(client, draft):
    work = WorkFactory(tenecteplase=True)
    issue = IssueFactory(journal=work.journal, issue_label="7")
    CitationFactory(edition=draft, work=work, number=1)
    CitationFactory(edition=draft, issue=issue, pages_raw="625-728", number=2, position=1)

    response = client.get(form_address(draft))

    sentence = "stands in volume 394, issue 5, pages 442–450, not in the cited volume 394, issue 7"
    assert response.content.decode().count(sentence) == 2


# --- Editions that have their place in time ---------------------------------------------------


def test_saving_a_live_story_opens_its_next_edition_whole(client, wren):
    live = EditionFactory(live=True)
    BylineFactory(edition=live)
    CitationFactory(edition=live, work=WorkFactory(), key="abc123")
    live.tags.add("Stroke")

    response = client.post(form_address(live), opened(client, live, headline="Corrected"))

    live.refresh_from_db()
    following = Edition.objects.latest("pk")
    assert (live.headline != "Corrected", following.headline) == (True, "Corrected")
    assert (following.number, following.live_from, following.state) == (2, None, "draft")
    assert following.bylines.count() == 1
    assert following.citations.get().key == "abc123"
    assert [tag.name for tag in following.tags.all()] == ["Stroke"]
    assert messages(client, response) == ["Draft 2 is saved. Readers still see edition 1."]


def test_second_draft_of_a_live_story_is_refused_with_the_text_kept(client, wren):
    live = EditionFactory(live=True)
    data = opened(client, live, headline="Mine")
    EditionFactory(article=live.article, section=live.section, number=2)

    response = client.post(form_address(live), data)

    assert said(response) == ["Draft 2 of this story is open already. Go on writing there."]
    assert filled(response)["headline"].strip() == "Mine"


def test_live_story_with_an_open_draft_is_read_only(client, wren):
    live = EditionFactory(live=True)
    EditionFactory(article=live.article, section=live.section, number=2)

    response = client.get(form_address(live))

    assert b'name="headline"' not in response.content
    assert b"Draft 2 is open" in response.content


def test_withdrawn_story_can_be_read_and_not_saved(client, wren):
    gone = EditionFactory(withdrawn=True)

    assert client.get(form_address(gone)).status_code == 200
    assert client.post(form_address(gone), {}).status_code == 403


def test_comments_mode_is_kept_with_the_story(client, draft):
    client.post(form_address(draft), opened(client, draft, comments_mode="closed"))

    assert Article.objects.get().comments_mode == "closed"


def test_nothing_is_deleted_by_the_stock_page(client, draft):
    address = reverse("admin:articles_edition_delete", args=[draft.pk])

    assert client.post(address, {"post": "yes"}).status_code == 403
    assert LogEntry.objects.count() == 0


# --- The list ---------------------------------------------------------------------------------


def test_list_shows_the_newest_edition_of_each_story(client, wren):
    live = EditionFactory(live=True, headline="Old words")
    EditionFactory(article=live.article, section=live.section, number=2, headline="New words")

    page = client.get(LIST).content.decode()

    assert ("New words" in page, "Old words" in page) == (True, False)
    assert "edition 1 is live" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=draft", {"Draft"}),
        ("?state=live", {"Live"}),
        ("?state=scheduled", {"Scheduled"}),
        ("?state=withdrawn", {"Withdrawn"}),
        ("?state=nonsense", {"Draft", "Live", "Scheduled", "Withdrawn"}),
        ("?q=sched", {"Scheduled"}),
        ("?whose=mine", set()),
    ],
)
def test_list_is_narrowed_by_its_filters(client, wren, query, shown):
    EditionFactory(headline="Draft")
    EditionFactory(headline="Live", live=True)
    EditionFactory(headline="Scheduled", scheduled=True)
    EditionFactory(headline="Withdrawn", withdrawn=True)

    found = client.get(LIST + query, follow=True).context["cl"].result_list

    assert {edition.headline for edition in found} == shown


def test_list_costs_the_same_for_one_and_three_stories(client, wren):
    assert_same_queries(
        lambda: client.get(LIST), lambda: BylineFactory(edition=EditionFactory(live=True))
    )


def test_citation_of_the_notice_is_kept_with_its_relation(client, draft):
    cite(client, draft, title="T", relation=Citation.Relation.RETRACTION_NOTICE)

    assert draft.citations.get().relation == "retraction_notice"


def test_evidence_card_is_kept_with_its_edition(client, draft):
    values = opened(client, draft, evidence__design="cohort", evidence__size="1200")
    client.post(form_address(draft), values)
    draft.refresh_from_db()

    assert draft.evidence == '{"design": "cohort", "size": 1200}'
    assert draft.evidence_design == "cohort"
    assert opened(client, draft)["evidence-size"] == "1200"


def test_card_that_cannot_be_is_refused_and_nothing_is_lost(client, draft):
    values = opened(client, draft, evidence__low="many", evidence__meaning="It depends.")

    response = client.post(form_address(draft), values)

    assert response.status_code == 422
    assert "Evidence card, Interval from: Write a number, such as −3.7." in said(response)
    assert filled(response)["evidence-low"] == "many"
    assert filled(response)["evidence-meaning"] == "It depends."


def test_reference_in_the_text_is_offered_and_one_tick_cites_it(client, draft):
    issue = IssueFactory(journal__nejm=True, volume="394", issue_label="7")
    words = "New England Journal of Medicine (Volume 394, Issue 7, pages 625-728)"
    typed = opened(client, draft, body_source=f"<p>So says the {words}.</p>", _seek="1")

    offered = client.post(form_address(draft), typed)

    assert f"<mark>{words}</mark>" in offered.content.decode()
    assert draft.citations.count() == 0
    kept = filled(offered, found_in_text=words)
    assert words in kept["body_source"]

    client.post(form_address(draft), kept)

    citation = draft.citations.get()
    assert (citation.issue, citation.pages_raw) == (issue, "625-728")


def test_ticked_words_that_name_nothing_do_no_harm(client, draft):
    client.post(form_address(draft), opened(client, draft, found_in_text="\x00<b>"))

    assert draft.citations.count() == 0
