"""Writes text for LaTeX and BibTeX: escapes, emphasis, protected capitals, ASCII on request."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from literature.exports.records import UNWRITABLE, one_line
from literature.runs import Run

# Braces as commands: BibTeX counts the signs themselves even behind a backslash.
ESCAPES = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        **{"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"},
        **{"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"},
    }
)
ACCENTS = {
    **{"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u"},
    **{"\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d"},
    **{"\u0327": "c", "\u0328": "k", "\u0331": "b"},
}
LETTERS = {
    **{"ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}", "ß": r"{\ss}", "ı": r"{\i}"},
    **{"æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "å": r"{\aa}", "Å": r"{\AA}"},
    **{"đ": r"{\dj}", "Đ": r"{\DJ}", "ð": r"{\dh}", "Ð": r"{\DH}", "þ": r"{\th}", "Þ": r"{\TH}"},
}
SIGNS = {
    **{"–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": r"{\dots}"},
    **{"\xa0": "~", "‐": "-", "‑": "-", "−": "$-$", "×": r"$\times$", "±": r"$\pm$"},
    **{
        "°": r"{\textdegree}",
        "µ": r"$\mu$",
        "≤": r"$\leq$",
        "≥": r"$\geq$",
        "®": r"{\textregistered}",
    },
}
GREEK = {
    sign: rf"$\{name}$"
    for signs, names in (
        ("αβγδεζηθ", ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")),
        ("ικλμνξπρ", ("iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho")),
        ("ςστυφχψω", ("varsigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega")),
        ("ΓΔΘΛΞΠΣ", ("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma")),
        ("ΦΨΩ", ("Phi", "Psi", "Omega")),
    )
    for sign, name in zip(signs, names, strict=True)
}
PLAIN_WORDS = {**LETTERS, **SIGNS, **GREEK}
COMMANDS = (
    ("italic", "textit"),
    ("bold", "textbf"),
    ("sup", "textsuperscript"),
    ("sub", "textsubscript"),
    ("small_caps", "textsc"),
)
# Stand for braces while the text is escaped; characters for private use, kept out of titles.
OPEN, CLOSE = "\ue000", "\ue001"
WORD = re.compile(r"[^\s\-\u2010-\u2015/()\[\],;:]+")


def escaped(text: str, *, ascii_only: bool = False) -> str:
    """Text in which every sign stands for itself; braces are always in balance."""
    safe = one_line(text).translate(ESCAPES)
    return _ascii(safe) if ascii_only else safe


def title(runs: Iterable[Run], *, ascii_only: bool = False) -> str:
    """A title with its emphasis, its capitals protected from styles that make them small."""
    text = "".join(
        _run(run, ascii_only=ascii_only, opens=not place) for place, run in enumerate(runs)
    )
    return text.strip()


def verbatim(text: str) -> str:
    """An address or identifier as fields want it that LaTeX does not read: nothing escaped."""
    bare = "".join(UNWRITABLE.sub("", text).split())
    return bare.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _run(run: Run, *, ascii_only: bool, opens: bool) -> str:
    commands = [command for style, command in COMMANDS if getattr(run, style)]
    text = run.text.replace(OPEN, "").replace(CLOSE, "")
    # What stands inside a command's braces keeps its case anyway.
    words = text if commands else _protected(text, opens=opens, every=run.nocase)
    text = _signs(words, ascii_only=ascii_only)
    for command in commands:
        text = rf"\{command}{{{text}}}"
    return text


def _protected(text: str, *, opens: bool, every: bool) -> str:
    """Private signs around each word whose capitals carry meaning; the first word may lose its."""

    def one(found: re.Match[str]) -> str:
        is_first = opens and not text[: found.start()].strip()
        word = found[0]
        watched = word[1:] if is_first else word
        keeps = every or watched != watched.lower()
        return f"{OPEN}{word}{CLOSE}" if keeps else word

    return WORD.sub(one, text)


def _signs(text: str, *, ascii_only: bool) -> str:
    spaced = re.sub(r"\s+", " ", UNWRITABLE.sub(" ", text)).translate(ESCAPES)
    safe = _ascii(spaced) if ascii_only else spaced
    return safe.replace(OPEN, "{").replace(CLOSE, "}")


def _ascii(text: str) -> str:
    return "".join(sign if sign.isascii() else _ascii_sign(sign) for sign in text)


def _ascii_sign(sign: str) -> str:
    if sign in PLAIN_WORDS:
        return PLAIN_WORDS[sign]
    base, *marks = list(unicodedata.normalize("NFD", sign))
    if not marks or not base.isascii() or any(mark not in ACCENTS for mark in marks):
        return sign  # a script LaTeX has no letters for
    for mark in marks:
        command = ACCENTS[mark]
        needs_braces = command.isalpha() or len(base) > 1
        base = rf"\{command}" + (f"{{{base}}}" if needs_braces else base)
    return f"{{{base}}}"
