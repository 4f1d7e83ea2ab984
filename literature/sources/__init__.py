"""Services that know works: how each is asked, and what its answers say in our words.

To add one, copy a neighbour: it offers ``ask(doi) -> Told`` and ``read(payload) -> Description``.
Then give it a line here; they are asked for a DOI in this order.
"""

from literature.sources import crossref, datacite, negotiation, pubmed

BY_DOI = (crossref, datacite, negotiation)
NAMES = {
    "crossref": "Crossref",
    "datacite": "DataCite",
    "doi.org": "doi.org",
    "pubmed": "PubMed",
    "publisher": "the publisher",
    "retraction_watch": "Retraction Watch",
    "manual": "the desk",
}

__all__ = ["BY_DOI", "NAMES", "crossref", "datacite", "negotiation", "pubmed"]
