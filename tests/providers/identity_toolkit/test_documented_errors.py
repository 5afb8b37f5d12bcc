"""Documented errors of the operations: those that the code of their handlers can raise, and no others."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.api import OPERATIONS

PACKAGE = errors.__name__.rpartition(".")[0]

NEVER_ANSWERED = {
    # Turned into another error.
    "create_auth_uri": {"INVALID_EMAIL"},
    # Only an ID token that is there is looked at.
    "sign_in_with_email_link": {"MISSING_ID_TOKEN"},
    "sign_in_with_idp": {"MISSING_ID_TOKEN"},
    "verify_assertion": {"MISSING_ID_TOKEN"},
    "sign_in_with_phone_number": {"MISSING_ID_TOKEN"},
    "sign_in_with_game_center": {"MISSING_ID_TOKEN"},
    "sign_up": {"MISSING_ID_TOKEN"},
    "signup_new_user": {"MISSING_ID_TOKEN"},
    # Words about single rows of an answer with status 200.
    "batch_create": {
        *("CLAIMS_TOO_LARGE", "INVALID_CLAIMS", "FORBIDDEN_CLAIM", "INVALID_EMAIL", "INVALID_PHONE_NUMBER"),
        *("WEAK_PASSWORD", "PASSWORD_DOES_NOT_MEET_REQUIREMENTS"),
    },
    "batch_delete": {"NOT_DISABLED"},
}
NEVER_ANSWERED["upload_account"] = NEVER_ANSWERED["batch_create"]


@cache
def definitions(module: ModuleType) -> dict[str, ast.AST]:
    """The definitions at the top of a module, by name."""
    found: dict[str, ast.AST] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found[name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = node
    return found


def without_types(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, without annotations and the types of `except`."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns") or (name == "type" and isinstance(node, ast.ExceptHandler)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from without_types(child)


def mentioned(module: ModuleType, name: str) -> Iterator[tuple[ModuleType, str]]:
    """The definitions of this vendor, errors among them, that a definition mentions."""
    for node in without_types(definitions(module)[name]):
        match node:
            case ast.Attribute(value=ast.Name(id=left), attr=word) if isinstance(vars(module).get(left), ModuleType):
                owner = vars(module)[left]
            case ast.Name(id=word) if word in definitions(module):
                owner = module
            case ast.Name(id=word):
                owner = sys.modules.get(getattr(vars(module).get(word), "__module__", ""))
            case _:
                continue
        if owner is errors or (owner and owner.__name__.startswith(PACKAGE) and word in definitions(owner)):
            yield owner, word


@cache
def answered(handler: Callable[..., Any]) -> frozenset[str]:
    """The codes of all errors that a handler can reach."""
    waiting, seen = [(sys.modules[handler.__module__], handler.__name__)], set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += () if one[0] is errors else mentioned(*one)
    codes = {getattr(getattr(errors, name), "code", "") for module, name in seen if module is errors}
    return frozenset(codes - {"", "NOT_IMPLEMENTED"} - NEVER_ANSWERED.get(handler.__name__, set()))


BUILT = [
    operation
    for operation in OPERATIONS
    if operation.handler and (operation.published or operation.id.startswith(("accounts.", "securetoken.")))
]


@pytest.mark.parametrize("operation", BUILT, ids=lambda operation: operation.id)
def test_an_operation_names_the_errors_that_its_handler_can_answer(operation):
    codes = answered(operation.handler)
    if operation.id != "securetoken.token" and not hasattr(operation.body, "id_token"):
        codes -= {"TOKEN_EXPIRED"}  # the tenant that is named looks at the ID token, where there can be one
    assert set(operation.errors) == codes


def test_a_handler_of_many_errors_is_read_to_its_ground():
    update = next(operation for operation in BUILT if operation.id == "accounts.update")
    assert {"INVALID_ID_TOKEN", "FEDERATED_USER_ID_ALREADY_LINKED", "TENANT_DISABLED"} <= answered(update.handler)
