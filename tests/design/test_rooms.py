"""The shared rooms know no vendor, and every module is small enough to be read at a sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mfa_emulator
import pytest_mfa
from mfa_emulator.providers import BUILT_IN

EMULATOR = Path(mfa_emulator.__file__).parent
PLUGIN = Path(pytest_mfa.__file__).parent
MODULES = sorted([*EMULATOR.rglob("*.py"), *PLUGIN.rglob("*.py")])
SHARED = [path for path in MODULES if EMULATOR / "providers" not in path.parents and path.parent.name != "sdk"]
LONGEST = 300


def name(path: Path) -> str:
    return str(path.relative_to(EMULATOR.parent if EMULATOR in path.parents else PLUGIN.parent))


def words(tree: ast.AST) -> Iterator[str]:
    """Every name and every text of a module, without the texts that explain it."""
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word) | ast.ImportFrom(module=str(word)):
                yield word
            case ast.FunctionDef(name=word) | ast.ClassDef(name=word) | ast.alias(name=word):
                yield word
            case ast.Constant(value=str(word)) if id(node) not in notes:
                yield word


@pytest.mark.parametrize("path", SHARED, ids=name)
def test_a_shared_room_names_no_vendor(path: Path):
    known = {word.removeprefix("*.") for provider in BUILT_IN for word in (provider.name, *provider.hosts)}
    named = {word for word in words(ast.parse(path.read_text())) if any(vendor in word.lower() for vendor in known)}
    assert not named


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_under_300_lines(path: Path):
    assert len(path.read_text().splitlines()) < LONGEST


@pytest.mark.parametrize("path", [path for path in MODULES if EMULATOR / "core" not in path.parents], ids=name)
def test_time_and_chance_come_from_the_core_alone(path: Path):
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in ([ast.alias(node.module or "")] if isinstance(node, ast.ImportFrom) else node.names)
    }
    assert imported.isdisjoint({"time", "random", "secrets", "uuid"})


def test_a_room_that_names_a_vendor_would_be_noticed():
    source = '"""About toy."""\nfrom a.toy import b\nx = "POST /toy"\ny.toy_state\n'
    assert [word for word in words(ast.parse(source)) if "toy" in word] == ["a.toy", "POST /toy", "toy_state"]
