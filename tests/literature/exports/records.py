"""Records that several formats are tried with."""

import json
from pathlib import Path

from hypothesis import strategies as st

DATA = Path(__file__).parent.parent.parent / "data" / "literature" / "references.json"
REFERENCES = {
    item["csl_json"]["id"]: item["csl_json"]
    for item in json.loads(DATA.read_text(encoding="utf-8"))["formatted"]
}
TENECTEPLASE = {
    **REFERENCES["R12"],
    "ISSN": "0028-4793",
    "custom": {"ISSN-online": "1533-4406"},
}

# What breaks files: ends of lines and entries, braces, quotes, marks of comments and keys.
_BREAKERS = (
    *("\r\n", "\n", "\x85", "\u2028", "\x0b", "ER  - ", "\r\nER  - \r\nTY  - JOUR\r\n", "TI  - "),
    *("{", "}", "}}", "\\", "\\}", "@article{x,", "%", "#", '"', "$", "^", "~", "_", " and ", ","),
    *("&#10;", "&#13;ER  - ", "<i>", "</i>", "<sup>", "&", "\ue000", "\ue001", "\x00", "\ud800"),
    *("a", "Z", "é", "β", "中", "+", "=", "&amp;", "<", ">", ";"),
)
HOSTILE = st.lists(st.sampled_from(_BREAKERS) | st.characters(), max_size=12).map("".join)


@st.composite
def hostile_records(draw):
    """A record each of whose texts tries to end the entry it stands in."""
    names = st.fixed_dictionaries({"family": HOSTILE, "given": HOSTILE, "suffix": HOSTILE})
    groups = st.fixed_dictionaries({"literal": HOSTILE})
    texts = {
        key: draw(HOSTILE)
        for key in ("title", "container-title", "volume", "issue", "page", "DOI", "URL", "note")
    }
    return {
        **texts,
        "type": draw(st.sampled_from(["article-journal", "article", "periodical", "report"])),
        "genre": draw(st.sampled_from(["", "preprint"])),
        "author": draw(st.lists(names | groups, max_size=3)),
        "issued": {"date-parts": [[2026, 1]]},
    }
