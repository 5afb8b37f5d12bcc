"""Descriptions that vendors publish: which there are, where they are found, and the differences that are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from mfa_emulator.contract.descriptions import discovery, openapi, python_client
from mfa_emulator.contract.descriptions.described import Described, NotReadable
from mfa_emulator.contract.finding import Allowed
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.provider import Provider

Format: TypeAlias = Literal["discovery", "openapi", "python-client"]
SDK_TESTED = "sdk_tested.json"
"""The file beside `published.yaml` that lists what SDKs call."""
_LARGEST = 64 << 20


class Description(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A description, and the package that carries it."""

    format: Format
    file: str
    """The path inside the package: of a file, or of a client's own folder; the last name is its usual one."""
    python: str = ""
    """The Python package by its name in imports."""
    npm: str = ""
    """The npm package, looked for in `node_modules` of the working folder and those around it."""
    install: str
    """The words that install the package."""


class Undo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The call that removes what another one made."""

    made: str
    by: str
    fields: dict[str, str]
    """Fields of the removing call, each by its place in the other one: `request.Sid`, `answer.id`."""


class Live(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The vendor's own servers, for scenarios that run there."""

    origin: str
    """The URL, with `${VARIABLE}` where an account has a host of its own."""
    variables: dict[str, str]
    """Environment variables that must be set, with their meanings."""
    account: str
    """The variable whose value is the account's name, or verb and path of a call that tells it."""
    account_field: str = ""
    """The field of that call's answer."""
    undo: list[Undo] = msgspec.field(default_factory=list)


class Published(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A vendor's file `published.yaml`."""

    descriptions: list[Description]
    answers: Literal["typed", "played"] = "typed"
    """`played`: the types of handlers say nothing of the wire, so that the answers to bundled scenarios stand for them.
    """
    differences: list[Allowed] = msgspec.field(default_factory=list)
    live: Live | None = None


@dataclass(frozen=True)
class Source:
    """A description that was found: the operations in it, and its name for people."""

    name: str
    operations: dict[str, Described]


def of(provider: Provider) -> Published:
    """A vendor's file; for a vendor without one there is nothing in it. Raises ValueError."""
    if provider.published is None:
        return Published(descriptions=[])
    return msgspec.convert(_yaml(provider.published), Published)


def sdk_tested(provider: Provider) -> dict[str, list[str]]:
    """Operations that the vendor's own SDKs call in the emulator's tests, by the SDK; tests write the file."""
    file = provider.published.with_name(SDK_TESTED) if provider.published else None
    if file is None or not file.exists():
        return {}
    return msgspec.convert(_yaml(file), dict[str, list[str]])


def allowed_in(file: Path) -> list[Allowed]:
    """The rows of an allow file, which is a list. Raises ValueError."""
    try:
        return msgspec.convert(_yaml(file), list[Allowed])
    except ValueError as error:
        raise NotReadable(f"{file}: {error}") from None


def found(description: Description, folder: Path) -> Path | None:
    """The place of a description in the packages that are installed here; None where there is none."""
    if description.python:
        spec = find_spec(description.python)
        places = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
        return next((place / description.file for place in places if (place / description.file).exists()), None)
    around = (folder, *folder.parents)
    return next((path for path in (_in_modules(one, description) for one in around) if path.exists()), None)


def _in_modules(folder: Path, description: Description) -> Path:
    return folder / "node_modules" / description.npm / description.file


def read(path: Path, form: Format | None = None) -> Source:
    """The description at a path, whose form is guessed unless it is given. Raises NotReadable."""
    name = f"{path.parent.name}/{path.name}"
    try:
        operations = list(_operations(path, form))
    except (KeyError, TypeError) as error:
        raise NotReadable(f"{path}: {error!r}") from None
    except NotReadable as error:
        raise NotReadable(f"{path}: {error}") from None
    if not operations:
        raise NotReadable(f"{path}: there is no operation in it")
    return Source(name, {one.id: one for one in operations})


def _operations(path: Path, form: Format | None) -> Iterator[Described]:
    if form == "python-client" or (form is None and path.is_dir()):
        return python_client.read(path)
    document = _yaml(path)
    is_discovery = isinstance(document, dict) and document.get("kind") == "discovery#restDescription"
    if form == "discovery" or (form is None and is_discovery):
        return discovery.read(document)
    return openapi.read(document)


def _yaml(path: Path) -> Json:
    """The document of a file, JSON or YAML. Raises NotReadable, which does not name the file."""
    try:
        if path.stat().st_size > _LARGEST:
            raise NotReadable(f"it is over {_LARGEST >> 20} MiB")
        data = path.read_bytes()
        value: Json = msgspec.json.decode(data) if path.suffix == ".json" else msgspec.yaml.decode(data)
    except (OSError, ValueError, RecursionError) as error:
        raise NotReadable(str(error.strerror if isinstance(error, OSError) else error)) from None
    return value
