"""The map: what each kind of write forgets, by whichever door it comes."""

import pytest
from django.db import connection
from django.utils import timezone

from articles import page_tags, publishing, workflow
from articles.editions import set_comments_mode
from articles.models import Article, Edition, SearchMiss
from comments import moderation
from core.pages import current, tags
from core.pages.board import EVERYTHING
from core.pages.ends import CLOCK
from core.pages.tags import ANY
from core.pages.watch import exactly
from literature import retractions, versions
from literature.checking import check_due
from literature.sources.description import Description, Report, Version
from media import library
from media.uploads import add_image
from taxonomy.tags import merge_tags
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
    RelatedPickFactory,
)
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.media import ImageFactory, upload
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgotten(settings, tmp_path, django_capture_on_commit_callbacks, monkeypatch):
    """Call it with an act: the tags that are forgotten after its commit."""
    settings.PAGE_STORE_DIR = str(tmp_path)
    heard = []
    monkeypatch.setattr(tags, "_listeners", [lambda said, _place: heard.append(said) or True])

    def run(act):
        tags._flush()
        heard.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return set().union(*heard)

    yield run
    tags._flush()
    current._opened.clear()


def test_live_story_touches_itself_its_neighbours_and_the_lists(forgotten):
    edition = EditionFactory(live=True)
    citation = CitationFactory(edition=edition, work=WorkFactory())

    touched = forgotten(edition.save)

    assert touched >= {
        ANY,
        page_tags.STORIES,
        page_tags.story(edition.article_id),
        page_tags.section(edition.section_id),
        page_tags.work(citation.work_id),
    }
    assert EVERYTHING not in touched


def test_draft_touches_nothing(forgotten):
    edition = EditionFactory()

    assert forgotten(edition.save) == set()


def test_edition_that_loses_its_place_touches_what_showed_it(forgotten):
    edition = EditionFactory(live=True)
    edition.live_from = None

    assert page_tags.story(edition.article_id) in forgotten(edition.save)


def test_byline_of_a_live_story_touches_the_story(forgotten):
    edition = EditionFactory(live=True)

    touched = forgotten(lambda: BylineFactory(edition=edition))

    assert page_tags.story(edition.article_id) in touched


def test_correction_touches_its_story(forgotten):
    edition = EditionFactory(live=True)

    touched = forgotten(lambda: CorrectionFactory(article=edition.article))

    assert page_tags.story(edition.article_id) in touched


def test_work_touches_the_stories_that_cite_it(forgotten):
    work = WorkFactory()

    assert page_tags.work(work.pk) in forgotten(work.save)


def test_retraction_touches_the_stories_on_the_work_alone(forgotten):
    work = WorkFactory()
    reports = [Report("retraction", source, "10.5555/n") for source in ("publisher", "pubmed")]

    touched = forgotten(lambda: retractions.record(work, reports, at=timezone.now()))

    assert page_tags.work(work.pk) in touched
    assert EVERYTHING not in touched


def test_check_of_a_sound_work_touches_nothing(forgotten, outside):
    work = WorkFactory()
    record = {"DOI": work.doi, "type": "journal-article"}
    outside.answers("api.crossref.org", json={"status": "ok", "message": {"items": [record]}})

    assert forgotten(lambda: check_due(timezone.now())) == set()


def test_version_that_was_found_touches_the_work(forgotten):
    preprint = WorkFactory(preprint=True)
    said = Description("crossref", {}, versions=(Version("is_preprint_of", "10.5555/later"),))

    touched = forgotten(lambda: versions.note(preprint, said))

    assert page_tags.work(preprint.pk) in touched
    assert EVERYTHING not in touched


def test_deleted_row_touches_what_showed_it(forgotten):
    byline = BylineFactory(edition=EditionFactory(live=True))

    assert page_tags.story(byline.edition.article_id) in forgotten(byline.delete)


def test_rows_changed_by_one_statement_touch_everything(forgotten):
    assert EVERYTHING in forgotten(lambda: Edition.objects.update(headline="All"))


def test_plain_sql_touches_everything(forgotten):
    def act():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM taxonomy_alias")

    assert EVERYTHING in forgotten(act)


def test_new_section_touches_everything(forgotten):
    assert EVERYTHING in forgotten(SectionFactory)


def test_statement_that_is_spoken_for_touches_what_it_says(forgotten):
    def act():
        with exactly("word"):
            Article.objects.update(comment_count=0)

    assert forgotten(act) == {ANY, "word"}


def test_account_that_signs_in_touches_nothing(forgotten):
    user = UserFactory()

    assert forgotten(lambda: user.save(update_fields=["last_login"])) == set()


def test_search_without_a_hit_touches_nothing(forgotten):
    miss = {"day": "2026-02-12", "words": "word"}

    assert forgotten(lambda: SearchMiss.objects.create(**miss)) == set()


def test_comment_touches_its_story_alone(forgotten):
    comment = CommentFactory()

    touched = forgotten(comment.save)

    assert touched == {ANY, page_tags.comments(comment.article_id)}


def test_new_comment_that_waits_touches_nothing(forgotten):
    edition = EditionFactory(live=True)

    sent = exactly()(lambda: CommentFactory(article=edition.article))

    assert forgotten(sent) == set()


def test_comment_that_is_held_back_touches_nothing(forgotten):
    comment, mo = CommentFactory(), UserFactory(moderator=True)
    spam = {"by": mo, "version": comment.version}

    assert forgotten(lambda: moderation.mark_spam(comment, **spam)) == set()


def test_answered_comment_that_goes_touches_the_comments_of_the_story(forgotten):
    parent = CommentFactory(approved=True)
    CommentFactory(article=parent.article, parent=parent, approved=True)
    parent.__class__.objects.filter(pk=parent.pk).update(
        visible_replies=1, state="rejected", published_at=None
    )
    parent.refresh_from_db()

    touched = forgotten(lambda: moderation.erase(parent, by=None, version=parent.version))

    assert touched == {ANY, page_tags.comments(parent.article_id)}


def test_publishing_touches_the_story_and_the_lists_alone(forgotten):
    edition, paul = EditionFactory(approved=True), UserFactory(publisher=True)

    touched = forgotten(lambda: publishing.publish(edition, by=paul))

    assert {page_tags.STORIES, page_tags.story(edition.article_id)} <= touched
    assert EVERYTHING not in touched


def test_withdrawing_touches_the_story_and_the_lists_alone(forgotten):
    edition, paul = EditionFactory(live=True), UserFactory(publisher=True)

    touched = forgotten(lambda: publishing.withdraw(edition.article, by=paul, reason="Wrong."))

    assert {page_tags.STORIES, page_tags.story(edition.article_id)} <= touched
    assert EVERYTHING not in touched


def test_unscheduling_touches_the_clock(forgotten):
    edition, paul = EditionFactory(scheduled=True), UserFactory(publisher=True)

    assert CLOCK in forgotten(lambda: publishing.unschedule(edition, by=paul))


def test_step_of_the_workflow_touches_nothing(forgotten):
    edition, edda = EditionFactory(in_review=True), UserFactory(editor=True)

    assert forgotten(lambda: workflow.transition(edition, "approve", by=edda)) == set()


def test_opened_comments_touch_the_story(forgotten):
    edition, edda = EditionFactory(live=True), UserFactory(editor=True)

    touched = forgotten(lambda: set_comments_mode(edition.article, "closed", by=edda))

    assert touched == {ANY, page_tags.story(edition.article_id)}


def test_decision_touches_the_comments_of_the_story_alone(forgotten):
    comment, mo = CommentFactory(), UserFactory(moderator=True)

    touched = forgotten(lambda: moderation.approve(comment, by=mo, version=comment.version))

    assert touched == {ANY, page_tags.comments(comment.article_id)}


@pytest.mark.parametrize("act", [moderation.pin, moderation.feature])
def test_comment_put_on_show_touches_the_comments_of_the_story_alone(forgotten, act):
    comment, mo = CommentFactory(approved=True), UserFactory(moderator=True)

    touched = forgotten(lambda: act(comment, by=mo, version=comment.version))

    assert touched == {ANY, page_tags.comments(comment.article_id)}


def test_merged_tag_touches_everything(forgotten):
    into, source, edda = TagFactory(), TagFactory(), UserFactory(administrator=True)

    assert EVERYTHING in forgotten(lambda: merge_tags(source, into, by=edda))


def test_story_touches_the_pages_beside_which_the_desk_put_it(forgotten):
    pick = RelatedPickFactory()
    other = Edition.objects.get(article=pick.other)

    assert page_tags.story(pick.article_id) in forgotten(other.save)
    assert page_tags.story(pick.article_id) in forgotten(pick.delete)


def test_story_touches_those_on_the_same_issue(forgotten):
    edition = EditionFactory(live=True)
    issue = CitationFactory(edition=edition, issue=IssueFactory()).issue
    within = WorkFactory(journal=issue.journal, volume="394", issue_label="77")
    CitationFactory(edition=edition, work=within)

    touched = forgotten(edition.save)

    assert {page_tags.issue(issue.pk), page_tags.issue(within.issue_id)} <= touched


def test_picture_touches_the_stories_that_show_it_and_no_others(forgotten):
    image, other = ImageFactory(), ImageFactory()
    body = f'<figure class="figure" data-image="{image.pk}"><img src="/a.jpg" alt=""></figure>'
    led = EditionFactory(live=True, lead_image=image)
    shown = EditionFactory(live=True, body_source=body, body_html=body)
    EditionFactory(lead_image=other)
    beside = EditionFactory(live=True, lead_image=ImageFactory())
    image.caption = "Vessels."

    touched = forgotten(image.save)

    stories = {page_tags.story(edition.article_id) for edition in (led, shown, beside)}
    assert touched & stories == stories - {page_tags.story(beside.article_id)}
    assert EVERYTHING not in touched
    assert forgotten(other.save) == set()


def test_new_picture_and_its_sizes_touch_nothing(forgotten):
    assert (
        forgotten(lambda: add_image(upload(), title="Eye", alt="An eye.", by=UserFactory()))
        == set()
    )


def test_described_anew_picture_touches_its_stories_alone(forgotten):
    image = ImageFactory()
    edition = EditionFactory(live=True, lead_image=image)

    def describe():
        library.change_image(
            image, fields={"alt": "Two eyes."}, version=image.version, by=UserFactory()
        )

    touched = forgotten(describe)

    assert page_tags.story(edition.article_id) in touched
    assert EVERYTHING not in touched


@pytest.mark.parametrize("is_portrait", [True, False])
def test_portrait_and_picture_of_many_stories_touch_everything(forgotten, monkeypatch, is_portrait):
    monkeypatch.setattr(page_tags, "PICTURED", 1)
    image = ImageFactory()
    if is_portrait:
        PersonFactory(portrait=image)
    else:
        EditionFactory(live=True, lead_image=image)
        EditionFactory(live=True, lead_image=image)

    assert forgotten(image.save) >= {EVERYTHING}
