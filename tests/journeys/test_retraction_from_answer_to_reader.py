"""A retraction travels from the answer of a service to every place that must tell of it."""

import json
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles.models import Citation
from literature import retractions
from literature.checking import check_due
from literature.models import Work
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.outside import DATA

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
CHECKED = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture
def stories(time_machine):
    """A story that reports on the work, and one that only leans on it."""
    time_machine.move_to(PUBLISHED, tick=False)
    work = WorkFactory(title="An invented registry analysis", doi_display="10.5555/retracted.1")
    subject = EditionFactory(live=True, headline="Drug helps")
    leaning = EditionFactory(live=True, headline="Other news")
    Citation.objects.create(edition=subject, work=work)
    Citation.objects.create(edition=leaning, work=work, relation="background")
    time_machine.move_to(CHECKED, tick=False)
    return work, subject, leaning


@pytest.fixture
def answered(outside):
    record = json.loads((DATA / "crossref/retracted.json").read_text())["message"]
    outside.answers("api.crossref.org", json={"status": "ok", "message": {"items": [record]}})


def test_retraction_reaches_readers_machines_and_the_desk(client, stories, answered):
    _work, subject, leaning = stories
    before = client.get(subject.get_absolute_url()).text
    assert 'class="banner' not in before

    assert check_due(CHECKED).notices == 3

    page = client.get(subject.get_absolute_url()).text
    assert 'class="banner' in page
    assert "https://doi.org/10.5555/notice.2" in page
    assert '"creativeWorkStatus": "Retracted"' in page
    told = timezone.localtime(CHECKED).isoformat()
    assert f'"dateModified": "{told}"' in page
    assert "references__retracted" in page

    quiet = client.get(leaning.get_absolute_url()).text
    assert 'class="banner' not in quiet
    assert "references__retracted" in quiet

    assert f"<updated>{CHECKED.isoformat()}</updated>" in client.get("/feed.atom").text

    kinds = [notice.kind for notice in retractions.to_handle()]
    assert kinds == ["concern", "retraction"]


def test_only_an_editor_takes_the_banner_down(client, stories, answered):
    work, subject, _leaning = stories
    check_due(CHECKED)
    edda = UserFactory(editor=True)

    for notice in retractions.to_handle():
        retractions.set_aside(notice, by=edda, reason="The notice names another paper.")
    check_due(CHECKED.replace(day=27))

    assert 'class="banner' not in client.get(subject.get_absolute_url()).text
    assert Work.objects.get(pk=work.pk).status == "none"
