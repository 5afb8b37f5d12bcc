"""The shared rooms know no vendor, neither its name nor its fields."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

import mfa_emulator
import pytest_mfa
from mfa_emulator.core.http.deliveries import Delivery
from mfa_emulator.core.message import Message
from mfa_emulator.core.provider import Challenge
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN

EMULATOR = Path(mfa_emulator.__file__).parent
PLUGIN = Path(pytest_mfa.__file__).parent
MODULES = sorted([*EMULATOR.rglob("*.py"), *PLUGIN.rglob("*.py")])
SHARED = [path for path in MODULES if EMULATOR / "providers" not in path.parents and path.parent.name != "sdk"]


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


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text of a module that may name a field: the others hold blanks, and are for people."""
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in notes and not re.search(r"\s", text):
                yield text


def structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs in a type, those in their fields not included."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for part in get_args(kind):
        yield from structs(part)


def fields_of(*kinds: Any) -> set[str]:
    """The names of the fields of all structs in these types, at any depth."""
    waiting, seen = [found for kind in kinds for found in structs(kind)], set[type[msgspec.Struct]]()
    while waiting:
        kind = waiting.pop()
        if kind not in seen:
            seen.add(kind)
            waiting += [found for field in msgspec.structs.fields(kind) for found in structs(field.type)]
    return {field.encode_name for kind in seen for field in msgspec.structs.fields(kind)}


@cache
def vendors_fields() -> set[str]:
    """The fields of all requests and answers whose names tell of their vendor: two words or more, and none of ours.

    A single word (``secret``, ``status``) is anybody's.
    """
    operations = [operation for front in BUILT_IN for operation in load(front).operations if operation.handler]
    named = fields_of(*[kind for one in operations for kind in (one.body, one.answer)])
    ours = fields_of(Message, Challenge, Delivery)
    totp = {field for front in BUILT_IN for field in load(front).totp_names}
    return {field for field in named | totp if re.search("[a-z][A-Z]|[a-z]_[a-z]", field)} - ours


@pytest.mark.parametrize("path", SHARED, ids=name)
def test_a_shared_room_names_no_field_of_a_vendor(path: Path):
    named = {word for text in texts(ast.parse(path.read_text())) for word in re.findall(r"\w+", text)}
    assert not named & vendors_fields()


def test_a_room_that_names_a_field_would_be_noticed():
    source = (
        'def f(x):\n    """sharedSecretKey"""\n    return x["info.sharedSecretKey"], "a sharedSecretKey", "secret"\n'
    )
    assert set(texts(ast.parse(source))) == {"info.sharedSecretKey", "secret"}
    assert {"sharedSecretKey", "mfaPendingCredential", "state_token", "factor_sid"} <= vendors_fields()
    assert not {"secret", "code", "status", "created_at"} & vendors_fields()


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
