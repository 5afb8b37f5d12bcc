"""Positions in a scenario file, and the errors that name them."""

from __future__ import annotations

from typing import NamedTuple

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a document to one of its values."""


class Position(NamedTuple):
    """`file:line:col`, both counted from one, as editors do."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class LoadError(Exception):
    """A file is no scenario. Raised before anything runs, with all that is wrong, a line each, as the file has it."""

    def __init__(self, *problems: tuple[Position, str]) -> None:
        super().__init__("\n".join(f"{position}: {text}" for position, text in problems))
        self.problems = problems

    @property
    def position(self) -> Position:
        """The place of the first mistake."""
        return self.problems[0][0]


class Mistake(Exception):
    """Mistake at `path` in a scenario. The loader, which knows the file, turns it into an error with a position."""

    def __init__(self, path: Path, message: str, *, key: bool = False) -> None:
        super().__init__(message)
        self.path = path
        self.key = key
        """The mistake is the key that `path` ends with, not its value."""

    def under(self, path: Path) -> Mistake:
        """This mistake with a path that begins further up."""
        return Mistake((*path, *self.path), str(self), key=self.key)


def dotted(path: Path) -> str:
    """`("mfaInfo", 0, "phoneInfo")` as people write it: `mfaInfo[0].phoneInfo`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
