"""Docstrings of attributes, which Python does not keep: read from the source, for pages and commands that show them."""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from types import ModuleType


def of_attributes(kind: type) -> dict[str, str]:
    """The docstring below each attribute of a class, by the attribute's name; those of its base classes too.

    Attributes set in ``__init__`` count as well. A class whose source is not at hand has none.
    """
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        module = sys.modules.get(base.__module__)
        node = _class(module, base.__qualname__) if module else None
        if node is not None:
            found.update(_documented(node))
    return found


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each in one line."""
    return [" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n") if part.strip()]


def _class(module: ModuleType, qualified: str) -> ast.ClassDef | None:
    body: list[ast.stmt] = _tree(module).body
    node = None
    for name in qualified.split("."):
        node = next((one for one in body if isinstance(one, ast.ClassDef) and one.name == name), None)
        if node is None:
            return None
        body = node.body
    return node


@lru_cache(maxsize=64)
def _tree(module: ModuleType) -> ast.Module:
    try:
        return ast.parse(inspect.getsource(module))
    except (OSError, TypeError):  # built in, or without its source
        return ast.Module(body=[], type_ignores=[])


def _documented(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    yield from _pairs(node.body)
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__init__":
            yield from _pairs(method.body)


def _pairs(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, following in pairwise(body):
        name = _assigned(statement)
        text = _text(following)
        if name and text is not None:
            yield name, inspect.cleandoc(text)


def _assigned(statement: ast.stmt) -> str:
    """The name that a statement assigns: ``name``, or ``self.name``."""
    target: ast.expr | None = None
    if isinstance(statement, ast.AnnAssign):
        target = statement.target
    elif isinstance(statement, ast.Assign):
        target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


def _text(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        value = statement.value.value
        return value if isinstance(value, str) else None
    return None
