"""Folders that vendors' own tools read and write. What is there is never lost, and others' files stay untouched."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_emulator.cli import files
from mfa_emulator.cli.failure import BadInput

if TYPE_CHECKING:
    from mfa_emulator.core.provider import Folder
    from mfa_emulator.core.providers import Providers


class FilesOf(Mapping[str, bytes]):
    """The files of a folder by their names in it; each is read when somebody asks for it."""

    def __init__(self, path: str) -> None:
        self._root = Path(path)
        found = (file for file in sorted(self._root.rglob("*")) if file.is_file())
        self._names = dict.fromkeys(file.relative_to(self._root).as_posix() for file in found)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        try:
            return (self._root / name).read_bytes()
        except OSError as error:
            raise ValueError(f"{name}: {error.strerror or error}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def folders_of(providers: "Providers") -> "list[Folder]":
    """The forms of folders that there are."""
    return [provider.folder for provider in providers.values() if provider.folder is not None]


def check_writable(path: str, folders: "list[Folder]") -> None:
    """Fail now rather than at the end, when there would be something to lose."""
    target = Path(path)
    there = target if target.exists() else target.resolve().parent
    if not folders or not there.is_dir() or not os.access(there, os.W_OK):
        raise BadInput(f"{path}: no export can be written there")
    for folder in folders:
        mark = target / folder.mark
        if mark.exists():
            _merged(folder, mark, mark.read_bytes())
        elif (target / folder.home).exists():
            raise BadInput(f"{path}: {folder.home} is there, without a {folder.mark} that says it is an export")


def write(path: str, content: Mapping[str, bytes], folders: "list[Folder]") -> None:
    """Write the files. A vendor's own folder takes the place of the one that was there once it is whole."""
    check_writable(path, folders)
    for name in content:
        if name.startswith("/") or ".." in name.replace("\\", "/").split("/"):
            raise BadInput(f"{path}: the export has a file {name!r}, which does not lie in it; nothing is written")
    target = Path(path)
    try:
        target.mkdir(exist_ok=True)
        for folder in folders:
            mark, home = target / folder.mark, f"{folder.home}/"
            merged = _merged(folder, mark, content[folder.mark])
            _replace(target / folder.home, {name: data for name, data in content.items() if name.startswith(home)})
            files.write(str(mark), merged)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or error}; what was there is as it was") from None


def _merged(folder: "Folder", mark: Path, new: bytes) -> bytes:
    """The mark to write, with what the one that is there says of others."""
    if not mark.exists():
        return new
    try:
        return folder.merge(mark.read_bytes(), new)
    except ValueError as error:
        raise BadInput(f"{mark.parent}: {error}; nothing is written there") from None


def _replace(home: Path, content: Mapping[str, bytes]) -> None:
    """Put a new folder in the place of the one that is there."""
    temporary, old = (home.with_name(f".{home.name}.{os.getpid()}.{kind}") for kind in ("new", "old"))
    try:
        for name, data in content.items():
            _write(temporary / name.partition("/")[2], data)
        if home.exists():
            home.rename(old)
        temporary.rename(home)
    finally:
        if not home.exists():
            with suppress(OSError):
                old.rename(home)
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
