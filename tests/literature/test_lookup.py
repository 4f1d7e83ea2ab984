"""What an editor types about a work becomes a description, or a sentence that helps on."""

import json

import pytest

from core.errors import OutsideFailure, Refused
from literature.lookup import look_up, read_question
from tests.outside import DATA

pytestmark = pytest.mark.django_db
DOI = "10.1056/nejmoa2508515"
CROSSREF, DATACITE, EUTILS = "api.crossref.org/works", "api.datacite.org", "eutils.ncbi"
NOBODY = {"esearchresult": {"idlist": []}}


@pytest.fixture
def services(outside):
    """Everybody answers, and knows nothing."""
    outside.answers(CROSSREF, status=404, body="Resource not found.")
    outside.answers(DATACITE, status=404, json={"errors": [{"status": "404"}]})
    outside.answers("https://doi.org/", status=404, body="<html>")
    outside.answers("esearch", json=NOBODY)
    outside.answers("efetch", body="<PubmedArticleSet></PubmedArticleSet>")
    return outside


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("https://doi.org/10.1056/NEJMoa2508515", "doi", DOI),
        ("https://www.nejm.org/doi/full/10.1056/NEJMoa2508515?query=RP", "doi", DOI),
        ("Ryan SJ. N Engl J Med. 2026;394(5):442-450. doi: 10.1056/NEJMoa2508515.", "doi", DOI),
        ("41600001", "pmid", "41600001"),
        ("PMID: 41600001", "pmid", "41600001"),
        ("PMC9900001", "pmcid", "PMC9900001"),
        ("arXiv:1706.03762v7 [cs.CL]", "doi", "10.48550/arxiv.1706.03762"),
        ("medRxiv 2020.06.22.20137273v1", "doi", "10.1101/2020.06.22.20137273"),
    ],
)
def test_read_question(typed, kind, value):
    question = read_question(typed)

    assert (question.kind, question.value) == (kind, value)


def test_doi_from_crossref_with_what_pubmed_adds(services):
    services.answers(CROSSREF, file="crossref/tenecteplase.json")
    services.answers("esearch", json={"esearchresult": {"idlist": ["41600001"]}})
    services.answers("efetch", file="pubmed/tenecteplase.xml")

    outcome = look_up("doi:10.1056/NEJMoa2508515")

    found = outcome.description
    assert (found.source, found.csl["PMID"]) == ("crossref", "41600001")
    assert found.values["study_design"] == "randomised_trial"
    assert found.origins["PMID"] == "pubmed"
    assert {report.source for report in found.reports} == {"pubmed"}
    assert outcome.troubles == ()


def test_contact_is_sent(services, settings):
    settings.SITE_CONTACT_EMAIL = "desk@news.example.org"
    with pytest.raises(Refused):
        look_up(DOI)

    for asked in services.asked:
        assert "mailto:desk@news.example.org" in asked.headers["user-agent"]
    assert "email=desk@news.example.org" in next(u for u in services.urls() if EUTILS in u)


def test_doi_is_looked_for_everywhere_in_order(services):
    with pytest.raises(Refused, match=r"know no DOI 10\.1056/nejmoa2508515"):
        look_up(DOI)

    hosts = [url.split("/")[2] for url in services.urls()]
    assert hosts == [
        "api.crossref.org",
        "eutils.ncbi.nlm.nih.gov",
        "api.datacite.org",
        "doi.org",
    ]


def test_arxiv_from_datacite(services):
    services.answers(DATACITE, file="datacite/arxiv.json")

    found = look_up("arXiv:1706.03762v7").description

    assert (found.source, found.csl["title"]) == ("datacite", "Attention Is All You Need")


def test_other_agency_by_content_negotiation(services):
    record = {"title": "Una rivista", "type": "article-journal", "DOI": "10.5555/medra"}
    services.answers("https://doi.org/", json=record)

    assert look_up("10.5555/medra").description.source == "doi.org"


def test_pmid(services):
    services.answers("efetch", file="pubmed/tenecteplase.xml")

    found = look_up("PMID: 41600001").description

    assert (found.source, found.csl["DOI"]) == ("pubmed", "10.1056/NEJMoa2508515")


def test_pmid_nobody_has(services):
    with pytest.raises(Refused, match="PubMed has no entry 9999"):
        look_up("9999")


def test_pmcid_by_the_converter(services):
    services.answers("idconv", json={"records": [{"pmid": 41600001, "doi": DOI}]})
    services.answers(CROSSREF, file="crossref/tenecteplase.json")

    assert look_up("PMC9900001").description.doi == DOI


def test_pmcid_that_is_not_there(services):
    services.answers("idconv", json={"records": [{"status": "error", "errmsg": "invalid"}]})

    with pytest.raises(Refused, match="PubMed Central has no PMC1"):
        look_up("PMC1")


def test_crossref_down_pubmed_helps(services):
    services.hangs(CROSSREF)
    services.answers("esearch", json={"esearchresult": {"idlist": ["41600001"]}})
    services.answers("efetch", file="pubmed/tenecteplase.xml")

    assert look_up(DOI).description.source == "pubmed"


def test_everybody_down_leaves_the_editor_a_way(outside):
    for host in (CROSSREF, DATACITE, EUTILS, "doi.org"):
        outside.hangs(host)

    with pytest.raises(OutsideFailure, match=r"did not answer in time.*Enter the work by hand"):
        look_up(DOI)


def test_without_network(settings):
    settings.NETWORK = False

    with pytest.raises(OutsideFailure, match=r"without a network.*Enter the work by hand\.$"):
        look_up(DOI)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"body": '{"status":"ok","message":{"DOI"'}, "may be cut off"),
        ({"json": {"status": "failed", "message": []}}, "of another form than it promises"),
        ({"body": "<html>Welcome</html>"}, "cannot be read"),
        ({"body": "{}".encode("utf-16")}, "cannot be read"),
        ({"body": b"x" * 6_000_000}, "more than can be taken"),
        ({"status": 503}, "come back later"),
    ],
    ids=["cut off", "error inside", "page", "charset", "large", "busy"],
)
def test_bad_answer_has_a_sentence(services, answer, words):
    services.answers(CROSSREF, **answer)

    with pytest.raises(OutsideFailure, match=words):
        look_up(DOI)


def test_answer_about_another_work_is_left_aside(services):
    services.answers(CROSSREF, file="crossref/retracted.json")

    with pytest.raises(OutsideFailure, match=r"about another work, 10\.5555/retracted\.1"):
        look_up(DOI)


REFERENCE = (
    "Ryan SJ, Holm A. A randomized trial of tenecteplase in acute central retinal artery"
    " occlusion. N Engl J Med. 2026;394(5):442-450."
)


def search_answer(*messages):
    return {"status": "ok", "message": {"items": list(messages)}}


def test_pasted_reference(outside):
    record = json.loads((DATA / "crossref/tenecteplase.json").read_text())["message"]
    other = {"DOI": "10.5555/other", "type": "journal-article", "title": ["Something else"]}
    outside.answers("query.bibliographic", json=search_answer(other, record))

    assert look_up(REFERENCE).description.doi == DOI


def test_pasted_reference_no_record_is_certain(outside):
    other = {"DOI": "10.5555/other", "type": "journal-article", "title": ["Something else"]}
    outside.answers("query.bibliographic", json=search_answer(other))

    with pytest.raises(Refused, match="No record is certain"):
        look_up(REFERENCE)


@pytest.mark.parametrize("typed", ["", "nonsense", "10.1056"])
def test_too_little_to_look_for(outside, typed):
    with pytest.raises(Refused, match="Give a DOI"):
        look_up(typed)
    assert outside.asked == []
