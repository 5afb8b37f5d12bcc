"""Seeds and scenarios that come with the package, or with a vendor's own, called by their bare names."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias

from mfa_emulator.cli import vendors

Kind: TypeAlias = Literal["scenarios", "seeds"]
_HOMES: dict[Kind, str] = {"scenarios": "mfa_scenarios", "seeds": "mfa_fixtures"}


def path_of(given: str, kind: Kind, ending: str) -> Path:
    """The given path, if something is there, else that of the bundled file or folder of that name: ``onelogin``.

    Where neither is there, the path itself: reading it fails with its name.
    """
    path = Path(given)
    if path.exists() or path.is_absolute() or ".." in path.parts or not path.parts:
        return path
    home = Path(str(files(_HOMES[kind])))
    return next((one for one in _named(home, given, kind, ending) if one.exists()), path)


def _named(home: Path, given: str, kind: Kind, ending: str) -> Iterator[Path]:
    yield home / given
    yield home / f"{given}{ending}"
    vendor, _, rest = given.partition("/")
    for folder in _folders(vendor, kind):
        if kind == "scenarios":
            yield folder / rest
        # A vendor alone has several scenarios, but one seed: that of its own name.
        yield folder / f"{rest or vendor}{ending}"


def _folders(vendor: str, kind: Kind) -> Iterator[Path]:
    """The folder ``scenarios`` or ``seeds`` of the package that brings a vendor."""
    front = vendors.known().fronts.get(vendor)
    if front is not None and front.module:
        yield Path(str(files(front.module.partition(".")[0]))) / kind
