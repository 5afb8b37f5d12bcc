"""The folders in which vendors' own tools keep state: those that a world can read, and all that it writes."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mfa_emulator.core.store.slices import Work

if TYPE_CHECKING:
    from mfa_emulator.core.provider import Folder
    from mfa_emulator.core.world import World


def fitting(world: "World", files: Mapping[str, bytes]) -> "list[Folder]":
    """The forms that these files have. Raises ValueError when they have none."""
    found = [folder for folder in _folders(world) if folder.mark in files]
    if not found:
        marks = ", ".join(folder.mark for folder in _folders(world)) or "such form"
        raise ValueError(f"no folder that an export wrote: there is no {marks}")
    return found


def writing(world: "World") -> Work[dict[str, list[bytes]]]:
    """The work of writing the world in all forms: files in pieces, by their names."""
    files: dict[str, list[bytes]] = {}
    for folder in _folders(world):
        files |= yield from folder.write(world)
    return files


def _folders(world: "World") -> "Iterator[Folder]":
    return (provider.folder for provider in world.providers.values() if provider.folder is not None)
