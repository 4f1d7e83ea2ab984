"""A journal is saved with its numbers checked and the references of its works in step."""

import pytest

from core.errors import Refused
from literature.journals import save_journal
from literature.models import Journal
from tests.factories.literature import ContributorFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


def test_journal_saved_with_its_issn_normalised():
    journal = save_journal(Journal(title="eLife", issn_online="2050084x"), by=None)

    assert journal.issn_online == "2050-084X"


def test_journal_gets_a_free_address_word():
    JournalFactory(slug="n-engl-j-med")

    journal = save_journal(Journal(title="NEJM", abbr_nlm="N Engl J Med"), by=None)

    assert journal.slug == "n-engl-j-med-2"


def test_journal_with_a_mistyped_issn_refused():
    with pytest.raises(Refused, match="would be 3") as refused:
        save_journal(Journal(title="NEJM", issn_print="0028-4794"), by=None)

    assert refused.value.field == "issn_print"


def test_renamed_journal_is_renamed_in_the_references_of_its_works():
    work = WorkFactory(journal__title="Old name")
    ContributorFactory(work=work, family="Ryan")
    journal = work.journal
    journal.title = "New name"

    save_journal(journal, by=None)

    work.refresh_from_db()
    assert work.csl["container-title"] == "New name"
    assert work.csl["author"][0]["family"] == "Ryan"


@pytest.mark.parametrize(
    ("names", "plate"),
    [
        ({"abbr_nlm": "N Engl J Med", "abbr_iso4": "N. Engl. J. Med."}, "N Engl J Med"),
        ({"abbr_iso4": "N. Engl. J. Med."}, "N. Engl. J. Med."),
        ({}, "Title"),
    ],
)
def test_plate_name_is_the_shortest_known(names, plate):
    assert JournalFactory(title="Title", **names).plate_name == plate
