"""Values of helpers as JSON: arguments on their way in, results on their way out."""

import sys
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from importlib import import_module

import msgspec

from mfa_emulator.core.handles import Helper
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.otp.totp import Totp, totp_of

KIND = "$kind"
"""The member that tells an object of ours from a plain one."""


def written(value: object, handle: Callable[[Helper], str]) -> Json:
    """The value as JSON; `handle` gives the id of an object that stays here. Raises TypeError for any other."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Helper():
            return {KIND: "handle", "id": handle(value), "type": name_of(type(value))}
        case Authenticator(totp=Totp() as totp):
            given: JsonObject = {"secret": totp.secret, "digits": totp.digits, "period": totp.period}
            return {KIND: "authenticator", **given, "algorithm": totp.algorithm, "label": value.label}
        case msgspec.Struct():
            return {KIND: "struct", "type": name_of(type(value)), "value": msgspec.to_builtins(value)}
        case Mapping():
            return {KIND: "object", "value": {str(name): written(item, handle) for name, item in value.items()}}
        case list() | tuple() | set() | frozenset():
            return [written(item, handle) for item in value]
    raise TypeError(f"a value of the type {type(value).__name__} stays in the process of the emulator")


class Reader:
    """Reads what was written elsewhere.

    `held` gives the object of an id and the name of its type, `app` the authenticator of its parameters and label, and
    `type_of` the type of a name.
    """

    def __init__(
        self,
        held: Callable[[str, str], object],
        app: Callable[[Totp, str], object],
        type_of: Callable[[str], type],
    ) -> None:
        self._held = held
        self._app = app
        self._type_of = type_of

    def read(self, value: Json) -> object:
        """The value. Raises ValueError for what was not written so."""
        if isinstance(value, list):
            return [self.read(item) for item in value]
        return self._object(value) if isinstance(value, dict) and KIND in value else value

    def _object(self, value: JsonObject) -> object:
        match value:
            case {"$kind": "handle", "id": str() as given, "type": str() as name}:
                return self._held(given, name)
            case {"$kind": "authenticator", "secret": str() as secret, "label": str() as label}:
                digits, period, algorithm = (value.get(name) for name in ("digits", "period", "algorithm"))
                return self._app(totp_of(secret, digits, period, str(algorithm)), label)
            case {"$kind": "struct", "type": str() as name, "value": dict() as fields}:
                return msgspec.convert(fields, _record(self._type_of(name)))
            case {"$kind": "object", "value": dict() as members}:
                return {name: self.read(item) for name, item in members.items()}
        raise ValueError(f"no value of a helper: {value!s:.200}")


def name_of(kind: type) -> str:
    """The name by which a type is known in another process."""
    return f"{kind.__module__}:{kind.__qualname__}"


def type_of(name: str) -> type:
    """The type of that name, which is looked for among modules that are loaded. Raises ValueError."""
    module, _, path = name.partition(":")
    found: object = sys.modules.get(module)
    for part in path.split("."):
        found = getattr(found, part, None)
    if not isinstance(found, type):
        raise ValueError(f"no type {name!r} is known here: the emulator may be of another version")
    return found


def type_from(packages: Collection[str], name: str) -> type:
    """As `type_of`, but modules of these packages are imported if need be."""
    module = name.partition(":")[0]
    if module.partition(".")[0] in packages:
        import_module(module)
    return type_of(name)


def _record(kind: type) -> type[msgspec.Struct]:
    if not issubclass(kind, msgspec.Struct):
        raise ValueError(f"{kind.__name__} is no record")
    return kind
