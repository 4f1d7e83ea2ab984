"""Files of references: every record is kept, and comes to something that is said."""

import pytest

from core.errors import Refused
from core.models import AuditEntry
from literature import importing
from literature.import_jobs import finish_import
from literature.models import Contributor, ImportedRecord, Journal, Work
from tests.factories.core import UserFactory
from tests.factories.literature import JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


def ris(title="A trial", **more):
    lines = {"TY": "JOUR", "TI": title, "AU": "Ryan, Stephen J.", "PY": "2026"} | more
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines.items()) + "ER  - \r\n"


@pytest.fixture
def edda():
    return UserFactory(editor=True)


def bring_in(text, by, name="papers.ris"):
    file = importing.start(text.encode() if isinstance(text, str) else text, name=name, by=by)
    importing.go_on(file, most=1_000)
    return file


def outcomes(file):
    return [(row.outcome, row.sentence) for row in file.records.all()]


def test_record_becomes_a_work_with_its_journal_and_authors(edda):
    JournalFactory(nejm=True)

    file = bring_in(ris(T2="N Engl J Med", VL="394", IS="5", DO="10.5555/X.1"), edda)

    work = Work.objects.get()
    assert (work.doi, work.journal.slug, str(work.issue)) == (
        "10.5555/x.1",
        "nejm",
        "N Engl J Med 2026;394(5)",
    )
    assert work.csl["author"] == [{"family": "Ryan", "given": "Stephen J."}]
    assert work.csl["id"] == f"work-{work.pk}"
    assert file.records.get().work == work
    assert AuditEntry.objects.filter(act="work.add").count() == 1


def test_unknown_journal_is_added_once_for_all_its_records(edda):
    bring_in(ris("One", T2="Annals of Sleep") + ris("Two", T2="Annals of Sleep"), edda)

    assert Journal.objects.get().works.count() == 2


@pytest.mark.parametrize(
    ("stored", "record"),
    [
        ({"doi_display": "10.5555/X.1"}, {"DO": "https://doi.org/10.5555/x.1"}),
        ({"pmid": "33301246", "doi_display": ""}, {"AN": "33301246", "DB": "PubMed"}),
        ({"title": "A trial", "doi_display": "", "published_print": "2026"}, {}),
    ],
)
def test_work_of_the_library_is_recognised_and_stays_as_it_is(edda, stored, record):
    known = WorkFactory(**{"title": "As we have it", **stored})

    file = bring_in(ris(**record), edda)

    assert file.records.get().outcome == "matched"
    assert file.records.get().work == known
    assert Work.objects.get().title == known.title


def test_record_that_stands_in_the_file_twice_becomes_one_work(edda):
    file = bring_in(ris(DO="10.5555/x.1") * 2, edda)

    assert [outcome for outcome, _why in outcomes(file)] == ["made", "matched"]
    assert {row.work for row in file.records.all()} == {Work.objects.get()}


def test_records_that_cannot_be_are_named_with_the_reason(edda):
    text = (
        ris("Good") + "TY  - JOUR\r\nPY  - 2020\r\nER  - \r\n" + ris("Turned", SP="728", EP="625")
    )

    file = bring_in(text, edda)

    made, skipped, turned = outcomes(file)
    assert made[0] == "made"
    assert skipped == ("skipped", "It has neither a title nor an identifier.")
    assert turned[0] in {"made", "refused"}
    assert turned[1]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"Dear all,\n", "letter.txt", "This is no RIS, BibTeX, PubMed or CSL-JSON file."),
        (b"", "papers.ris", "No record of RIS could be read in this file."),
        (b"[]", "papers.json", "No record of CSL-JSON could be read in this file."),
        (b"{", "papers.json", "it cannot be read as JSON"),
    ],
)
def test_file_that_is_none_is_refused_whole(edda, data, name, said):
    with pytest.raises(Refused, match=said):
        importing.start(data, name=name, by=edda)

    assert not ImportedRecord.objects.exists()


def test_old_encodings_are_read(edda):
    bring_in(ris("Zażółć").encode("utf-16"), edda)
    bring_in(ris("Jørstad").encode("cp1252"), edda)

    assert {work.title for work in Work.objects.all()} == {"Zażółć", "Jørstad"}


def test_markup_in_a_file_is_cleaned(edda):
    bring_in(ris("CO<sub>2</sub> <script>alert(1)</script>"), edda)

    assert "<script" not in Work.objects.get().title


def test_long_file_is_finished_by_the_worker(edda):
    file = importing.start("".join(ris(f"No. {n}") for n in range(5)).encode(), name="", by=edda)
    importing.go_on(file, most=2)
    assert importing.progress(file).waiting == 3

    finish_import.call(file.pk)

    file.refresh_from_db()
    assert importing.progress(file).counts == {"made": 5}
    assert file.finished_at


def test_file_that_somebody_else_is_at_is_left_alone(edda):
    file = importing.start(ris().encode(), name="", by=edda)
    importing._hold(file, at=file.at)

    assert importing.go_on(file, most=10, at=file.at) == 0


def test_work_that_came_meanwhile_is_refused_and_the_others_are_added(edda, monkeypatch):
    monkeypatch.setattr(importing, "_known", lambda drafts: {})
    WorkFactory(doi_display="10.5555/x.1")

    file = bring_in(ris("There", DO="10.5555/x.1") + ris("New", DO="10.5555/x.2"), edda)

    assert [outcome for outcome, _why in outcomes(file)] == ["refused", "made"]
    assert Contributor.objects.filter(work__title="New").count() == 1


def test_writer_may_not_bring_in_files():
    with pytest.raises(Refused):
        importing.start(ris().encode(), name="", by=UserFactory(writer=True))
