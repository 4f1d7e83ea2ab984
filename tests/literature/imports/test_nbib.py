"""PubMed's own format is read."""

from literature.imports import nbib

FILE = """
PMID- 33301246
OWN - NLM
IS  - 1533-4406 (Electronic)
IS  - 0028-4793 (Print)
VI  - 383
IP  - 27
DP  - 2020 Dec 31
TI  - Safety and efficacy of the BNT162b2 mRNA
      Covid-19 vaccine.
PG  - 2603-2615
LID - 10.1056/NEJMoa2034577 [doi]
FAU - Polack, Fernando P
AU  - Polack FP
FAU - Frenck, Robert W Jr
AU  - Frenck RW Jr
CN  - C4591001 Clinical Trial Group
LA  - eng
PT  - Journal Article
TA  - N Engl J Med
JT  - The New England journal of medicine
PMC - PMC7745181

PMID- 32450107
TI  - Hydroxychloroquine or chloroquine.
AU  - Mehra MR
RIN - Lancet. 2020 Jun 5
PT  - Retracted Publication
"""


def test_entry_read_field_by_field():
    record = next(nbib.read(FILE))

    assert record.notes == ()
    assert record.csl == {
        "type": "article-journal",
        "PMID": "33301246",
        "title": "Safety and efficacy of the BNT162b2 mRNA Covid-19 vaccine",
        "container-title": "The New England journal of medicine",
        "container-title-short": "N Engl J Med",
        "author": [
            {"family": "Polack", "given": "Fernando P"},
            {"family": "Frenck", "given": "Robert W", "suffix": "Jr"},
            {"literal": "C4591001 Clinical Trial Group"},
        ],
        "volume": "383",
        "issue": "27",
        "page": "2603-2615",
        "issued": {"date-parts": [[2020, 12, 31]]},
        "DOI": "10.1056/NEJMoa2034577",
        "PMCID": "PMC7745181",
        "ISSN": "0028-4793",
        "custom": {"ISSN-online": "1533-4406"},
        "language": "en",
    }


def test_retraction_is_said():
    _first, second = nbib.read(FILE)

    assert second.csl["author"] == [{"family": "Mehra", "given": "MR"}]
    assert second.notes == ("Retracted. Notice: Lancet. 2020 Jun 5",)
