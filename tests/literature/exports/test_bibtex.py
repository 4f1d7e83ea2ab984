"""BibTeX and biblatex are written so that other people's readers read what was meant."""

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from hypothesis import given, settings
from hypothesis import strategies as st

from literature.exports import bibtex
from tests.literature.exports.records import REFERENCES, TENECTEPLASE, hostile_records


def read(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries


def values(csl, **options):
    (entry,) = read(bibtex.write([csl], **options))
    return {field.key: field.value for field in entry.fields}


def test_article_written_field_by_field():
    names = [*TENECTEPLASE["author"][:2], {"literal": "RECOVERY Collaborative Group"}]
    csl = {**TENECTEPLASE, "author": names, "PMID": "1", "note": "Retracted, February 2, 2026."}

    assert bibtex.write([csl], ascii_only=True) == (
        "@article{ryan2026randomized,\n"
        "  author={Ryan, Stephen J. and J{\\o}rstad, {\\O}ystein K. and "
        "{RECOVERY Collaborative Group}},\n"
        "  title={A randomized trial of tenecteplase in acute central retinal artery occlusion},\n"
        "  journal={New England Journal of Medicine},\n"
        "  volume={394},\n"
        "  number={5},\n"
        "  pages={442--450},\n"
        "  year={2026},\n"
        "  month=jan,\n"
        "  day={29},\n"
        "  issn={0028-4793},\n"
        "  doi={10.1056/NEJMoa2508515},\n"
        "  eprint={1},\n"
        "  eprinttype={pubmed},\n"
        "  note={Retracted, February 2, 2026}\n"
        "}\n"
    )


def test_lone_group_stands_in_two_pairs_of_braces():
    assert "author={{RECOVERY Collaborative Group}}," in bibtex.write([REFERENCES["R02"]])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Frenck", "given": "Robert W.", "suffix": "Jr."}, "Frenck, Jr., Robert W."),
        (
            {"family": "Worp", "non-dropping-particle": "van der", "given": "H. Bart"},
            "van der Worp, H. Bart",
        ),
        ({"family": "Pérez Marc"}, "{Pérez Marc}"),
        ({"literal": "Rise and Shine, Inc."}, "{Rise and Shine, Inc.}"),
        ({"family": "Hill and Dale", "given": "A."}, "{Hill and Dale}, A."),
        ({"family": "others"}, "{others}"),
        ({"family": "King", "suffix": "Jr"}, "King, Jr, "),
    ],
)
def test_name_written_as_the_format_wants(name, written):
    assert f"author={{{written}}}" in bibtex.write([{"title": "A", "author": [name]}])


@pytest.mark.parametrize(
    ("issued", "fields", "date"),
    [
        ({"date-parts": [[2026]]}, {"year": "2026"}, "2026"),
        ({"date-parts": [[2026, 1]]}, {"year": "2026", "month": "jan"}, "2026-01"),
        (
            {"date-parts": [[2025, 3], [2025, 4]]},
            {"year": "2025", "month": "March--April"},
            "2025-03/2025-04",
        ),
        ({"date-parts": [[1998]], "season": 1}, {"year": "1998", "month": "Spring"}, "1998-21"),
    ],
)
def test_date_written_in_both_forms(issued, fields, date):
    csl = {"title": "A", "issued": issued}

    assert values(csl) == {"title": "A", **fields}
    assert values(csl, biblatex=True) == {"title": "A", "date": date}


def test_month_is_a_macro():
    assert "  month=jan,\n" in bibtex.write([TENECTEPLASE])


@pytest.mark.parametrize(
    ("issue", "field"), [("7", "number"), ("3-4", "number"), ("Suppl 1", "issue")]
)
def test_biblatex_has_a_field_for_issues_without_a_number(issue, field):
    csl = {"type": "article-journal", "title": "A", "issue": issue}

    assert values(csl)["number"] == issue
    assert values(csl, biblatex=True)[field] == issue


def test_article_number_is_a_page_and_for_biblatex_an_eid_too():
    csl = REFERENCES["R04"]

    assert values(csl)["pages"] == "e124"
    assert values(csl, biblatex=True)["pages"] == values(csl, biblatex=True)["eid"] == "e124"


def test_preprint_has_a_type_for_each():
    plain, modern = (
        bibtex.write([REFERENCES["R08"]]),
        bibtex.write([REFERENCES["R08"]], biblatex=True),
    )

    assert plain.startswith("@misc{horby2020effect,")
    assert "  howpublished={medRxiv},\n" in plain
    assert modern.startswith("@online{horby2020effect,")
    assert "  eprint={2020.06.22.20137273},\n  eprinttype={medrxiv},\n" in modern


def test_arxiv_number_is_an_eprint():
    csl = {"title": "A", "genre": "preprint", "publisher": "arXiv", "number": "1706.03762v7"}

    assert values(csl)["eprint"] == "1706.03762v7"
    assert values(csl)["eprinttype"] == "arxiv"


def test_addresses_are_not_escaped():
    csl = {"title": "A", "DOI": "10.1000/a_b%26c{d", "URL": "https://example.org/a_b?c=d&e=#f"}

    assert values(csl)["doi"] == "10.1000/a_b%26c%7Bd"
    assert values(csl)["url"] == "https://example.org/a_b?c=d&e=#f"


def test_whole_issue_has_a_type_in_biblatex():
    csl = {"type": "periodical", "title": "Nature, volume 1", "container-title": "Nature"}

    assert bibtex.write([csl]).startswith("@misc{anonndnature,")
    assert bibtex.write([csl], biblatex=True).startswith("@periodical{anonndnature,")


@pytest.mark.parametrize("csl", REFERENCES.values(), ids=REFERENCES)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_bibtexparser_reads_every_reference_back(csl, ascii_only):
    text = bibtex.write([csl], ascii_only=ascii_only)
    steps = [SeparateCoAuthors(), LatexDecodingMiddleware()]
    (entry,) = bibtexparser.parse_string(text, append_middleware=steps).entries

    fields = {field.key: field.value for field in entry.fields}
    assert fields["title"] == csl["title"].replace("{", "")
    assert len(fields["author"]) == len(csl["author"])
    assert fields["year"] == str(csl["issued"]["date-parts"][0][0])
    assert fields.get("pages", "").replace("–", "-") == csl.get("page", "")


def is_balanced(text):
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


@settings(max_examples=50, deadline=None)
@given(
    st.lists(hostile_records(), min_size=1, max_size=3),
    st.sampled_from([{}, {"biblatex": True}, {"ascii_only": True}]),
)
def test_no_record_breaks_another(records, options):
    text = bibtex.write([*records, REFERENCES["R04"]], **options)

    assert is_balanced(text.encode().decode())
    entries = read(text)
    assert len(entries) == len(records) + 1
    assert {field.key: field.value for field in entries[-1].fields}["volume"] == "2"
