"""A work becomes CSL-JSON and comes back the same."""

import json
from pathlib import Path

import pytest

from literature.csl import contributors_from, name_of, work_csl, work_values
from literature.formatting import plain_reference
from literature.models import Journal, Work
from literature.works import clean_work

DATA = Path(__file__).parent.parent / "data" / "literature" / "references.json"
RECORDS = [item["csl_json"] for item in json.loads(DATA.read_text(encoding="utf-8"))["formatted"]]


def work_from(csl):
    journal = None
    if csl.get("container-title"):
        short = csl["container-title-short"]
        journal = Journal(title=csl["container-title"], abbr_nlm=short)
    work = Work(journal=journal, **work_values(csl))
    clean_work(work)
    return work


@pytest.mark.parametrize("csl", RECORDS, ids=lambda csl: csl["id"])
@pytest.mark.parametrize("style", ["ama", "nlm", "apa", "chicago", "nature", "nejm"])
def test_reference_survives_the_way_through_a_work(csl, style):
    again = work_csl(work_from(csl), contributors_from(csl))

    assert plain_reference(again, style) == plain_reference(csl, style)


@pytest.mark.parametrize("csl", RECORDS, ids=lambda csl: csl["id"])
def test_values_survive_the_way_through_csl(csl):
    work = work_from(csl)
    again = work_csl(work, contributors_from(csl))

    assert work_values(again) == work_values(work_csl(work_from(again), contributors_from(again)))
    assert [name_of(row) for row in contributors_from(again)] == [
        name_of(row) for row in contributors_from(csl)
    ]


def test_online_date_is_kept_beside_the_printed_one():
    work = Work(title="A", published_print="2021-02-25", published_online="2020-07-17")

    csl = work_csl(work, [])

    assert csl["issued"] == {"date-parts": [[2021, 2, 25]]}
    assert csl["available-date"] == {"date-parts": [[2020, 7, 17]]}


def test_empty_record_has_no_values_but_its_kind():
    assert work_values({"title": [], "issued": {"date-parts": [[None]]}}) == {"kind": "other"}
