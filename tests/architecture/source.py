"""Reads the rooms' source: files, imports, names, chains of calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# A room may import the rooms of a lower level; two rooms of one level do not know each other.
LEVELS = {
    "core": 0,
    "media": 1,
    "taxonomy": 2,
    "literature": 2,
    "articles": 3,
    "comments": 4,
    "newsroom": 5,
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of a room: its path from the project's root, and its text."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def lines(self) -> list[str]:
        return self.source.splitlines()

    @cached_property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        return self.path.split("/", maxsplit=1)[0]

    def at(self, node: ast.AST, sentence: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)} {sentence}"

    def text_of(self, node: ast.AST) -> str:
        return "\n".join(self.lines[node.lineno - 1 : node.end_lineno])

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> list[tuple[ast.stmt, str]]:
        """Each import with the full dotted name it asks for, relative ones resolved."""
        package = self.name if self.path.endswith("__init__.py") else self.name.rpartition(".")[0]
        found: list[tuple[ast.stmt, str]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                    base = ".".join([*parents, base]).strip(".")
                found += [(node, f"{base}.{alias.name}") for alias in node.names]
        return found


def project_modules(root: Path = ROOT) -> list[Module]:
    """Every module of every room, without the generated migrations."""
    files = (file for room in LEVELS for file in sorted((root / room).rglob("*.py")))
    return [
        Module(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
        for file in files
        if "migrations" not in file.parts
    ]


def module_of(target: str, known: dict[str, Module]) -> str | None:
    """The project module a dotted name stands for: articles.models.Edition -> articles.models."""
    while target and target not in known:
        target = target.rpartition(".")[0]
    return target or None


def last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def constant(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def names(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Every name that is used, imported or defined."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node, last_name(node)
        elif isinstance(node, ast.FunctionDef):
            yield node, node.name
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield from ((node, alias.name) for alias in node.names)


@dataclass(frozen=True)
class Chain:
    """Attributes and calls one after another: a.b(x).c(y) has the names a, b, c."""

    node: ast.expr
    names: tuple[str, ...]
    arguments: tuple[ast.expr, ...]

    @property
    def dotted(self) -> str:
        return ".".join(self.names)


def chains(node: ast.AST) -> Iterator[Chain]:
    """The longest chains; what stands in their arguments is looked at by itself."""
    if isinstance(node, ast.Call | ast.Attribute):
        found, inner = chain_from(node)
        yield found
    else:
        inner = list(ast.iter_child_nodes(node))
    for part in inner:
        yield from chains(part)


def chain_from(outermost: ast.expr) -> tuple[Chain, list[ast.AST]]:
    """The chain, and the parts that are to be looked at by themselves."""
    parts: list[str] = []
    arguments: list[ast.expr] = []
    node = outermost
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Call):
            arguments = [*node.args, *(keyword.value for keyword in node.keywords), *arguments]
            node = node.func
        else:
            parts.insert(0, node.attr)
            node = node.value
    if isinstance(node, ast.Name):
        parts.insert(0, node.id)
    return Chain(outermost, tuple(parts) or ("",), tuple(arguments)), [node, *arguments]
