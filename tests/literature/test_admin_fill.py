"""Filling a work from an identifier on the desk, and merging two, as an editor does it."""

import json

import pytest
from django.urls import reverse

from literature.models import Work
from tests.factories.core import UserFactory
from tests.factories.literature import JournalFactory, WorkFactory
from tests.outside import DATA

pytestmark = pytest.mark.django_db
DOI = "10.1056/NEJMoa2508515"
NEW = "/admin/literature/work/fill/"


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(editor=True))
    return client


@pytest.fixture
def crossref(outside):
    outside.answers("api.crossref.org", file="crossref/tenecteplase.json")
    outside.answers("esearch", json={"esearchresult": {"idlist": []}})
    return outside


def page_of(work):
    return reverse("admin:literature_work_fill", args=[work.pk])


def test_new_work_by_doi(desk, crossref):
    JournalFactory(nejm=True)

    asked = desk.post(NEW, {"q": f"https://doi.org/{DOI}"})
    assert "Crossref knows this work" in asked.text
    assert not Work.objects.exists()

    added = desk.post(NEW, {"q": DOI, "act": "take", "field": "title"}, follow=True)

    work = Work.objects.get()
    assert (work.doi_display, work.issue_label, work.contributors.count()) == (DOI, "5", 3)
    assert "is saved" in added.text


def test_differences_are_shown_and_only_ticked_ones_taken(desk, crossref):
    work = WorkFactory(title="Ours", doi_display=DOI, volume="394", issue_label="7")

    asked = desk.post(page_of(work), {"q": DOI})
    assert "<del>7</del>" in asked.text
    assert "<ins>5</ins>" in asked.text

    taken = {"q": DOI, "act": "take", "field": "issue_label", "version": work.version}
    desk.post(page_of(work), taken)

    work.refresh_from_db()
    assert (work.title, work.issue_label) == ("Ours", "5")


def test_keep_ours_locks_what_differs(desk, crossref):
    work = WorkFactory(title="Ours", doi_display=DOI, issue_label="7")

    desk.post(page_of(work), {"q": DOI, "act": "keep"})

    asked = desk.post(page_of(work), {"q": DOI})
    assert 'name="locked" value="issue_label"' in asked.text
    assert 'name="field" value="issue_label"' not in asked.text


def test_stale_version_is_told_and_nothing_lost(desk, crossref):
    work = WorkFactory(title="Ours", doi_display=DOI)
    Work.objects.update(version=5)

    taken = {"q": DOI, "act": "take", "field": "volume", "version": "1"}
    answer = desk.post(page_of(work), taken)

    assert "Somebody else saved this work" in answer.text
    assert DOI in answer.text


def test_service_down_keeps_the_question_and_leads_on_by_hand(desk, outside):
    for host in ("api.crossref.org", "eutils", "api.datacite.org", "doi.org/10"):
        outside.hangs(host)

    answer = desk.post(NEW, {"q": DOI})

    assert answer.status_code == 200
    assert "did not answer in time" in answer.text
    assert f"{DOI}</textarea>" in answer.text
    assert reverse("admin:literature_work_add") in answer.text


def test_duplicate_is_recognised_and_merge_offered(desk, crossref):
    known = WorkFactory(title="Known", doi_display=DOI)
    other = WorkFactory(title="Other")

    new = desk.post(NEW, {"q": DOI})
    assert "“Known” is in the library already" in new.text
    assert "Add this work" not in new.text

    existing = desk.post(page_of(other), {"q": DOI})
    merge = f"{reverse('admin:literature_work_merge', args=[other.pk])}?into={known.pk}"
    assert merge in existing.text


def test_reference_without_a_certain_record_offers_candidates(desk, outside):
    record = json.loads((DATA / "crossref/tenecteplase.json").read_text())["message"]
    outside.answers("bibliographic", json={"status": "ok", "message": {"items": [record]}})

    answer = desk.post(NEW, {"q": "Somebody. Some other study of something. J 2026;1:2"})

    assert "These come near" in answer.text
    assert 'value="10.1056/nejmoa2508515"' in answer.text


def test_markup_from_a_service_is_shown_as_text(desk, outside):
    message = {
        "DOI": "10.5555/x",
        "type": "journal-article",
        "title": ["<img src=x onerror=alert(1)>Title"],
        "author": [{"family": "<script>alert(2)</script>Bad"}],
        "container-title": ["&lt;script&gt;alert(3)&lt;/script&gt;"],
    }
    outside.answers("api.crossref.org", json={"status": "ok", "message": message})
    outside.answers("esearch", json={"esearchresult": {"idlist": []}})

    answer = desk.post(NEW, {"q": "10.5555/x"})

    for payload in ("<img src=x", "<script>alert"):
        assert payload not in answer.text


@pytest.mark.parametrize("path", [NEW, "/admin/literature/work/lookup/"])
def test_stranger_and_writer_without_right(client, path):
    client.force_login(UserFactory(is_staff=True))

    assert client.post(path, {"q": DOI}).status_code == 403
    assert client.get("/admin/literature/work/9999/fill/").status_code == 403


def test_fill_page_of_a_missing_work(desk):
    assert desk.get("/admin/literature/work/9999/fill/").status_code == 404


def test_inline_answers_with_the_reference(desk, crossref):
    answer = desk.post("/admin/literature/work/lookup/", {"q": DOI}).json()

    assert answer["reference"].startswith("Ryan SJ")
    assert "Found by Crossref" in answer["said"]


def test_inline_answers_with_a_sentence(desk, settings):
    answer = desk.post("/admin/literature/work/lookup/", {"q": DOI}).json()

    assert "without a network" in answer["refusal"]


def test_manual_change_of_a_filled_work_is_locked(desk, crossref):
    desk.post(NEW, {"q": DOI, "act": "take", "field": "title"})
    work = Work.objects.get()

    url = reverse("admin:literature_work_change", args=[work.pk])
    form = desk.get(url).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}
    rows = {"contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}
    desk.post(url, rows | typed | {"volume": "395"})

    work.refresh_from_db()
    assert (work.volume, work.locked_fields) == ("395", ["volume"])


def test_merge_says_first_what_will_happen(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    kept, duplicate = WorkFactory(title="Kept"), WorkFactory(title="Gone")
    url = reverse("admin:literature_work_merge", args=[duplicate.pk])

    seen = client.get(url, {"into": kept.doi})
    assert "“Gone” goes into “Kept”" in seen.text
    assert Work.objects.count() == 2

    client.post(url, {"into": kept.pk})
    assert Work.objects.get() == kept


def test_merge_into_nothing_is_told(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    url = reverse("admin:literature_work_merge", args=[WorkFactory().pk])

    assert "The work that stays" in client.get(url).text
    assert "no other work with this number" in client.get(url, {"into": "10.5555/none"}).text


@pytest.fixture
def retracted(outside):
    outside.answers("api.crossref.org", file="crossref/retracted.json")
    outside.answers("esearch", json={"esearchresult": {"idlist": []}})


def test_retracted_work_is_told_before_it_is_added(desk, retracted):
    told = "Retraction, reported by the publisher and Retraction Watch."

    assert told in desk.post(NEW, {"q": "10.5555/retracted.1"}).text
    inline = desk.post("/admin/literature/work/lookup/", {"q": "10.5555/retracted.1"})
    assert told in inline.json()["warning"]


def test_asking_about_a_work_of_the_library_checks_it(desk, retracted):
    work = WorkFactory(doi_display="10.5555/retracted.1")

    desk.post(page_of(work), {"q": work.doi})

    work.refresh_from_db()
    assert work.is_retracted


def test_adding_a_retracted_work_records_its_notices(desk, retracted):
    desk.post(NEW, {"q": "10.5555/retracted.1", "act": "take", "field": "title"})

    assert Work.objects.get().is_retracted


def test_same_title_without_numbers_is_pointed_out(desk, crossref):
    title = "A randomized trial of tenecteplase in acute central retinal artery occlusion"
    known = WorkFactory(title=title, journal=JournalFactory(nejm=True), doi_display="")

    asked = desk.post(NEW, {"q": DOI})

    assert f"{page_of(known)}?q=" in asked.text
