"""Knows plain text: address words, excerpts, reading time and what a person sees of a string.

Every function takes time in proportion to its input, whatever the input is.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Final, Literal

WORDS_PER_MINUTE: Final = 230
MARKS_IN_A_ROW: Final = 30

# Latin letters that do not fall apart into a base letter and an accent.
_LATIN: Final = str.maketrans(
    {
        **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d"},
        **{"þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ĸ": "k", "ŧ": "t", "ƒ": "f", "ə": "e"},
        **{"’": "", "'": "", "ʼ": "", "`": ""},
    }
)
# Medicine writes single Greek letters: TNF-α, β-blocker. Greek words stay out.
_GREEK: Final = {
    **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta"},
    **{"η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu"},
    **{"ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi"},
    **{"ψ": "psi", "ω": "omega"},
}
_LONE_GREEK: Final = re.compile(r"(?<![\u0370-\u03ff])[α-ω](?![\u0370-\u03ff])")

_WORD: Final = re.compile(r"[^\W_]+")

_CITATION_MARK: Final = re.compile(r'<a class="cite"[^<>]*+>[^<]*+</a>')
# Hebrew, Arabic and their neighbours, with what stands between two such words.
_RTL: Final = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
_RIGHT_TO_LEFT: Final = re.compile(rf"{_RTL}++(?:[^\w\n]{{1,3}}{_RTL}++)*+")

_TAG: Final = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|/?+(?P<name>[a-zA-Z][a-zA-Z0-9]*+)"
    r"""(?:[^<>"']|"[^"]*+"|'[^']*+')*+>|[!?/][^<>]*+>)""",
    re.DOTALL,
)
_BLOCKS: Final = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br"}
    | {"figure", "figcaption", "table", "caption", "tr", "th", "td", "aside", "div", "section"}
)
# Default-ignorable characters that are no format characters (category Cf) by themselves.
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
# What ``is_invisible`` finds among the first 128, which most texts have nothing beside.
_ASCII_CONTROLS: Final = dict.fromkeys({*range(32), 127} - {9, 10, 13})


def slugify(text: str, max_length: int = 80) -> str:
    """Lower-case ASCII words joined by hyphens, cut between words; letters of other scripts go."""
    named = _LONE_GREEK.sub(lambda found: _GREEK.get(found[0], ""), text.casefold())
    decomposed = _normalized("NFKD", named.translate(_LATIN))
    ascii_only = decomposed.replace("⁄", "-").encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    slug = "-".join(words)
    if len(slug) <= max_length:
        return slug
    kept = slug[: max_length + 1].rpartition("-")[0]
    return kept or slug[:max_length]


def bare_words(text: str) -> str:
    """The text as lower-case words parted by single spaces: no accents, no signs.

    Two texts that a reader would call the same words come out the same: "TNF-α" and "tnf alpha",
    "Ménière’s" and "menieres". Letters of other scripts stay.
    """
    named = _LONE_GREEK.sub(lambda found: _GREEK.get(found[0], ""), text.casefold())
    decomposed = _normalized("NFKD", named.translate(_LATIN))
    return " ".join(_WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c))))


def plain(html: str) -> str:
    """The words of cleaned HTML: one line per block, without tags and citation marks."""
    without_marks = _CITATION_MARK.sub("", html)
    with_breaks = _TAG.sub(_break_or_nothing, without_marks)
    lines = (" ".join(line.split()) for line in unescape(with_breaks).splitlines())
    return "\n".join(line for line in lines if line)


def _break_or_nothing(found: re.Match[str]) -> str:
    return "\n" if (found["name"] or "").lower() in _BLOCKS else ""


def excerpt(text: str, length: int) -> str:
    """The beginning of a plain text on one line, at most ``length`` characters of whole words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[:length]
    words = head.rpartition(" ")[0] or head[: length - 1]
    return words.rstrip(" ,;:.–—-") + "…"


def reading_minutes(text: str) -> int:
    """Whole minutes a reader needs for a plain text, at least one; none for an empty text."""
    words = len(text.split())
    return max(1, round(words / WORDS_PER_MINUTE)) if words else 0


def fold(text: str) -> str:
    """One form for comparing: no difference in case, width, spaces or invisible characters."""
    compatible = _normalized("NFKC", _without_invisible(text))
    folded = _normalized("NFKC", compatible.casefold())
    return " ".join(_without_invisible(folded).split())


def is_invisible(character: str) -> bool:
    """Whether a character leaves no trace on a page and is no white space."""
    if character in "\t\n\r":
        return False
    hidden = unicodedata.category(character) in {"Cf", "Cc", "Cs"}
    return hidden or _UNSEEN.match(character) is not None


def isolated(text: str) -> str:
    """The text with each stretch that runs from right to left held apart from what follows it.

    Without, the figures behind an Arabic title turn round: 19-11 for the pages 11-19 (Unicode
    Standard Annex 9, section 2.4.2: first strong isolate, pop directional isolate).
    """
    return _RIGHT_TO_LEFT.sub("\u2068\\g<0>\u2069", text) if not text.isascii() else text


def visible_characters(text: str) -> int:
    """How many characters leave a trace on the page: no spaces, controls, fillers, accents."""
    return sum(
        unicodedata.category(character)[0] not in "ZCM" for character in _UNSEEN.sub("", text)
    )


def _normalized(form: Literal["NFKC", "NFKD"], text: str) -> str:
    """Unicode's form of a text, after runs of accents were cut where no language has them.

    Sorting a run of accents takes quadratic time, so runs end after 30, the limit of the
    stream-safe format (Unicode Standard Annex 15, section 13).
    """
    if text.isascii():
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= MARKS_IN_A_ROW:
            kept.append(character)
    return unicodedata.normalize(form, "".join(kept))


def _without_invisible(text: str) -> str:
    if text.isascii():
        return text.translate(_ASCII_CONTROLS)
    seen = _UNSEEN.sub("", text)
    return "".join(character for character in seen if not is_invisible(character))
