"""Templates whose words change while their HTML stays."""

import pytest

from core.html import trusted
from core.moulds import cast

TEMPLATES = {
    "piece.html": (
        "<p{% if is_new %} class='new'{% endif %}>{{ name }}"
        "{% if mark %} ({{ mark }}){% endif %}</p>"
    ),
    "list.html": "<ul>{% for one in rows %}<li>{{ one.name }}</li>{% endfor %}</ul>",
    "cut.html": "{{ name|truncatechars:2 }}",
    "loud.html": "{{ name|capfirst }}",
}


@pytest.fixture(autouse=True)
def templates(settings):
    loader = ("django.template.loaders.locmem.Loader", TEMPLATES)
    own = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
    settings.TEMPLATES = [own | {"OPTIONS": {"loaders": [loader]}}]


def test_words_are_put_into_their_places():
    found = [cast("piece.html", {"is_new": False, "name": name, "mark": ""}) for name in "ab"]

    assert found == ["<p>a</p>", "<p>b</p>"]


def test_truth_values_and_missing_words_decide_what_stands_there():
    whole = cast("piece.html", {"is_new": True, "name": "a", "mark": "b"})

    assert whole == "<p class='new'>a (b)</p>"


def test_words_are_escaped_and_trusted_html_is_not():
    hostile = "<script>\"&'a\ue0000\ue001"

    text = cast("piece.html", {"is_new": False, "name": hostile, "mark": trusted("<b>")})

    assert text == "<p>&lt;script&gt;&quot;&amp;&#x27;a\ue0000\ue001 (<b>)</p>"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_lists_may_have_any_length(count):
    rows = [{"name": str(number)} for number in range(count)]

    items = "".join(f"<li>{number}</li>" for number in range(count))
    assert cast("list.html", {"rows": rows}) == f"<ul>{items}</ul>"


@pytest.mark.parametrize("name", ["cut.html", "loud.html"])
def test_template_that_changes_a_word_is_refused(name):
    with pytest.raises(TypeError, match="changes a word"):
        cast(name, {"name": "word"})


def test_other_values_are_refused():
    with pytest.raises(TypeError, match="neither a text"):
        cast("piece.html", {"name": 5})
