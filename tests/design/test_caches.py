"""Caches of functions are bounded in bytes: what they are asked about is of our own, or a text of bounded length."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import mfa_emulator
import pytest_mfa
from mfa_emulator.core import tokens
from mfa_emulator.core.issued import sealed_values
from mfa_emulator.core.journal import LONGEST_TARGET

ROOT = Path(mfa_emulator.__file__).parent
MODULES = sorted([*ROOT.rglob("*.py"), *Path(pytest_mfa.__file__).parent.rglob("*.py")])

OF_OURS = ("int", "ModuleType", "Callable[..., object]", "FactorType", "ServiceTotp", "tuple[Operation, ...]")
"""Types of which there are few values, and small ones: numbers, parts of the program, records of settings."""

TEXTS = {
    "core/issued/sealed_values.py: _keyed": "a mark has twelve characters",
    "core/journal.py: _masked_target": "a target is cut when it is written into the journal",
    "core/tokens.py: _remembered": "a longer token is read each time",
    "core/tokens.py: self._verify": "a longer token is read each time",
    "core/work/patterns.py: trusted": "a pattern of the project's own",
    "core/work/patterns.py: limited": "a pattern of the settings or a scenario",
    "providers/identity_toolkit/input_formats.py: _pattern": "a pattern of the project's own, or of the settings",
    "serving/tls.py: self._issue": "a host name of a handshake, of 255 characters at most",
}
"""Caches of texts, and why these are bounded. Others go by `core.remembered`, which counts characters."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT if ROOT in path.parents else path.parents[1]))


def is_cache(node: ast.expr) -> bool:
    made_by = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(made_by).split(".")[-1] in ("cache", "lru_cache")


def caches(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The functions of a module that are cached, with the types of their parameters."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.FunctionDef(name=name, decorator_list=decorators) if any(map(is_cache, decorators)):
                given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                yield name, [ast.unparse(one.annotation) if one.annotation else "" for one in given]
            case ast.Call(func=ast.Call() as made, args=[function]) if is_cache(made):
                yield ast.unparse(function), ["str"]


CACHES = [(f"{name_of(path)}: {name}", kinds) for path in MODULES for name, kinds in caches(path)]


def test_there_are_caches_to_be_looked_at():
    assert len(CACHES) > 25
    assert set(TEXTS) <= {name for name, _ in CACHES}, "the list is no longer than it must be"


@pytest.mark.parametrize(("name", "kinds"), CACHES, ids=[name for name, _ in CACHES])
def test_a_cache_is_asked_about_things_of_ours_or_texts_that_are_bounded(name, kinds):
    assert name in TEXTS or all(kind in OF_OURS or kind.startswith("type[") for kind in kinds)


def test_the_bounds_are_those_that_are_told():
    assert sealed_values._MARK == 12
    assert LONGEST_TARGET * 2 * 256 <= 4 * 2**20
    assert tokens._LONGEST * tokens._REMEMBERED <= 2 * 2**20
    assert inspect.getsource(tokens).count("if len(token) <= _LONGEST") == 2
