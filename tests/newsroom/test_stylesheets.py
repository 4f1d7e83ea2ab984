"""All sheets of the reader's pages in one file, in their order."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from newsroom import stylesheets
from newsroom.stylesheets import BUNDLE, BundleFinder

CSS = Path(settings.BASE_DIR) / "static" / "css"


@pytest.fixture
def folder(tmp_path):
    """Sheets that hold their own name."""
    (tmp_path / "components").mkdir()
    names = [*stylesheets.FIRST, *stylesheets.LAST]
    names += ["components/plate.css", "components/plate-wide.css", "components/card.css"]
    for name in names:
        (tmp_path / name).write_text(f".{Path(name).stem} {{}}\n")
    return tmp_path


def test_bundle_keeps_the_order_of_the_layers(folder):
    order = re.findall(r"[.][a-z-]+", stylesheets.bundle(folder))

    assert order == [
        *(".site", ".tokens", ".reset", ".base", ".layout"),
        *(".card", ".plate", ".plate-wide"),
        *(".utilities", ".print"),
    ]


def test_bundle_leaves_comments_and_indentation_out(folder):
    (folder / "site.css").write_text("/* Why,\n at length. */\n@layer one {\n  p {\n  }\n}\n")

    assert stylesheets.bundle(folder).startswith("@layer one{p{}}")


def test_bundle_holds_every_sheet_of_readers():
    taken = set(stylesheets.sheets(CSS))

    assert taken == {path for path in CSS.rglob("*.css") if "admin" not in path.parts}


def test_finder_finds_the_bundle_and_nothing_else():
    assert Path(finders.find(BUNDLE)).read_text() == stylesheets.bundle(CSS)
    assert BundleFinder().find("css/tokens.css") == []


def test_finder_makes_the_bundle_anew_when_a_sheet_changed(folder, tmp_path, settings):
    settings.BASE_DIR = tmp_path / "base"
    finder = BundleFinder()
    finder.folder = folder
    before = Path(finder.find(BUNDLE)).read_text()
    (folder / "print.css").write_text(".changed {}")
    os.utime(folder / "print.css", (2**31, 2**31))

    after = Path(finder.find(BUNDLE)).read_text()

    assert (".changed" in before, ".changed" in after) == (False, True)


def test_collecting_static_files_brings_the_bundle():
    (path, storage), *more = BundleFinder().list([])

    assert more == []
    assert storage.exists(path)


def test_bundle_is_light():
    assert len(stylesheets.bundle(CSS).encode()) < 60_000


def test_bundle_leaves_texts_in_quotes_as_they_are(folder):
    (folder / "print.css").write_text('a::after {\n  content: "see: {this}";\n  color: red;\n}\n')

    assert stylesheets.bundle(folder).endswith('a::after{content:"see: {this}";color:red}\n')
