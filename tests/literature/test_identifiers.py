"""Identifiers are recognised, normalised and refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literature.identifiers import (
    IdentifierError,
    arxiv_doi,
    doi_url,
    doi_warning,
    find_dois,
    normalise_arxiv,
    normalise_doi,
    normalise_issn,
    normalise_nct,
    normalise_orcid,
    normalise_pmcid,
    normalise_pmid,
    orcid_url,
    orcid_warning,
    read_doi,
    recognise,
)

SICI = "10.1002/1521-3773(20000804)39:15<2756::aid-anie2756>3.0.co;2-i"
TENCRAOS = "10.1056/nejmoa2508515"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("10.1056/NEJMoa2508515", TENCRAOS),
        ("https://doi.org/10.1056/NEJMoa2508515", TENCRAOS),
        ("http://dx.doi.org/10.1056/NEJMoa2508515", TENCRAOS),
        ("doi.org/10.1056/NEJMoa2508515", TENCRAOS),
        ("doi:10.1056/NEJMoa2508515.", TENCRAOS),
        ("DOI 10.1056/NEJMoa2508515", TENCRAOS),
        ("info:doi/10.1056/NEJMoa2508515", TENCRAOS),
        ("urn:doi:10.1056/NEJMoa2508515", TENCRAOS),
        (" 10.1056/NEJMoa2508515\u200b ", TENCRAOS),
        ("10.1056/NEJM\u00adoa2508515", TENCRAOS),
        ("https://www.nejm.org/doi/full/10.1056/NEJMoa2508515?query=RP", TENCRAOS),
        ("www.nejm.org/doi/10.1056/NEJMoa2508515?query=RP", TENCRAOS),
        ("https://doi.org/10.1056/NEJMoa2508515#abstract", TENCRAOS),
        ("(doi:10.1016/S0140-6736(97)11096-0).", "10.1016/s0140-6736(97)11096-0"),
        ("10.1016/S0140\u20106736(97)11096\u20110", "10.1016/s0140-6736(97)11096-0"),
        (
            "https://doi.org/10.1002/1521-3773(20000804)39:15%3C2756::AID-ANIE2756%3E3.0.CO;2-I",
            SICI,
        ),
        (SICI.upper(), SICI),
        (
            "10.1890/0012-9658(2006)87[2832:TIOPMA]2.0.CO;2",
            "10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2",
        ),
        (
            "https://www.medrxiv.org/content/10.1101/2020.06.22.20137273v1.full",
            "10.1101/2020.06.22.20137273",
        ),
        (
            "https://www.medrxiv.org/content/10.1101/2020.06.22.20137273v2.full.pdf+html",
            "10.1101/2020.06.22.20137273",
        ),
        ("&lt;https://doi.org/10.1136/bmj.n71&gt;", "10.1136/bmj.n71"),
        ("https://doi.org/10.1371%2Fjournal.pone.0033693", "10.1371/journal.pone.0033693"),
        ("10.1371%2Fjournal.pone.0033693", "10.1371/journal.pone.0033693"),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0033693&type=printable",
            "10.1371/journal.pone.0033693",
        ),
        (
            "https://onlinelibrary.wiley.com/doi/10.1111/j.1469-185x.2010.00137.x/epdf",
            "10.1111/j.1469-185x.2010.00137.x",
        ),
        (
            "https://link.springer.com/content/pdf/10.1007/s00120-007-1345-2.pdf",
            "10.1007/s00120-007-1345-2",
        ),
        ("10.1002/14651858.CD006207.pub6", "10.1002/14651858.cd006207.pub6"),
        (
            "10.5067/terra+aqua/ceres/cldtyphist_l3.004",
            "10.5067/terra+aqua/ceres/cldtyphist_l3.004",
        ),
        ("“10.1136/bmj.n71”", "10.1136/bmj.n71"),
        ("10.1000.10/123456", "10.1000.10/123456"),
    ],
)
def test_doi_normalised(typed, key):
    assert normalise_doi(typed) == key


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Enter a DOI"),
        ("10.1038", "half a DOI"),
        ("10.1038/", "half a DOI"),
        ("11.1038/nature12373", "a DOI begins with “10.”"),
        ("10.12/short", "four to nine digits"),
        ("10.1000/xyz 123", "A DOI has no spaces"),
        ("10.1000/ xyz", "A DOI has no spaces"),
        ("https://doi.org/d8g2nw", "shortened DOI"),
        ("10/d8g2nw", "shortened DOI"),
        ("see the paper", "There is no DOI"),
    ],
)
def test_doi_refused_with_the_reason(typed, reason):
    with pytest.raises(IdentifierError, match=reason):
        normalise_doi(typed)


def test_doi_display_keeps_the_case_given():
    assert read_doi("https://doi.org/10.1056/NEJMoa2508515.").display == "10.1056/NEJMoa2508515"


def test_doi_found_in_running_text_once():
    text = "See doi:10.1136/bmj.n71, (10.1136/BMJ.N71) and https://doi.org/10.1038/171737a0."

    assert [doi.key for doi in find_dois(text)] == ["10.1136/bmj.n71", "10.1038/171737a0"]


@pytest.mark.parametrize(
    ("doi", "url"),
    [
        ("10.1016/S0140-6736(97)11096-0", "https://doi.org/10.1016/S0140-6736(97)11096-0"),
        (
            "10.1002/1521-3773(20000804)39:15<2756::AID-ANIE2756>3.0.CO;2-I",
            "https://doi.org/10.1002/1521-3773(20000804)39:15%3C2756::AID-ANIE2756%3E3.0.CO;2-I",
        ),
        ('10.1890/a[b]"#%?', "https://doi.org/10.1890/a%5Bb%5D%22%23%25%3F"),
    ],
)
def test_doi_url_encodes_only_what_it_must(doi, url):
    assert doi_url(doi) == url


def test_doi_of_unusual_shape_gets_a_warning():
    assert doi_warning("10.1056/nejmoa2508515") == ""
    assert "unusual" in doi_warning("10.5067/terra+aqua/ceres")


@given(st.from_regex(r"10\.[0-9]{4,9}/[a-z0-9._;()/:-]{1,30}[a-z0-9]", fullmatch=True))
def test_doi_normal_form_survives_its_own_address(doi):
    key = normalise_doi(doi)

    assert normalise_doi(doi_url(key)) == normalise_doi(key) == key


@given(st.text(max_size=60))
def test_doi_reader_answers_any_text_with_a_doi_or_a_reason(text):
    try:
        key = normalise_doi(text)
    except IdentifierError as error:
        assert str(error)
    else:
        assert key.startswith("10.")


@pytest.mark.parametrize(
    "issn",
    [
        "0028-4793",
        "1533-4406",
        "0140-6736",
        "1474-547X",
        "0028-0836",
        "1476-4687",
        "0098-7484",
        "1538-3598",
        "0959-8138",
        "1756-1833",
        "0149-5992",
        "1935-5548",
        "1549-1277",
        "1549-1676",
        "1932-6203",
        "2050-084X",
    ],
)
def test_issn_of_real_journals_accepted(issn):
    assert normalise_issn(issn) == issn


@pytest.mark.parametrize(
    "typed", ["2050084x", "ISSN 2050-084X", "eISSN: 2050\u2013084x", "2050 084X"]
)
def test_issn_normalised(typed):
    assert normalise_issn(typed) == "2050-084X"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0028-4794", "would be 3"),
        ("0028-479", "eight characters"),
        ("", "eight characters"),
        ("٠٠٢٨-٤٧٩٣", "eight characters"),
    ],
)
def test_issn_refused_with_the_reason(typed, reason):
    with pytest.raises(IdentifierError, match=reason):
        normalise_issn(typed)


@pytest.mark.parametrize(
    ("typed", "orcid"),
    [
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("000000021694233x", "0000-0002-1694-233X"),
        ("ORCID: 0009-0001-5055-9262", "0009-0001-5055-9262"),
    ],
)
def test_orcid_normalised(typed, orcid):
    assert normalise_orcid(typed) == orcid
    assert orcid_warning(orcid) == ""


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("0000-0002-1825-0098", "would be 7"), ("0000-0002-1825", "16 characters")],
)
def test_orcid_refused_with_the_reason(typed, reason):
    with pytest.raises(IdentifierError, match=reason):
        normalise_orcid(typed)


def test_orcid_outside_the_issued_ranges_gets_a_warning():
    assert "0000-0001-2345-6789" in orcid_warning(normalise_orcid("0000-0001-2345-6789"))


def test_orcid_url():
    assert orcid_url("0000-0002-1825-0097") == "https://orcid.org/0000-0002-1825-0097"


@pytest.mark.parametrize(
    "typed",
    ["33301246", "PMID: 33301246", "pmid33301246.", "https://pubmed.ncbi.nlm.nih.gov/33301246/"],
)
def test_pmid_normalised(typed):
    assert normalise_pmid(typed) == "33301246"


@pytest.mark.parametrize("typed", ["", "0123", "123456789", "33301246a"])
def test_pmid_refused(typed):
    with pytest.raises(IdentifierError, match="one to eight digits"):
        normalise_pmid(typed)


@pytest.mark.parametrize(
    ("typed", "pmcid"),
    [
        ("PMC7745181", "PMC7745181"),
        ("pmcid: pmc7745181.2", "PMC7745181.2"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7745181/", "PMC7745181"),
    ],
)
def test_pmcid_normalised(typed, pmcid):
    assert normalise_pmcid(typed) == pmcid


def test_pmcid_without_its_letters_refused():
    with pytest.raises(IdentifierError, match="PMC and digits"):
        normalise_pmcid("7745181")


@pytest.mark.parametrize(
    ("typed", "arxiv"),
    [
        ("arXiv:1706.03762v7 [cs.CL]", "1706.03762v7"),
        ("https://arxiv.org/abs/1706.03762", "1706.03762"),
        ("https://arxiv.org/pdf/1706.03762v7.pdf", "1706.03762v7"),
        ("10.48550/arXiv.1706.03762", "1706.03762"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136", "math.GT/0309136"),
    ],
)
def test_arxiv_normalised(typed, arxiv):
    assert normalise_arxiv(typed) == arxiv


def test_arxiv_doi_leaves_the_version_out():
    assert arxiv_doi("1706.03762v7") == "10.48550/arxiv.1706.03762"


def test_arxiv_refused():
    with pytest.raises(IdentifierError, match="not an arXiv number"):
        normalise_arxiv("1706.037")


def test_trial_number_normalised():
    assert normalise_nct("https://clinicaltrials.gov/study/nct04280705") == "NCT04280705"


def test_trial_number_refused():
    with pytest.raises(IdentifierError, match="eight digits"):
        normalise_nct("NCT0428070")


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("10.1056/NEJMoa2508515", "doi", TENCRAOS),
        ("arXiv:1706.03762", "arxiv", "1706.03762"),
        ("PMC7745181", "pmcid", "PMC7745181"),
        ("NCT04280705", "nct", "NCT04280705"),
        ("0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
        ("0028-4793", "issn", "0028-4793"),
        ("33301246", "pmid", "33301246"),
    ],
)
def test_identifier_recognised(typed, kind, value):
    found = recognise(typed)

    assert (found.kind, found.value) == (kind, value)


def test_ordinary_words_are_no_identifier():
    assert recognise("New England Journal of Medicine") is None
