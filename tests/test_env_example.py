"""The example environment names every variable that settings.py reads, and nothing else."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
# Says where the file itself lies, so it cannot stand in it.
NOT_IN_THE_FILE = {"ENV_FILE"}
ASSIGNMENT = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$")


def read_variables(source: str) -> set[str]:
    """The names a settings module reads: env("NAME"), env.bool("NAME", ...)."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        callee = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        name = node.args[0]
        reads = isinstance(callee, ast.Name) and callee.id == "env"
        if reads and isinstance(name, ast.Constant) and isinstance(name.value, str):
            found.add(name.value)
    return found


def example_entries(text: str) -> dict[str, str]:
    """Name -> the sentence above it."""
    entries: dict[str, str] = {}
    sentence: list[str] = []
    for line in text.splitlines():
        if match := ASSIGNMENT.match(line):
            entries[match[1]] = " ".join(sentence)
            sentence = []
        elif line.startswith("# ") and not line.startswith("# ---"):
            sentence.append(line.removeprefix("# "))
        else:
            sentence = []
    return entries


SETTINGS = read_variables((ROOT / "newsroom" / "settings.py").read_text(encoding="utf-8"))


def test_read_variables_every_form_found():
    source = 'a = env("ONE")\nb = env.bool("TWO", True)\nc = other.str("THREE")\n'

    assert read_variables(source) == {"ONE", "TWO"}


def test_env_example_names_what_settings_read():
    assert set(example_entries(EXAMPLE)) == SETTINGS - NOT_IN_THE_FILE


@pytest.mark.parametrize(("name", "sentence"), sorted(example_entries(EXAMPLE).items()))
def test_env_example_entry_is_explained(name, sentence):
    assert re.search(r"[^ ]\.( |$)", sentence), f"{name} has no sentence above it"
