"""Annotations mean the same in every Python: since 3.14 they are read after the class body, and see its names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mfa_emulator
import pytest_mfa

HOMES = [Path(home.__file__).parent for home in (mfa_emulator, pytest_mfa)]
MODULES = sorted(module for home in HOMES for module in home.rglob("*.py"))


def own_names(body: list[ast.stmt]) -> set[str]:
    """The names that a class body gives to its fields and methods."""
    fields = {one.target.id for one in body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)}
    return fields | {one.name for one in body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))}


def annotations(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """The annotations that stand in a class body as code, not as text."""
    for one in body:
        if isinstance(one, ast.AnnAssign):
            yield one.annotation
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)):
            given = (*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs)
            yield from (each for each in (one.returns, *(argument.annotation for argument in given)) if each)


def hidden(source: str) -> list[str]:
    """What annotations of classes name although the class has that name for something of its own."""
    module = ast.parse(source)
    if any(isinstance(one, ast.ImportFrom) and one.module == "__future__" for one in module.body):
        return []  # they are texts there, which nothing reads but type checkers
    return [
        f"{kind.name}: {name.id}"
        for kind in ast.walk(module)
        if isinstance(kind, ast.ClassDef)
        for annotation in annotations(kind.body)
        for name in ast.walk(annotation)
        if isinstance(name, ast.Name) and name.id in own_names(kind.body)
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(path.parents[1])))
def test_no_annotation_names_what_its_class_hides(module: Path):
    assert hidden(module.read_text()) == []


def test_one_that_does_is_found():
    source = """
class Passkey:
    causes: dict[str, type[Exception]]
    type: str
"""
    assert hidden(source) == ["Passkey: type"]
