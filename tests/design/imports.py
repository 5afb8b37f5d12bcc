"""Imports of the product's modules at run time, lazy ones too, read from their source."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import mfa_emulator
import pytest_mfa
from mfa_emulator.core import providers
from mfa_emulator.providers import BUILT_IN

LOADER = providers.__name__
PACKAGES = (mfa_emulator, pytest_mfa)


def module_of(path: Path, root: Path) -> str:
    """The dotted name of a file below a source root."""
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    """Every module by its dotted name."""
    homes = [Path(str(package.__file__)).parent for package in PACKAGES]
    return {module_of(path, home.parent): path for home in homes for path in sorted(home.rglob("*.py"))}


@cache
def graph() -> dict[str, frozenset[str]]:
    """Each module with those that it imports at run time, in functions and by texts too."""
    return {name: frozenset(imported(name, path.read_text(), modules())) - {name} for name, path in modules().items()}


def graph_with_vendors() -> dict[str, frozenset[str]]:
    """The same with the one import whose name comes from elsewhere: the loader finds it in a vendor's front."""
    return graph() | {LOADER: graph()[LOADER] | {front.module for front in BUILT_IN}}


def imported(name: str, source: str, known: Iterable[str]) -> Iterator[str]:
    """The known modules that a module's source imports; what only type checkers see is left out."""
    tree = ast.parse(source)
    seen = {id(node) for hidden in _for_types_alone(tree) for node in ast.walk(hidden)}
    nodes = [node for node in ast.walk(tree) if id(node) not in seen]
    by_text = any(isinstance(node, ast.Name) and node.id == "import_module" for node in nodes)
    for node in nodes:
        for candidates in _candidates(node, name, by_text):
            yield from [candidate for candidate in candidates if candidate in known][:1]


def _for_types_alone(tree: ast.AST) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from node.body


def _candidates(node: ast.AST, name: str, by_text: bool) -> Iterator[tuple[str, ...]]:
    """Names of modules that a node may mean, the most exact first."""
    match node:
        case ast.Import(names=names):
            yield from ((alias.name,) for alias in names)
        case ast.ImportFrom(module=str(module), names=names):
            yield from ((f"{module}.{alias.name}", module) for alias in names)
        case ast.Constant(value=str(text)) if by_text:
            yield (text, f"{name}.{text}")


def circles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The groups of nodes that need each other, by Tarjan's algorithm."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node: str) -> None:
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in sorted(edges.get(node, ())):
            if other not in number:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], number[other])
        if low[node] == number[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(edges):
        if node not in number:
            visit(node)
    return found
