"""The published operations of all vendors: what is built, the fields that they take, the errors they document."""

import msgspec
from msgspec import inspect

from mfa_emulator.control.context import Call
from mfa_emulator.core.descriptions.type_words import words
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.pages import in_turns
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider, check_name


class Of(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The operations of one provider; of all of them unless given."""

    provider: str | None = None


async def find(call: Call[Of]) -> JsonObject:
    """All operations, in the order of their vendors' tables."""
    name, providers = call.body.provider, call.world.providers
    if name is not None:
        check_name(name, providers)
    await call.state.load(*([] if name is None else [name]))
    chosen = providers.values() if name is None else [providers[name]]
    rows = ((provider, row) for provider in chosen for row in provider.operations)
    return {"operations": [_view(provider, row) async for provider, row in in_turns(rows, each=10)]}


def _view(provider: Provider, operation: Operation) -> JsonObject:
    method, path = operation.route.split(" ")
    return {
        "provider": provider.name,
        "id": operation.id,
        "method": method,
        "path": path,
        "built": operation.built,
        "missing": operation.partly,
        "published": operation.published,
        "fields": _fields(operation),
        "errors": list(operation.errors),
    }


def _fields(operation: Operation) -> JsonObject:
    """The names of the request's fields as they are written on the wire, with the values that they take."""
    kind = operation.body if operation.handler is not None else None
    if kind is None:
        return {}
    return {field.encode_name: words(inspect.type_info(field.type)) for field in msgspec.structs.fields(kind)}


OPERATIONS = (Operation("operations.list", "GET /_mfa/v1/operations", find),)
