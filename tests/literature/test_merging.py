"""Two records of one paper become one: nothing that pointed at either is lost."""

import pytest
from django.utils import timezone

from articles.models import Citation
from core.errors import Refused
from core.models import AuditEntry
from literature.merging import find_merged, merge, preview
from literature.models import MergedWork, RetractionNotice, Work, WorkRelation
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import ContributorFactory, WorkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda():
    return UserFactory(is_superuser=True)


def test_every_citation_goes_over(edda):
    kept, duplicate = WorkFactory(), WorkFactory()
    edition = EditionFactory()
    for position, work in enumerate([kept, duplicate, duplicate]):
        Citation.objects.create(edition=edition, work=work, position=position)

    merge(duplicate, kept, by=edda)

    assert Citation.objects.filter(work=kept).count() == 3
    assert not Work.objects.filter(pk=duplicate.pk).exists()


def test_gaps_are_filled_and_nothing_overwritten(edda):
    kept = WorkFactory(doi_display="", volume="1", pages_raw="")
    duplicate = WorkFactory(volume="2", pages_raw="7-9", doi_display="10.5555/dup", pmid="77")
    ContributorFactory(work=duplicate, family="Holm")

    merge(duplicate, kept, by=edda)

    kept.refresh_from_db()
    assert (kept.volume, kept.page_first, kept.doi, kept.pmid) == ("1", "7", "10.5555/dup", "77")
    assert [row.family for row in kept.contributors.all()] == ["Holm"]
    assert kept.csl["author"][0]["family"] == "Holm"


def test_former_number_and_doi_lead_to_the_one_that_stays(edda):
    kept = WorkFactory()
    duplicate = WorkFactory(doi_display="10.5555/DUP")
    former = duplicate.pk

    merge(duplicate, kept, by=edda)

    assert find_merged(str(former)) == kept
    assert find_merged("10.5555/dup") == kept
    assert find_merged("10.5555/other") is None
    assert MergedWork.objects.get().snapshot["fields"]["doi"] == "10.5555/dup"
    assert AuditEntry.objects.get(act="work.merge").data["from"] == former


def test_merging_again_follows_the_chain(edda):
    first, second, third = WorkFactory(), WorkFactory(), WorkFactory()
    former = first.pk

    merge(first, second, by=edda)
    merge(second, third, by=edda)

    assert find_merged(str(former)) == third


def test_doubled_relations_and_notices_fall_together(edda):
    kept, duplicate, preprint = WorkFactory(), WorkFactory(), WorkFactory(preprint=True)
    for work in (kept, duplicate):
        WorkRelation.objects.create(from_work=preprint, kind="is_preprint_of", to_work=work)
        RetractionNotice.objects.create(
            work=work, kind="retraction", sources=[f"source {work.pk}"], checked_at=timezone.now()
        )
    WorkRelation.objects.create(from_work=duplicate, kind="is_version_of", to_work=kept)

    merge(duplicate, kept, by=edda)

    assert WorkRelation.objects.count() == 1
    assert len(RetractionNotice.objects.get().sources) == 2


def test_standing_is_not_lost(edda):
    kept, duplicate = WorkFactory(), WorkFactory(retracted=True)

    assert merge(duplicate, kept, by=edda).is_retracted


def test_merge_into_itself_is_refused(edda):
    work = WorkFactory()

    with pytest.raises(Refused, match="the same one"):
        merge(work, work, by=edda)


def test_preview_changes_nothing(edda):
    kept = WorkFactory(doi_display="")
    duplicate = WorkFactory(volume="2", doi_display="10.5555/dup")
    Citation.objects.create(edition=EditionFactory(), work=duplicate)

    seen = preview(duplicate, kept)

    assert seen.moved == (("citations", 1),)
    assert {"volume", "DOI"} <= set(seen.filled)
    assert Work.objects.filter(pk=duplicate.pk).exists()
