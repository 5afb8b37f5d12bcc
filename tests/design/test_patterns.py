"""Patterns that are not written in the code itself are matched with a limit of time, or known to need none."""

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

import mfa_emulator
import pytest_mfa
from mfa_emulator import Emulator

ROOT = Path(mfa_emulator.__file__).parent
MODULES = sorted([*ROOT.rglob("*.py"), *Path(pytest_mfa.__file__).parent.rglob("*.py")])

KNOWN = {
    "core/work/patterns.py": "where the limit is",
    "providers/onelogin/users/filters.py": "translated from a filter whose only wildcard is *: its groups are atomic",
    "providers/identity_toolkit/protojson/fields.py": "the patterns of our own structs",
}
"""Modules that compile what is no text of their own, and why that is safe."""


_USES = {f"re.{verb}" for verb in ("compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer")}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT if ROOT in path.parents else path.parents[1]))


def is_written_here(node: ast.expr) -> bool:
    """Whether a pattern is a text of the module: a constant, or one made of constants by name."""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper() or name.startswith("_")
        case ast.JoinedStr(values=values):
            return all(is_written_here(value) for value in values)
        case ast.FormattedValue(value=value):
            return is_written_here(value) or _is_escaped(value)
        case ast.BinOp(left=left, right=right):
            return is_written_here(left) and is_written_here(right)
    return _is_escaped(node)


def _is_escaped(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("escape", "join")


def compiled_from_elsewhere(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if ast.unparse(node.func) in _USES and not is_written_here(node.args[0]):
            yield f"{node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_pattern_from_elsewhere_has_a_limit(path: Path):
    assert name_of(path) in KNOWN or not list(compiled_from_elsewhere(path))


def test_the_list_is_no_longer_than_it_must_be():
    assert all(list(compiled_from_elsewhere(ROOT / name)) for name in KNOWN)


@pytest.mark.parametrize("pattern", ["*a" * 40 + "c", "*" * 200 + "c", "*a*a*a*a*a*a*a*a*c"])
def test_a_filter_of_onelogin_needs_no_limit(pattern: str):
    emulator = Emulator()
    emulator.onelogin.user(f"{'a' * 200}@example.com")
    headers = {"authorization": f"bearer:{emulator.onelogin.token()}", "host": "x.onelogin.com"}
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
        assert client.get("/api/2/users", params={"email": pattern}, headers=headers).json() == []
