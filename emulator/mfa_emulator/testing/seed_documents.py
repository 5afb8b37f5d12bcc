"""Seed documents as tests give them: a file beside the test, a bundled one by its name, or the document itself."""

import os
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, TypeAlias

from mfa_emulator.core.descriptions.misfit_words import Unfit
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.world import World
from mfa_emulator.providers import installed
from mfa_emulator.scenario.positions import LoadError
from mfa_emulator.scenario.yaml_loader import parse

Seed: TypeAlias = Mapping[str, object] | str | os.PathLike[str]
"""A document, the path of one, or the name of a bundled one."""

BUNDLED = "mfa_fixtures"
ENDING = ".yaml"


class SeedDocument(NamedTuple):
    """A document, and the way to the places of its values."""

    data: JsonObject
    place: Callable[[tuple[str | int, ...]], str]
    """Path of a value -> ``users.yaml:4:17``; empty for a document that is in no file."""

    def placed(self, error: Exception, path: tuple[str | int, ...]) -> ValueError:
        """An error about a value of the document, which begins with its place."""
        place = self.place(path)
        return ValueError(f"{place}: {error}" if place else str(error))


def read(given: object, folder: Path) -> SeedDocument:
    """The document: itself, or that of a file in `folder`, or of a bundled seed by its name.

    Raises ValueError, with the file, line and column, for a file that is none.
    """
    if isinstance(given, Mapping):
        return SeedDocument({str(name): part for name, part in given.items()}, lambda path: "")
    if not isinstance(given, str | os.PathLike):
        raise ValueError(f"a seed is a document, the path of one or the name of a bundled one, not {given!r:.100}")
    found = _file(os.fspath(given), folder)
    return _read(found, str(found.relative_to(folder)) if found.is_relative_to(folder) else str(found))


def _file(given: str, folder: Path) -> Path:
    path = folder / given
    if path.is_file():
        return path
    bundled = dict(_bundled())
    if given in bundled:
        return bundled[given]
    raise ValueError(f"{unknown('seed', given, bundled)}; nor is there such a file in {folder}")


def _bundled() -> Iterator[tuple[str, Path]]:
    """The seeds that come with the package, or with a vendor's own, by their names."""
    for path in sorted(Path(str(files(BUNDLED))).glob(f"*{ENDING}")):
        yield path.stem, path
    for front in installed():
        if front.module:
            for path in sorted((Path(str(files(front.module.partition(".")[0]))) / "seeds").glob(f"*{ENDING}")):
                yield front.name if path.stem == front.name else f"{front.name}/{path.stem}", path


def _read(path: Path, shown: str) -> SeedDocument:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        # JSON is YAML too, but for tabs between its parts.
        document = parse(text.replace("\t", " ") if text.lstrip().startswith("{") else text, shown)
    except LoadError as error:
        raise ValueError(str(error)) from None
    except UnicodeDecodeError as error:
        raise ValueError(f"{shown}: not UTF-8: byte {error.start}") from None
    except OSError as error:
        raise ValueError(f"{shown}: {error.strerror}") from None
    if not isinstance(document.data, dict):
        raise ValueError(f"{document.at(())}: a seed is a mapping of providers to their parts")
    return SeedDocument(document.data, lambda where: str(document.at(where)))


def placed(error: ValueError, documents: tuple[SeedDocument, ...]) -> ValueError:
    """An error about one of the seeds of a world's options as one that begins with its place; any other as it is."""
    match error:
        case Unfit(path=("seeds", int() as number, *path)) if number < len(documents):
            return documents[number].placed(error, tuple(path))
    return error


def put(world: World, folder: Path, given: Seed) -> None:
    """Put a document into a world; see `read`. Raises ValueError, with the place in its file, when it does not fit."""
    document = read(given, folder)
    try:
        world.seed(document.data)
    except ValueError as error:
        problem = document.placed(error, error.path if isinstance(error, Unfit) else ())
    else:
        return
    raise problem
