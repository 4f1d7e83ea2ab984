"""The formats in which references leave the house, one module each; takes and gives data only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from literature.csl import Csl
from literature.exports import bibtex, csl_json, ris


@dataclass(frozen=True)
class Format:
    """A format of files: what people call it, its media type, the end of its address and name.

    ``write`` turns CSL-JSON records into the text of a file.
    """

    name: str
    media_type: str
    suffix: str
    write: Callable[[Iterable[Csl]], str]

    @property
    def content_type(self) -> str:
        """The media type with its charset; JSON is always UTF-8 and names none (RFC 8259)."""
        is_json = self.media_type.endswith("json")
        return self.media_type if is_json else f"{self.media_type}; charset=utf-8"


FORMATS = {
    "ris": Format("RIS", "application/x-research-info-systems", "ris", ris.write),
    "bibtex": Format("BibTeX", "application/x-bibtex", "bib", bibtex.write),
    "bibtex-ascii": Format(
        "BibTeX (ASCII)",
        "application/x-bibtex",
        "ascii.bib",
        partial(bibtex.write, ascii_only=True),
    ),
    "biblatex": Format(
        "biblatex", "application/x-bibtex", "biblatex.bib", partial(bibtex.write, biblatex=True)
    ),
    "csl-json": Format(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json.write
    ),
}
BY_SUFFIX = {each.suffix: each for each in FORMATS.values()}
