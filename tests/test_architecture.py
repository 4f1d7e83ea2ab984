"""The rooms keep to their rules; and each rule finds what it is there to find."""

import pytest

from tests.architecture import rules
from tests.architecture.source import Module, project_modules

MODULES = project_modules()
LONG_FUNCTION = "def act():\n" + "    pass\n" * 50
LONG_MODULE = "x = 1\n" * 401

FOUND = [
    (rules.arrows_between_rooms, "core/audit.py", "from articles.models import Article"),
    (rules.arrows_between_rooms, "taxonomy/tree.py", "import literature.identifiers"),
    (rules.arrows_between_rooms, "articles/editions.py", "from ..comments import threads"),
    (rules.arrows_between_rooms, "comments/views.py", "def show():\n    import newsroom.roles"),
    (rules.arrows_between_rooms, "core/jobs.py", "from tests.factories import core"),
    (rules.arrows_of_foreign_keys, "media/models.py", 'a = models.ForeignKey("articles.Article")'),
    (rules.arrows_of_foreign_keys, "taxonomy/models.py", 'a = ManyToManyField("literature.Work")'),
    (rules.layers_inside_a_room, "articles/editions.py", "from articles import views"),
    (rules.layers_inside_a_room, "articles/search.py", "from articles.admin import article"),
    (rules.imports_inside_functions, "core/text.py", "def act():\n    import re"),
    (rules.safe_strings, "articles/body.py", "from django.utils.safestring import mark_safe"),
    (rules.safe_strings, "articles/body.py", "x = safestring.SafeString(text)"),
    (rules.safe_strings, "articles/body.py", "class A:\n    def __html__(self): ..."),
    (rules.built_html, "media/admin.py", 'format_html(f"<b>{name}</b>")'),
    (rules.built_html, "media/admin.py", 'format_html("<b>" + name)'),
    (rules.built_html, "media/admin.py", 'format_html("<b>{}</b>".format(name))'),
    (rules.network, "literature/lookup.py", "import requests"),
    (rules.network, "literature/lookup.py", "from urllib.request import urlopen"),
    (rules.network, "literature/lookup.py", "from urllib import request"),
    (rules.network, "comments/spam/links.py", "from http import client"),
    (rules.visibility_gate, "articles/views/lists.py", "x = Edition.objects.filter(section=1)"),
    (rules.visibility_gate, "articles/feeds.py", "x = models.Article.objects.all()[:20]"),
    (rules.visibility_gate, "newsroom/sitemaps.py", "x = Edition.objects.order_by('-id')"),
    (rules.visibility_gate, "articles/related.py", "x = article.editions.filter(number=1)"),
    (rules.visibility_gate, "articles/views/story.py", "x = get_object_or_404(Edition, pk=1)"),
    (
        rules.visibility_gate,
        "articles/search.py",
        "x = show(Edition.objects.live(at), Edition.objects.all())",
    ),
    (rules.request_as_keywords, "articles/views/search.py", "x.filter(**request.GET.dict())"),
    (rules.request_as_keywords, "comments/views.py", "Comment(**request.POST)"),
    (rules.sql_put_together, "articles/search.py", 'cursor.execute(f"SELECT {name}")'),
    (rules.sql_put_together, "articles/search.py", 'cursor.execute("SELECT %s" % name)'),
    (rules.sql_put_together, "articles/search.py", 'RawSQL("SELECT {}".format(name), [])'),
    (rules.sql_put_together, "articles/search.py", 'rows.extra(where=["1"])'),
    (rules.csrf_switched_off, "comments/views.py", "@csrf_exempt\ndef submit(): ..."),
    (
        rules.model_signals,
        "articles/receivers.py",
        "from django.db.models.signals import post_save",
    ),
    (rules.model_signals, "articles/apps.py", "signals.m2m_changed.connect(act)"),
    (rules.broad_excepts, "articles/body.py", "try:\n    act()\nexcept Exception:\n    pass"),
    (rules.broad_excepts, "articles/body.py", "try:\n    act()\nexcept:\n    pass"),
    (rules.overridden_save, "media/models.py", "class A:\n    def save(self):\n        act()"),
    (rules.long_modules, "core/text.py", LONG_MODULE),
    (rules.long_functions, "core/text.py", LONG_FUNCTION),
    (rules.missing_docstrings, "core/text.py", "x = 1"),
    (rules.unfinished_notes, "core/text.py", "x = 1  # TODO: mend"),
]
ACCEPTED = [
    (rules.arrows_between_rooms, "articles/editions.py", "from taxonomy.models import Tag"),
    (rules.arrows_between_rooms, "articles/editions.py", "from . import body"),
    (rules.arrows_of_foreign_keys, "articles/models/edition.py", 'ForeignKey("media.Image")'),
    (rules.layers_inside_a_room, "articles/views/story.py", "from articles import editions"),
    (rules.imports_inside_functions, "core/apps.py", "def ready():\n    import x  # app ready"),
    (rules.safe_strings, "core/html.py", "from django.utils.safestring import mark_safe"),
    (rules.built_html, "media/admin.py", 'format_html("<b>{}</b>", name)'),
    (rules.network, "core/http.py", "import http.client"),
    (rules.network, "core/text.py", "from http import HTTPStatus"),
    (rules.network, "core/text.py", "from urllib.parse import urlsplit"),
    (
        rules.visibility_gate,
        "articles/views/lists.py",
        "Edition.objects.live(at).filter(section=1)",
    ),
    (rules.visibility_gate, "articles/views/lists.py", "Edition.objects.for_lists().live(at)"),
    (rules.visibility_gate, "articles/related.py", "article.editions.filter(live_condition(at))"),
    (rules.visibility_gate, "articles/editions.py", "Edition.objects.filter(number=1)"),
    (rules.visibility_gate, "articles/views/story.py", "Article.objects.x()  # past the gate: why"),
    (rules.request_as_keywords, "comments/views.py", "render(request, **context)"),
    (rules.sql_put_together, "articles/search.py", 'cursor.execute("SELECT %s", [name])'),
    (rules.model_signals, "newsroom/invalidation.py", "from x import post_save"),
    (rules.broad_excepts, "core/jobs.py", "try:\n    act()\nexcept Exception:\n    pass"),
    (
        rules.overridden_save,
        "core/models.py",
        "class A:\n    def save(self):\n        raise Refused",
    ),
    (rules.missing_docstrings, "core/__init__.py", ""),
]


def name_of(value):
    return getattr(value, "__name__", None)


@pytest.mark.parametrize("rule", rules.RULES, ids=name_of)
def test_rooms_keep_rule(rule):
    violations = rule(MODULES)

    assert not violations, "\n" + "\n".join(violations)


def neighbours(path):
    """The modules that the snippets import, so that their names resolve."""
    others = {
        "articles/views/__init__.py": "",
        "articles/admin/__init__.py": "",
        "articles/admin/article.py": "",
        "articles/editions.py": "from articles.models import Edition",
        "articles/models/__init__.py": "",
    }
    return [Module(other, source) for other, source in others.items() if other != path]


@pytest.mark.parametrize(("rule", "path", "source"), FOUND, ids=name_of)
def test_rule_violation_found(rule, path, source):
    modules = [Module(path, source), *neighbours(path)]

    assert [line for line in rule(modules) if line.startswith(path)]


@pytest.mark.parametrize(("rule", "path", "source"), ACCEPTED, ids=name_of)
def test_rule_good_code_accepted(rule, path, source):
    modules = [Module(path, source), *neighbours(path)]

    assert [line for line in rule(modules) if line.startswith(path)] == []


def test_rule_models_import_of_capability_found():
    source = "from articles import editions"
    modules = [Module("articles/models/edition.py", source), *neighbours("")]

    assert rules.ground_knows_no_capability(modules) == [
        "articles/models/edition.py:1 articles.models.edition imports articles.editions"
    ]


def test_every_rule_has_a_violation_it_finds():
    proved = {rule for rule, _, _ in FOUND} | {rules.ground_knows_no_capability}

    assert set(rules.RULES) == proved
