"""COinS are written as Zotero reads them."""

from urllib.parse import unquote

import pytest
from hypothesis import given, settings

from literature.exports import coins
from tests.literature.exports.records import REFERENCES, TENECTEPLASE, hostile_records

SID = "example-news.org:cms"


def read(value):
    """The pairs as Zotero's parseContextObject takes them apart."""
    pairs = []
    for piece in value.split("&"):
        key, text = piece.split("=")
        pairs.append((key, unquote(text.replace("+", " ").replace("%2B", " "))))
    return pairs


def texts(value, key):
    return [text for name, text in read(value) if name == key]


def test_journal_article_written_key_by_key():
    title = "A Randomized Trial of Tenecteplase in Acute Central Retinal Artery Occlusion"
    csl = {**TENECTEPLASE, "title": title, "author": TENECTEPLASE["author"][:1]}

    assert coins.work(csl, sid=SID) == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal"
        "&rft_id=info%3Adoi%2F10.1056%2FNEJMoa2508515&rfr_id=info%3Asid%2Fexample-news.org%3Acms"
        "&rft.genre=article&rft.atitle=A%20Randomized%20Trial%20of%20Tenecteplase%20in%20Acute"
        "%20Central%20Retinal%20Artery%20Occlusion&rft.jtitle=New%20England%20Journal%20of"
        "%20Medicine&rft.stitle=N%20Engl%20J%20Med&rft.volume=394&rft.issue=5"
        "&rft.pages=442-450&rft.spage=442&rft.epage=450&rft.date=2026-01-29&rft.issn=0028-4793"
        "&rft.eissn=1533-4406&rft.aulast=Ryan&rft.aufirst=Stephen%20J.&rft.au=Stephen%20J.%20Ryan"
    )


def test_story_written_key_by_key():
    value = coins.story(
        title="NEJM February 2026: Volume 394, Issue 7",
        address="https://example-news.org/a/nejm-394-7",
        publication="Example News",
        date="2026-02-13",
        authors=["Jennifer Chen"],
        sid=SID,
    )

    assert value == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc"
        "&rfr_id=info%3Asid%2Fexample-news.org%3Acms&rft.type=newspaperArticle"
        "&rft.title=NEJM%20February%202026%3A%20Volume%20394%2C%20Issue%207"
        "&rft.source=Example%20News&rft.date=2026-02-13"
        "&rft.identifier=https%3A%2F%2Fexample-news.org%2Fa%2Fnejm-394-7&rft.au=Jennifer%20Chen"
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Ryan", "given": "Stephen J."}, "Stephen J. Ryan"),
        ({"family": "Pérez Marc", "given": "Gonzalo"}, "Pérez Marc, Gonzalo"),
        (
            {"family": "Worp", "non-dropping-particle": "van der", "given": "H. Bart"},
            "van der Worp, H. Bart",
        ),
        ({"family": "Frenck", "given": "Robert W.", "suffix": "Jr."}, "Frenck, Robert W. Jr."),
        ({"family": "Plato"}, "Plato"),
    ],
)
def test_person_written_so_that_the_family_name_is_found(name, written):
    value = coins.work({**TENECTEPLASE, "author": [name]}, sid=SID)

    assert texts(value, "rft.au") == [written]


def test_group_is_a_corporate_author():
    value = coins.work(REFERENCES["R02"], sid=SID)

    assert texts(value, "rft.aucorp") == ["RECOVERY Collaborative Group"]
    assert "rft.aulast" not in value


def test_preprint_is_named_by_zoteros_own_type():
    value = coins.work(REFERENCES["R08"], sid=SID)

    assert texts(value, "rft.type") == ["preprint"]
    assert texts(value, "rft.publisher") == ["medRxiv"]
    assert texts(value, "rft_id") == ["info:doi/10.1101/2020.06.22.20137273"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [("A + B", "A plus B"), ("CD4+ T cells", "CD4 plus T cells"), ("A=B & C", "A=B & C")],
)
def test_plus_written_as_a_word_and_other_signs_encoded(title, kept):
    assert texts(coins.work({**TENECTEPLASE, "title": title}, sid=SID), "rft.atitle") == [kept]


def test_doi_with_a_plus_goes_as_an_address():
    value = coins.work({**TENECTEPLASE, "DOI": "10.5067/terra+aqua/l3.004"}, sid=SID)

    assert texts(value, "rft_id") == ["https://doi.org/10.5067/terra%2Baqua/l3.004"]


def test_article_number_has_no_last_page():
    value = coins.work(REFERENCES["R04"], sid=SID)

    assert texts(value, "rft.pages") == ["e124"]
    assert "rft.epage" not in value


@settings(max_examples=50, deadline=None)
@given(hostile_records())
def test_every_key_has_one_value(csl):
    pairs = read(coins.work(csl, sid=SID))

    assert all(key and text for key, text in pairs)
    assert not any("\n" in text for _key, text in pairs)
