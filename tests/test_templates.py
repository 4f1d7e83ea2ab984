"""Every template compiles, is short, and carries no style, script or blind trust of its own."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(path for path in ROOT.rglob("*") if path.is_file())
HTML = [path for path in TEMPLATES if path.suffix == ".html"]
LONGEST = 150
DATA_SCRIPTS = {"application/ld+json", "application/json"}
TAG = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)
STATIC = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


def name_of(path):
    return path.relative_to(ROOT).as_posix()


class Markup(HTMLParser):
    """Collects what a strict content security policy would refuse."""

    def __init__(self, text):
        super().__init__()
        self.refused = []
        # A tag inside an attribute must not end the attribute, so each becomes one plain word.
        self.feed(TAG.sub("x", text))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "style":
            self.refused.append("<style>")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS:
            self.refused.append("<script> without src")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.refused.append(f"<{tag} {name}>")
            if (value or "").strip().lower().startswith("javascript:"):
                self.refused.append(f"<{tag} {name}=javascript:>")


def blind_trust(text):
    return re.findall(r"\|\s*safe(?:seq)?\b|autoescape\s+off", text)


def says_what_it_expects(text):
    return bool(re.match(r"\s*({#\s*\w|{%\s*comment\b)", text))


def test_templates_there_are_some():
    assert len(HTML) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path):
    assert get_template(name_of(path))


@pytest.mark.parametrize("path", HTML, ids=name_of)
def test_template_has_no_inline_style_or_script(path):
    assert Markup(path.read_text(encoding="utf-8")).refused == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_trusts_nothing_blindly(path):
    assert blind_trust(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [path for path in HTML if path.name[0] == "_"], ids=name_of)
def test_partial_begins_with_what_it_expects(path):
    assert says_what_it_expects(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", HTML, ids=name_of)
def test_template_names_static_files_that_exist(path):
    named = STATIC.findall(path.read_text(encoding="utf-8"))

    assert [name for name in named if not finders.find(name)] == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ('<p style="color: red">', ["<p style>"]),
        ('<p {% if a > b %}class="x"{% endif %} style="x">', ["<p style>"]),
        ("<a onclick='go()'>", ["<a onclick>"]),
        ('<a href=" JavaScript:go()">', ["<a href=javascript:>"]),
        ("<style>p {}</style>", ["<style>"]),
        ("<script>go()</script>", ["<script> without src"]),
        ('<script src="{{ x }}"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<p class="{% if one %}on{% endif %}">', []),
    ],
)
def test_markup_refused_as_the_policy_would(text, refused):
    assert Markup(text).refused == refused


@pytest.mark.parametrize("text", ["{{ x|safe }}", "{{ x | safeseq }}", "{% autoescape off %}"])
def test_blind_trust_found(text):
    assert blind_trust(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("{# story: the edition #}\n<p>", True), ("<p>", False), ("{##}<p>", False)],
)
def test_says_what_it_expects(text, expected):
    assert says_what_it_expects(text) is expected
