"""The number of findings stands in the list without being worked out there."""

import pytest
from django.urls import reverse
from lxml import html

from articles import editions
from articles.models import Citation
from articles.readiness import counts, report
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_edition_changelist")


def findings_in_list(client):
    page = html.fromstring(client.get(LIST).content.decode())
    return " ".join(
        page.xpath('//td[contains(@class, "field-findings")]')[0].text_content().split()
    )


def test_save_stores_what_the_form_says():
    edition = EditionFactory(body_source="", standfirst="")

    saved = editions.write(
        edition, version=1, by=UserFactory(writer=True), fields={"headline": "A"}
    )

    saved.refresh_from_db()
    found = report(saved)
    assert found.blocking
    assert saved.blocking_findings == len(found.blocking)
    assert saved.asking_findings == len(found.asking)


@pytest.mark.parametrize(
    ("blocking", "asking", "words"),
    [(None, None, "–"), (0, 0, "Ready"), (1, 2, "1 blocks 2 ask"), (0, 1, "1 asks")],
)
def test_list_says_how_many_block_and_ask(client, blocking, asking, words):
    EditionFactory(blocking_findings=blocking, asking_findings=asking)
    client.force_login(UserFactory(writer=True))

    assert findings_in_list(client) == words


def test_list_says_that_the_study_of_a_live_story_fell(client):
    story = EditionFactory(live=True)
    CitationFactory(edition=story, work=WorkFactory(status="retracted"))
    client.force_login(UserFactory(writer=True))

    assert findings_in_list(client) == "Study retracted"


def test_what_changed_without_a_save_is_brought_in():
    edition = EditionFactory()
    work = WorkFactory()
    CitationFactory(edition=edition, work=work, relation=Citation.Relation.BACKGROUND)
    counts.keep_in_step()
    before = type(edition).objects.get(pk=edition.pk).blocking_findings
    type(work).objects.filter(pk=work.pk).update(status="retracted")

    changed = counts.keep_in_step()

    edition.refresh_from_db()
    assert (changed, edition.blocking_findings) == (1, before + 1)
    assert edition.version == 1
