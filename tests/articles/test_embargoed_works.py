"""An embargo on a study holds every story that cites it, and readers find nothing of the study."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import catalogue, editions, embargo, page_tags, publishing
from articles.editions import CitationEntry
from articles.embargo import Terms
from articles.models import Edition
from core.errors import Refused
from core.models import AuditEntry
from core.wall_time import in_zone
from literature.merging import merge
from literature.models import WorkRelation
from tests.articles.desk import form_address
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db
CANARY = "Zqkumquat"
BERLIN = "Europe/Berlin"


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


@pytest.fixture
def moment():
    return timezone.now()


@pytest.fixture
def lift(moment):
    return (moment + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def terms(lift):
    wall = timezone.localtime(lift, ZoneInfo(BERLIN)).replace(tzinfo=None)
    return Terms(source="NEJM", wall=wall, zone=BERLIN)


@pytest.fixture
def work(moment):
    """A study of today, in an issue of which readers know another."""
    issue = IssueFactory(journal=JournalFactory(title="The Known Journal"))
    day = timezone.localtime(moment).date().isoformat()
    here = {"journal": issue.journal, "volume": issue.volume, "issue_label": issue.issue_label}
    here["published_online"] = day
    CitationFactory(edition=EditionFactory(live=True), work=WorkFactory(**here, title="Known"))
    return WorkFactory(**here, title=f"{CANARY} in mice")


def story_on(work, relation="reports_on", **fields):
    edition = EditionFactory(**fields)
    CitationFactory(edition=edition, work=work, relation=relation)
    return edition


def fresh(edition):
    return Edition.objects.select_related("article").get(pk=edition.pk)


def test_every_story_that_cites_the_study_is_held_until_the_lift(work, terms, lift, wren, paul):
    first, other = story_on(work, approved=True), story_on(work, "background", approved=True)

    embargo.add(first.article, terms, by=wren, work=work)

    assert [fresh(one).article.embargoed_until for one in (first, other)] == [lift, lift]
    for edition in (first, other):
        with pytest.raises(Refused, match="The embargo of NEJM lifts on"):
            publishing.publish(fresh(edition), by=paul, at=lift - timedelta(seconds=1))
        assert publishing.publish(fresh(edition), by=paul, at=lift).live_from == lift


def test_latest_of_the_storys_own_and_the_studys_counts(work, terms, lift, wren):
    edition = story_on(work)
    later = Terms("A society", terms.wall + timedelta(days=1), BERLIN)

    embargo.add(edition.article, later, by=wren)
    embargo.add(edition.article, terms, by=wren, work=work)

    assert fresh(edition).article.embargoed_until > lift
    hold = embargo.holding(edition.article, timezone.now())
    assert [one.source for one in hold.embargoes] == ["NEJM", "A society"]


def test_story_that_cites_it_later_is_held_and_one_that_cites_it_no_more_is_not(
    work, terms, lift, wren
):
    embargo.add(story_on(work).article, terms, by=wren, work=work)
    edition = EditionFactory(created_by=wren)

    editions.write(edition, version=1, by=wren, fields={}, citations=[CitationEntry(work=work)])
    held = fresh(edition).article.embargoed_until
    editions.write(fresh(edition), version=2, by=wren, fields={}, citations=[])

    assert (held, fresh(edition).article.embargoed_until) == (lift, None)


def test_publication_asks_the_citations_whatever_stands_on_the_story(work, terms, wren, paul):
    embargo.add(story_on(work).article, terms, by=wren, work=work)
    unsettled = story_on(work, approved=True)

    assert fresh(unsettled).article.embargoed_until is None
    with pytest.raises(Refused, match="The embargo of NEJM"):
        publishing.publish(unsettled, by=paul)


def test_hotfix_brings_no_study_under_embargo_to_readers(work, terms, wren):
    ada = UserFactory(role="administrator")
    embargo.add(story_on(work).article, terms, by=wren, work=work)
    live = EditionFactory(live=True, created_by=ada)
    hotfix = editions.open_hotfix(live, by=ada)
    editions.write(
        hotfix, version=hotfix.version, by=ada, fields={}, citations=[CitationEntry(work=work)]
    )

    with pytest.raises(Refused, match="The embargo of NEJM"):
        publishing.publish(fresh(hotfix), by=ada, force="In haste.")


def test_study_that_readers_know_of_takes_no_embargo(work, terms, wren):
    story_on(work, live=True)
    edition = story_on(work)

    with pytest.raises(Refused, match="Readers can read of this study already"):
        embargo.add(edition.article, terms, by=wren, work=work)


def test_scheduled_story_on_the_study_comes_off_the_schedule_first(work, terms, lift, wren):
    early = lift - timedelta(hours=1)
    story_on(work, scheduled=True, live_from=early, sort_at=early)
    edition = story_on(work)

    with pytest.raises(Refused, match="Take it off the schedule first"):
        embargo.add(edition.article, terms, by=wren, work=work)


def test_study_that_the_story_does_not_cite_is_refused(work, terms, wren):
    with pytest.raises(Refused, match="does not cite this study"):
        embargo.add(EditionFactory().article, terms, by=wren, work=work)


def test_early_lift_frees_every_story_and_is_logged_for_each(work, terms, wren, paul):
    first, other = story_on(work), story_on(work)
    kept = embargo.add(first.article, terms, by=wren, work=work)

    embargo.lift(kept, by=paul, reason="The journal lifted it.")

    now = timezone.now()
    assert not any(fresh(one).article.is_embargoed(now) for one in (first, other))
    assert AuditEntry.objects.filter(act="article.lift_embargo").count() == 2


def test_merged_study_stays_under_its_embargo(work, terms, wren):
    edition = story_on(work)
    embargo.add(edition.article, terms, by=wren, work=work)
    kept = WorkFactory()

    merge(work, kept, by=UserFactory(role="administrator"))

    assert embargo.holding(edition.article, timezone.now()).last.held_works.get().work == kept


# --- Readers ------------------------------------------------------------------------------------


def test_readers_find_nothing_of_the_study_before_the_lift(client, work, terms, lift, wren):
    """Its day of publication has come, and a preprint of it is known; the hour has not."""
    edition = story_on(work)
    embargo.add(edition.article, terms, by=wren, work=work)
    preprint = WorkFactory(kind="preprint", title="The preprint")
    WorkRelation.objects.create(from_work=preprint, kind="is_preprint_of", to_work=work)
    public = story_on(preprint, live=True)
    issue, none = work.issue.get_absolute_url(), reverse("articles:work", args=["987654321"])

    pages = [issue, public.get_absolute_url(), preprint.get_absolute_url(), "/sitemap/pages.xml"]
    pages += [f"/search/?q={CANARY}x", "/", "/feed.atom", work.journal.get_absolute_url()]

    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert CANARY not in answer.content.decode().replace(f"{CANARY}x", ""), address
    there, nowhere = client.get(work.get_absolute_url()), client.get(none)
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_pages_end_at_the_lift_of_a_study(work, terms, lift, moment, wren):
    embargo.add(story_on(work).article, terms, by=wren, work=work)

    assert page_tags.next_change(moment) == lift
    assert [catalogue.known_works(at).filter(pk=work.pk).exists() for at in (moment, lift)] == [
        False,
        True,
    ]


# --- The desk -----------------------------------------------------------------------------------


def typed(terms, work):
    return {
        "work": work.pk,
        "source": "NEJM",
        "kind": "journal",
        "zone": BERLIN,
        "wall": terms.wall.strftime("%Y-%m-%dT%H:%M"),
    }


def test_form_says_which_study_holds_the_story_and_until_when(client, work, terms, lift, wren):
    client.force_login(wren)
    edition = story_on(work, created_by=wren)
    address = reverse("admin:articles_edition_embargo", args=[edition.pk])

    offered = client.get(address).content.decode()
    client.post(address, typed(terms, work))
    form = client.get(form_address(edition)).content.decode()

    assert CANARY in offered
    assert f"It holds the study “{CANARY} in mice” and every story that cites it." in form
    assert f"lifts {in_zone(lift, BERLIN)}" in form


def test_lift_page_names_every_story_and_leaves_none_out(client, work, terms, wren, paul):
    client.force_login(paul)
    first, other = story_on(work, headline="First"), story_on(work, headline="Other")
    kept = embargo.add(first.article, terms, by=wren, work=work)

    address = reverse("admin:articles_edition_lift", args=[other.pk, kept.pk])
    text = client.get(address).content.decode()

    assert "<li>First</li>" in text
    assert "<li>Other</li>" in text
    assert "does not apply to this story" not in text
