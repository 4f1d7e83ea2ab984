"""The rules of docs/architecture.md as functions: modules in, sentences about violations out."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from tests.architecture.source import (
    LEVELS,
    Chain,
    Module,
    chains,
    constant,
    last_name,
    module_of,
    names,
)

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
SHAPES = {"forms", "feeds", "sitemaps", "structured_data", "exports", "search"}
DOORS = {"views", "admin", "jobs", "receivers", "management", "templatetags", "urls", "checks"}
# The jobs of core are the queue itself, which every room may use.
NO_DOORS = {"core.jobs", "core.checks"}
STORIES = re.compile(
    r"\b(Article|Edition)\.(objects|_default_manager|_base_manager)\b|\.(editions|edition_set)\."
)
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
CHANNELS = (
    "views",
    "feeds",
    "sitemaps",
    "search",
    "related",
    "structured_data",
    "front",
    "catalogue",
    "cards",
    "reading",
    "plates",
    "call_numbers",
)
NETWORK = {"requests", "httpx", "urllib.request", "urllib3", "http.client", "socket", "smtplib"}
MODEL_SIGNALS = {"pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete"}


# --- Arrows and layers --------------------------------------------------------------------------


def arrows_between_rooms(modules: list[Module]) -> list[str]:
    """Imports run newsroom -> comments -> articles -> taxonomy | literature -> media -> core."""
    return [
        module.at(node, f"{module.room} imports {target}")
        for module in modules
        for node, target in module.imports()
        if points_up(module.room, target.split(".", maxsplit=1)[0])
    ]


def points_up(room: str, other: str) -> bool:
    if other == "tests":
        return True
    return other in LEVELS and other != room and LEVELS[other] >= LEVELS[room]


def arrows_of_foreign_keys(modules: list[Module]) -> list[str]:
    """Relations of models run the same way as imports."""
    found = []
    for module in modules:
        for node in module.nodes(ast.Call):
            name = last_name(node.func)
            if name not in {"ForeignKey", "OneToOneField", "ManyToManyField"} or not node.args:
                continue
            target = constant(node.args[0])
            if "." in target and points_up(module.room, target.split(".")[0]):
                found.append(module.at(node, f"{module.room} has a relation to {target}"))
    return found


def is_ground(name: str) -> bool:
    return word_of(name) in {"models", "permissions"}


def ground_knows_no_capability(modules: list[Module]) -> list[str]:
    """Models and permissions import each other, and modules that reach no model themselves."""
    known = {module.name: module for module in modules}
    graph = {
        module.name: {module_of(target, known) for _, target in module.imports()} - {None}
        for module in modules
    }

    def reaches_ground(name: str, seen: set[str]) -> bool:
        seen.add(name)
        return is_ground(name) or any(reaches_ground(target, seen) for target in graph[name] - seen)

    return [
        module.at(node, f"{module.name} imports {target}")
        for module in modules
        if is_ground(module.name)
        for node, target in module.imports()
        if (name := module_of(target, known)) and not is_ground(name)
        if reaches_ground(name, set())
    ]


def layers_inside_a_room(modules: list[Module]) -> list[str]:
    """Lower layers do not import higher ones: capabilities, shapes, doors."""
    known = {module.name: module for module in modules}
    found = []
    for module in modules:
        if module.name.endswith(".apps") or module.room == "newsroom":
            continue
        for node, target in module.imports():
            name = module_of(target, known)
            if name and layer(name) > layer(module.name):
                found.append(module.at(node, f"imports {target}, which lies in a higher layer"))
    return found


def imports_inside_functions(modules: list[Module]) -> list[str]:
    """Imports stand at the top, but for those marked `slow import` or `app ready`."""
    return [
        module.at(node, "an import inside a function")
        for module in modules
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        if not re.search("#.*(slow import|app ready)", module.lines[node.lineno - 1])
    ]


def word_of(name: str) -> str:
    """The part after the room: views of articles.views.story."""
    return name.split(".")[1] if "." in name else ""


def layer(name: str) -> int:
    """1 models, pure and capability modules, 2 shapes, 3 doors."""
    word = word_of(name)
    if name not in NO_DOORS and word in DOORS:
        return 3
    return 2 if word in SHAPES else 1


# --- Doors to the browser, the network, the database --------------------------------------------


def safe_strings(modules: list[Module]) -> list[str]:
    """Only core/html.py vouches for HTML."""
    words = {"mark_safe", "SafeString", "SafeText", "SafeData", "html_safe", "__html__"}
    return [
        module.at(node, f"uses {name}")
        for module in modules
        if module.path != "core/html.py"
        for node, name in names(module)
        if name in words
    ]


def built_html(modules: list[Module]) -> list[str]:
    """format_html gets its template as it stands in the code."""
    return [
        module.at(node, "format_html with a template put together")
        for module in modules
        for node in module.nodes(ast.Call)
        if last_name(node.func) == "format_html" and node.args
        if isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Name)
        or (isinstance(node.args[0], ast.Call) and last_name(node.args[0].func) == "format")
    ]


def network(modules: list[Module]) -> list[str]:
    """Only core/http.py talks to other machines."""
    return [
        module.at(node, f"imports {target}")
        for module in modules
        if module.path != "core/http.py"
        for node, target in module.imports()
        if any(target == name or target.startswith(f"{name}.") for name in NETWORK)
    ]


def visibility_gate(modules: list[Module]) -> list[str]:
    """What readers get of stories begins at articles/visibility.py.

    A line that shows readers nothing says why: `# past the gate: ...`.
    """
    return [
        module.at(chain.node, f"stories past the gate: {chain.dotted}")
        for module in modules
        if word_of(module.name) in CHANNELS and module.room != "core"
        for chain in chains(module.tree)
        if shows_stories(chain) and not is_gated(chain)
        if "# past the gate: " not in module.text_of(chain.node)
    ]


def shows_stories(chain: Chain) -> bool:
    if chain.names[-1] in SHORTCUTS and chain.arguments:
        return last_name(chain.arguments[0]) in {"Article", "Edition"}
    return bool(STORIES.search(chain.dotted))


def is_gated(chain: Chain) -> bool:
    through = any("live_condition(" in ast.unparse(part) for part in chain.arguments)
    return through or bool({"live", "visible_to", "none"} & set(chain.names))


def request_as_keywords(modules: list[Module]) -> list[str]:
    """What a browser sent never becomes the keywords of a call."""
    return [
        module.at(node, f"**{ast.unparse(keyword.value)}")
        for module in modules
        for node in module.nodes(ast.Call)
        for keyword in node.keywords
        if keyword.arg is None
        if re.search(r"\.(GET|POST|COOKIES|FILES|headers|META)\b", ast.unparse(keyword.value))
    ]


def sql_put_together(modules: list[Module]) -> list[str]:
    """SQL is a constant with parameters."""
    found = []
    for module in modules:
        for node in module.nodes(ast.Call):
            name = last_name(node.func)
            if name == "extra" and isinstance(node.func, ast.Attribute):
                found.append(module.at(node, "uses .extra()"))
            if name in {"execute", "executemany", "raw", "RawSQL"} and node.args:
                built = [
                    part
                    for part in ast.walk(node.args[0])
                    if isinstance(part, ast.FormattedValue | ast.BinOp)
                    or (isinstance(part, ast.Call) and last_name(part.func) == "format")
                ]
                if built:
                    found.append(module.at(node, "SQL is put together from parts"))
    return found


def csrf_switched_off(modules: list[Module]) -> list[str]:
    """Every form is protected against forged requests; readers' forms by comments/origin.py."""
    return [
        module.at(node, "uses csrf_exempt")
        for module in modules
        if module.path != "comments/origin.py"
        for node, name in names(module)
        if name == "csrf_exempt"
    ]


# --- Effects ------------------------------------------------------------------------------------


def model_signals(modules: list[Module]) -> list[str]:
    """Only newsroom/invalidation.py listens to what models announce."""
    return [
        module.at(node, f"listens to {name}")
        for module in modules
        if module.path != "newsroom/invalidation.py"
        for node, name in names(module)
        if name in MODEL_SIGNALS | {"m2m_changed"}
    ]


def broad_excepts(modules: list[Module]) -> list[str]:
    """Only the job runner and the import loop outlive any error."""
    allowed = {"core/jobs.py", "newsroom/wordpress/importing.py"}
    return [
        module.at(node, "catches every exception")
        for module in modules
        if module.path not in allowed
        for node in module.nodes(ast.ExceptHandler)
        if node.type is None or last_name(node.type) in {"Exception", "BaseException"}
    ]


def overridden_save(modules: list[Module]) -> list[str]:
    """A model overrides save() and delete() only to refuse."""
    return [
        module.at(node, f"overrides {node.name}() without refusing")
        for module in modules
        if word_of(module.name) == "models"
        for node in module.functions()
        if node.name in {"save", "delete"}
        if not any(isinstance(part, ast.Raise) for part in ast.walk(node))
    ]


# --- Size ---------------------------------------------------------------------------------------


def long_modules(modules: list[Module]) -> list[str]:
    return [
        f"{module.path} has {len(module.lines)} lines, more than {LONGEST_MODULE}"
        for module in modules
        if len(module.lines) > LONGEST_MODULE
    ]


def long_functions(modules: list[Module]) -> list[str]:
    return [
        module.at(node, f"{node.name} has {length} lines, more than {LONGEST_FUNCTION}")
        for module in modules
        for node in module.functions()
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def missing_docstrings(modules: list[Module]) -> list[str]:
    """A module says in a sentence what it knows."""
    return [
        f"{module.path} does not say what it knows"
        for module in modules
        if module.source.strip() and not ast.get_docstring(module.tree)
    ]


def unfinished_notes(modules: list[Module]) -> list[str]:
    return [
        f"{module.path}:{number} {line.strip()}"
        for module in modules
        for number, line in enumerate(module.lines, start=1)
        if re.search(r"#.*\b(TODO|FIXME|XXX|HACK)\b", line)
    ]


RULES: list[Callable[[list[Module]], list[str]]] = [
    arrows_between_rooms,
    arrows_of_foreign_keys,
    ground_knows_no_capability,
    layers_inside_a_room,
    imports_inside_functions,
    safe_strings,
    built_html,
    network,
    visibility_gate,
    request_as_keywords,
    sql_put_together,
    csrf_switched_off,
    model_signals,
    broad_excepts,
    overridden_save,
    long_modules,
    long_functions,
    missing_docstrings,
    unfinished_notes,
]
