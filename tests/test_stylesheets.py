"""Style sheets keep the house's form: short components, colours from tokens, no other host."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
COMPONENTS = [path for path in SHEETS if "components" in path.parts]
LONGEST = 150
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(r"(?<![\w&/-])#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lch|lab)\(", re.I)
ADDRESS = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", re.I)


def name_of(path):
    return path.relative_to(CSS).as_posix()


def rules_of(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def test_sheets_there_are_some():
    assert len(SHEETS) > 5


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_component_sheet_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize(
    "path", [path for path in SHEETS if path.name != "tokens.css"], ids=name_of
)
def test_sheet_takes_its_colours_from_tokens(path):
    assert COLOUR.findall(rules_of(path)) == []


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_sheet_asks_no_other_host(path):
    assert ADDRESS.findall(rules_of(path)) == []


@pytest.mark.parametrize("text", ["color: #fff", "color:#A1B2C3", "background: rgb(0 0 0 / 50%)"])
def test_colour_found(text):
    assert COLOUR.search(text)


@pytest.mark.parametrize("text", ["color: var(--ink)", "a[href='#ref-AB12']", "&:hover"])
def test_no_colour_found(text):
    assert not COLOUR.search(text)


@pytest.mark.parametrize("text", ["url(https://x.org/a.png)", '@import "//x.org/a.css"'])
def test_other_host_found(text):
    assert ADDRESS.search(text)
