"""What readers may know of works and volumes."""

import pytest
from django.utils import timezone

from articles import coverage
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nejm():
    return JournalFactory(nejm=True)


def cite(**source):
    story = EditionFactory(live=True)
    CitationFactory(edition=story, **source)
    return story


def test_volume_gathers_its_issues_and_its_works(client, nejm):
    whole = cite(issue=IssueFactory(journal=nejm, volume="394", issue_label="7"))
    single = cite(work=WorkFactory(journal=nejm, volume="394", issue_label="5"))
    other = cite(work=WorkFactory(journal=nejm, volume="393", issue_label="1"))

    page = client.get("/journals/nejm/394/").content.decode()

    assert whole.headline in page
    assert single.headline in page
    assert other.headline not in page


def test_volume_without_issues_is_found_by_its_works(nejm):
    cite(work=WorkFactory(journal=nejm, volume="372"))

    assert coverage.find_volume("nejm", "372", timezone.now()).name == "372"


@pytest.mark.parametrize("end", ["", "feed.rss", "references.bib"])
def test_volume_of_hidden_stories_is_no_page_of_ours(client, nejm, end):
    draft = EditionFactory()
    CitationFactory(edition=draft, work=WorkFactory(journal=nejm, volume="394"))

    assert client.get(f"/journals/nejm/394/{end}").status_code == 404


def test_volume_is_saved_as_a_file_without_hidden_works(client, nejm):
    cite(work=WorkFactory(journal=nejm, volume="394", title="Told"))
    hidden = WorkFactory(journal=nejm, volume="394", title="Canary")
    CitationFactory(edition=EditionFactory(scheduled=True), work=hidden)

    for address in ("/journals/nejm/394/references.ris", "/journals/nejm/references.ris"):
        written = client.get(address).content.decode()

        assert "TI  - Told" in written
        assert "Canary" not in written
