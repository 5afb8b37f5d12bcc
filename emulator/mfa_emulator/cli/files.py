"""Documents in files. What is there is never lost: a new one takes its place only when it is whole."""

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import msgspec

from mfa_emulator.cli import bundled, interrupts, whole_files
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.core.http.json import Json, JsonObject

LIMIT = 1 << 30
"""Bytes of a document: a device may never end."""
_PIECE = 1 << 20


def read(path: str) -> bytes:
    """The content of a file; ``-`` is standard input. Fails when there is none."""
    try:
        with closing(sys.stdin.buffer if path == "-" else open(path, "rb")) as file:
            data = _whole(file)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or error}") from None
    if len(data) > LIMIT:
        raise BadInput(f"{path}: over {LIMIT >> 30} GiB, or without end")
    if not data.strip():
        raise BadInput(f"{path}: the file is empty")
    return data


def _whole(file: BinaryIO) -> bytes:
    """All there is, if it is not over the limit."""
    pieces, size = [], 0
    while size <= LIMIT and (piece := file.read(_PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def read_document(path: str) -> JsonObject:
    """A mapping in JSON, or in strict YAML: there phone numbers and ``012345`` stay texts.

    The name of a bundled seed will do for a path.
    """
    data = read(_seed_path(path))
    document = _json(data, path) if data.lstrip().startswith(b"{") else _yaml(data, path)
    if not isinstance(document, dict):
        raise BadInput(f"{path}: a seed is a mapping of providers to their parts")
    return document


def placed(path: str, where: tuple[str | int, ...]) -> str:
    """The path with the line and the column of a value of the document, where they can be told: ``seed.yaml:4:17``."""
    from mfa_emulator.scenario.positions import LoadError
    from mfa_emulator.scenario.yaml_loader import parse

    if path == "-" or not where:
        return path
    try:
        text = read(_seed_path(path)).decode("utf-8-sig")
        # JSON is YAML too, but for tabs between its parts.
        document = parse(text.replace("\t", " ") if text.lstrip().startswith("{") else text, path)
    except (BadInput, LoadError, UnicodeDecodeError):
        return path
    return str(document.at(where))


def _seed_path(path: str) -> str:
    """The path itself, or that of the bundled seed of this name."""
    return path if path == "-" else str(bundled.path_of(path, "seeds", ".yaml"))


@interrupts.raised()
def write(path: str, data: bytes) -> None:
    """Put the data in the file, or leave the file as it was."""
    try:
        if _is_device(path):
            Path(path).write_bytes(data)
        else:
            whole_files.write(Path(path).resolve(), data)  # what a symbolic link points to, not the link, is replaced
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or error}; what was there is as it was") from None


def check_writable(path: str) -> None:
    """Refuse a path that cannot be written, before there is anything to lose. Raises BadInput."""
    written = path if _is_device(path) else Path(path).resolve().parent
    if Path(path).is_dir() or not os.access(written, os.W_OK):
        raise BadInput(f"{path}: no file can be written there")


def is_document(path: str) -> bool:
    """Whether what is written there is a document of ours: a file by its name, or a device or pipe that is there."""
    return path.endswith(".json") or Path(path).is_file() or _is_device(path)


def _is_device(path: str) -> bool:
    """True for a device or a pipe, ``/dev/null`` for one: written to, and never replaced by a file."""
    target = Path(path)
    return target.exists() and not target.is_file() and not target.is_dir()


def _json(data: bytes, path: str) -> Json:
    try:
        document: Json = msgspec.json.decode(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path}: {error}") from None
    return document


def _yaml(data: bytes, path: str) -> Json:
    from mfa_emulator.scenario.positions import LoadError
    from mfa_emulator.scenario.yaml_loader import parse

    try:
        return parse(data.decode("utf-8-sig"), path).data
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not UTF-8: byte {error.start}") from None
    except LoadError as error:
        raise BadInput(str(error)) from None
