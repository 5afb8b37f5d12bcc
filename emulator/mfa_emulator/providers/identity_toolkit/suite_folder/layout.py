"""Layout of the suite's folder: its metadata, and the files of the Auth emulator in a folder of their own."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.identifiers import TenantId, is_id
from mfa_emulator.providers.identity_toolkit.records import Factor, IdentityProviders
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config
from mfa_emulator.providers.identity_toolkit.types.configuration.tenants import Tenant

T = TypeVar("T")

MARK = "firebase-export-metadata.json"
PATH = "auth_export"
CONFIG = "config.json"
FURTHER = "mfa-emulator.json"
VERSION = "15.28.1"
"""The version of firebase-tools whose form this is."""

_ACCOUNTS = re.compile(r"accounts(?:-(?P<tenant>.+))?\.json")


class _Entry(msgspec.Struct):
    path: str


class _Metadata(msgspec.Struct):
    auth: _Entry | None = None


class Further(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """State that the suite's own files have no place for. Its Auth emulator passes over the file."""

    config: Config | None = None
    """The project's configuration, where it is not that of a new one."""
    tenants: dict[TenantId, Tenant] = {}
    totp: dict[str, dict[str, tuple[Factor, ...]]] = {}
    """TOTP factors by tenant (none: an empty text) and localId."""
    providers: dict[str, IdentityProviders] = {}
    """Configured identity providers by tenant (none: an empty text)."""


def auth_path(files: Mapping[str, bytes]) -> str:
    """The folder of the Auth emulator's files, with a slash; empty where the metadata names none. Raises ValueError."""
    metadata = decoded(files, MARK, _Metadata)
    if metadata is None:
        raise ValueError(f"{MARK}: there is no such file")
    if metadata.auth is None:
        return ""
    path = metadata.auth.path.strip("/") + "/"
    if not any(name.startswith(path) for name in files):
        raise ValueError(f"{MARK}: auth.path is {metadata.auth.path!r}, and no file is there")
    return path


def accounts_files(files: Mapping[str, bytes], path: str) -> list[tuple[str, str]]:
    """The files of accounts with the tenants that they are of, the project's own first. Raises ValueError."""
    found = []
    for name in sorted(files):
        match = _ACCOUNTS.fullmatch(name.removeprefix(path)) if name.startswith(path) else None
        if match is None:
            continue
        tenant = match["tenant"] or ""
        if tenant and not is_id(tenant):
            raise ValueError(f"{name}: {tenant!r} cannot be the id of a tenant")
        found.append((name, tenant))
    return sorted(found, key=lambda file: file[1])


def accounts_file(tenant_id: str) -> str:
    """The name of the file of a tenant's accounts, or of the project's own."""
    return f"accounts-{tenant_id}.json" if tenant_id else "accounts.json"


def decoded(files: Mapping[str, bytes], name: str, kind: type[T]) -> T | None:
    """The content of a file of JSON; None where there is none. Raises ValueError, which names the file."""
    if name not in files:
        return None
    data = files[name]
    if not data.strip():
        raise ValueError(f"{name}: the file is empty")
    try:
        return msgspec.json.decode(data, type=kind)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name}: {error}") from None


def metadata() -> bytes:
    """The metadata of a folder that has nothing but the Auth emulator's files."""
    return written({"version": VERSION, "auth": {"version": VERSION, "path": PATH}})


def merged(before: bytes, new: bytes) -> bytes:
    """The metadata that was there, with what it says of other emulators. Raises ValueError when it cannot be read."""
    known: JsonObject | None = decoded({MARK: before}, MARK, dict[str, Any])
    made: JsonObject = msgspec.json.decode(new)
    return written({**made, **(known or {}), **{name: made[name] for name in ("auth",) if name in made}})


def written(value: object) -> bytes:
    """JSON as people can read it and the suite does."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
