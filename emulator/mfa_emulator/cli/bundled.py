"""Seeds and scenarios that come with the package, called by their bare names."""

from importlib.resources import files
from pathlib import Path


def path_of(given: str, package: str, ending: str) -> Path:
    """The given path, if something is there, else that of the bundled file or folder of that name: ``onelogin``.

    Where neither is there, the path itself: reading it fails with its name.
    """
    path = Path(given)
    if path.exists() or path.is_absolute() or ".." in path.parts:
        return path
    home = Path(str(files(package)))
    for bundled in (home / given, home / f"{given}{ending}"):
        if bundled.exists() and bundled != home:
            return bundled
    return path
