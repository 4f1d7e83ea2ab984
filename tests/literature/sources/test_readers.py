"""What services answer, in our words: the traps of Crossref, PubMed, DataCite and doi.org."""

import json

import pytest

from core.errors import OutsideFailure
from literature.sources import crossref, datacite, negotiation, pubmed
from literature.sources.description import Report, Version
from tests.outside import DATA


def recorded(name):
    return json.loads((DATA / name).read_text())


def test_crossref_article():
    found = crossref.read(recorded("crossref/tenecteplase.json"))

    assert found.doi == "10.1056/nejmoa2508515"
    assert found.csl["title"] == (
        "A Randomized Trial of Tenecteplase in Acute Central Retinal Artery Occlusion"
    )
    assert found.csl["ISSN"] == "0028-4793"
    assert found.csl["custom"] == {"ISSN-online": "1533-4406"}
    assert found.csl["issued"] == {"date-parts": [[2026, 1, 29]]}
    assert found.csl["author"] == [
        {"family": "Ryan", "given": "Stephen J.", "ORCID": "0000-0002-1825-0097"},
        {
            "family": "Worp",
            "given": "H. Bart",
            "non-dropping-particle": "van der",
            "suffix": "Jr",
        },
        {"literal": "INVENTED Collaborative Group"},
    ]
    assert found.values == {"funding": "Boehringer Ingelheim Norway"}
    assert found.versions == (Version("has_preprint", "10.5555/invented.preprint"),)
    assert found.reports == ()


def test_crossref_reports_of_a_work_alone():
    # update-to says that this record is itself a notice; new_version names the work itself.
    found = crossref.read(recorded("crossref/retracted.json"))

    assert found.reports == (
        Report("concern", "publisher", "10.5555/notice.1", date="2025-06-03"),
        Report("retraction", "publisher", "10.5555/notice.2", date="2025-06-13"),
        Report(
            "retraction",
            "retraction_watch",
            "10.5555/notice.2",
            date="2025-06-04",
            record="23745",
        ),
    )


def test_crossref_preprint():
    message = {
        "DOI": "10.64898/2026.01.01.1",
        "type": "posted-content",
        "subtype": "preprint",
        "title": ["CO<sub>2</sub> &amp;amp; mice"],
        "institution": [{"name": "bioRxiv"}],
        "posted": {"date-parts": [[2026, 1, 2]]},
        "issued": {"date-parts": [[2026, 1, 3]]},
        "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1029/2020MS002386"}]},
    }

    found = crossref.read({"status": "ok", "message": message})

    assert found.csl["title"] == "CO<sub>2</sub> &amp; mice"
    assert (found.csl["genre"], found.csl["publisher"]) == ("preprint", "bioRxiv")
    assert found.csl["issued"] == {"date-parts": [[2026, 1, 2]]}
    assert found.versions == (Version("is_preprint_of", "10.1029/2020ms002386"),)
    assert found.values["review_status"] == "preprint"


def test_crossref_online_before_print():
    message = {
        "type": "journal-article",
        "title": ["Dexamethasone"],
        "published-print": {"date-parts": [[2021, 2, 25]]},
        "published-online": {"date-parts": [[2020, 7, 17]]},
        "issued": {"date-parts": [[2020, 7, 17]]},
    }

    csl = crossref.read({"status": "ok", "message": message}).csl

    assert csl["issued"] == {"date-parts": [[2021, 2, 25]]}
    assert csl["available-date"] == {"date-parts": [[2020, 7, 17]]}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "Resource not found.",
        {"status": "failed", "message": [{"type": "parameter-not-allowed"}]},
        {"status": "ok", "message": None},
        {"status": "ok", "message": {"ISSN": 7, "title": ["a"]}},
        {"status": "ok", "message": {"type": "component", "title": ["Figure 2"]}},
    ],
)
def test_crossref_another_form(payload):
    with pytest.raises(OutsideFailure):
        crossref.read(payload)


def test_crossref_survives_odd_values():
    message = {
        "type": "journal-article",
        "title": [],
        "author": [None, {"family": None, "name": "A Group"}, {"given": "Mononym"}],
        "issued": {"date-parts": [[None]]},
        "issn-type": None,
        "relation": [],
        "updated-by": "none",
        "DOI": "not a doi",
    }

    found = crossref.read({"status": "ok", "message": message})

    assert found.csl == {
        "type": "article-journal",
        "author": [{"literal": "A Group"}, {"literal": "Mononym"}],
    }


def test_pubmed_entry():
    found = pubmed.read((DATA / "pubmed/tenecteplase.xml").read_text())

    csl = found.csl
    assert csl["title"].startswith("A Randomized Trial of Tenecteplase in <i>Acute</i>")
    assert csl["title"].endswith("Occlusion")
    assert (csl["PMID"], csl["PMCID"], csl["DOI"]) == (
        "41600001",
        "PMC9900001",
        "10.1056/NEJMoa2508515",
    )
    assert (csl["container-title-short"], csl["language"]) == ("N Engl J Med", "en")
    assert csl["author"][1] == {"literal": "INVENTED Collaborative Group"}
    assert csl["issued"] == {"date-parts": [[2026, 1, 29]]}
    assert found.values == {"study_design": "randomised_trial"}
    assert found.reports == (
        Report("retraction", "pubmed", "10.5555/notice.2", "41600002", "2026-06-13"),
    )


@pytest.mark.parametrize(
    ("inner", "parts"),
    [
        ("<MedlineDate>2010 Sep-Oct</MedlineDate>", [[2010, 9], [2010, 10]]),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", [[1998, 12], [1999, 1]]),
        ("<Year>2020</Year><Month>08</Month><Day>5</Day>", [[2020, 8, 5]]),
        ("<Year>2020</Year>", [[2020]]),
        ("<MedlineDate>nonsense</MedlineDate>", None),
    ],
)
def test_pubmed_dates(inner, parts):
    entry = (DATA / "pubmed/tenecteplase.xml").read_text()
    old = "<Year>2026</Year><Month>Jan</Month><Day>29</Day>"

    csl = pubmed.read(entry.replace(old, inner)).csl

    assert csl.get("issued", {}).get("date-parts") == parts


def test_pubmed_entities_are_not_followed():
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'

    with pytest.raises(OutsideFailure):
        pubmed.read(bomb)


def test_datacite_arxiv():
    found = datacite.read(recorded("datacite/arxiv.json"))

    assert (found.csl["genre"], found.csl["number"]) == ("preprint", "1706.03762")
    assert found.csl["issued"] == {"date-parts": [[2017, 6, 12]]}
    assert found.csl["author"] == [
        {"family": "Vaswani", "given": "Ashish"},
        {"literal": "An Invented Consortium"},
    ]
    assert found.versions == (Version("is_preprint_of", "10.5555/published.1"),)


@pytest.mark.parametrize("payload", [None, {}, {"errors": [{"status": "500"}]}, {"data": []}])
def test_datacite_another_form(payload):
    with pytest.raises(OutsideFailure):
        datacite.read(payload)


def test_negotiation_record():
    found = negotiation.read(
        {
            "type": "article-journal",
            "title": "A <jats:italic>title</jats:italic>",
            "DOI": "10.5555/MEDRA.1",
            "author": [{"family": "Rossi", "given": "Anna"}],
            "issued": {"date-parts": [["2019", 3]]},
            "container-title": "Rivista",
        }
    )

    assert found.csl["title"] == "A <i>title</i>"
    assert (found.doi, found.csl["issued"]) == ("10.5555/medra.1", {"date-parts": [[2019, 3]]})


@pytest.mark.parametrize("payload", [None, [], {"title": ""}, {"DOI": "10.5555/x"}])
def test_negotiation_another_form(payload):
    with pytest.raises(OutsideFailure):
        negotiation.read(payload)
