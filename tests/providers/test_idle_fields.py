"""Every field of a request to Twilio or OneLogin has its effect, or is told to have none."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from msgspec import inspect

from mfa_emulator.core.provider import Provider
from mfa_emulator.providers.onelogin.provider import PROVIDER as ONELOGIN
from mfa_emulator.providers.twilio_verify.provider import PROVIDER as TWILIO
from mfa_emulator.providers.twilio_verify.records import ServiceRecord
from mfa_emulator.providers.twilio_verify.types.services import UpdateServiceParams

WHOLE = {"label": "FetchChallenge", "value": "FetchChallenge", "role_id": "get_user"}
"""Fields that are kept with the whole that they are in, and the read that shows it."""
BOTH = pytest.mark.parametrize("vendor", [TWILIO, ONELOGIN], ids=["twilio_verify", "onelogin"])


def structs_in(kind: inspect.Type) -> Iterator[type[msgspec.Struct]]:
    """The structs that a type is made of."""
    match kind:
        case inspect.StructType(cls=struct, fields=fields):
            yield struct
            for one in fields:
                yield from structs_in(one.type)
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner) | inspect.ListType(item_type=inner):
            yield from structs_in(inner)
        case inspect.UnionType(types=kinds):
            for one in kinds:
                yield from structs_in(one)


def fields_of(struct: type[msgspec.Struct]) -> set[str]:
    found = set()
    for one in structs_in(inspect.type_info(struct)):
        found |= set(one.__struct_fields__)
    return found


def fields_of_requests(vendor: Provider) -> set[str]:
    """The fields of all bodies, but of services: those are kept in records, which a test of their own looks at."""
    found = set()
    for operation in vendor.operations:
        if operation.body is not None:
            found |= fields_of(operation.body)
    return found - set(UpdateServiceParams.__struct_fields__)


def read_by_code(vendor: Provider, but: tuple[str, ...] = ()) -> set[str]:
    """Every attribute that the vendor's code reads, other than to tell that it has no effect."""
    folder = Path(str(files(f"mfa_emulator.providers.{vendor.name}")))
    modules = (file for file in folder.rglob("*.py") if not {"types", *but} & set(file.relative_to(folder).parts))
    nodes = [
        node for file in modules if not file.name.startswith("idle_") for node in ast.walk(ast.parse(file.read_text()))
    ]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)}


@BOTH
def test_a_field_that_no_code_reads_is_told_to_have_no_effect(vendor):
    unread = fields_of_requests(vendor) - read_by_code(vendor)
    told = {name.rpartition(".")[2] for name in (*vendor.without_effect, *vendor.passed_over)}
    assert unread - told - WHOLE.keys() == set()


def test_a_setting_of_a_service_that_no_code_reads_is_told_to_have_no_effect():
    unread = fields_of(ServiceRecord) - read_by_code(TWILIO, but=("services",))
    assert unread - TWILIO.without_effect.keys() == set()


@BOTH
def test_what_is_told_to_have_no_effect_is_there_and_has_none(vendor):
    told = {name.rpartition(".")[2] for name in (*vendor.without_effect, *vendor.passed_over)}
    names = fields_of_requests(vendor) | set(UpdateServiceParams.__struct_fields__)
    published = {name.replace("_", "").lower() for name in names} | {"ip", "useragent"}  # keys of a free object
    assert {name.replace("_", "").lower() for name in told} <= published
