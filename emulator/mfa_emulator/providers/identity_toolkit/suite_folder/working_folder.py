"""The files of a Firebase project in the working folder: its default project, and the port of its Auth emulator."""

from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from mfa_emulator.core.identifiers import ProjectId
from mfa_emulator.core.provider import Found, Surroundings

T = TypeVar("T")

PROJECTS = ".firebaserc"
SUITE = "firebase.json"


class _Projects(msgspec.Struct):
    default: ProjectId | None = None


class _ProjectsFile(msgspec.Struct):
    projects: _Projects = msgspec.field(default_factory=_Projects)


class _Auth(msgspec.Struct):
    """The Auth emulator's part. Its host is left alone: a file must not open the port to others."""

    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] | None = None


class _Emulators(msgspec.Struct):
    auth: _Auth = msgspec.field(default_factory=_Auth)


class _SuiteFile(msgspec.Struct):
    emulators: _Emulators = msgspec.field(default_factory=_Emulators)


def surroundings(folder: Path) -> Surroundings:
    """Project and port, as far as the files are there and can be read."""
    passed_over: list[str] = []
    projects = _read(folder / PROJECTS, _ProjectsFile, passed_over) or _ProjectsFile()
    suite = _read(folder / SUITE, _SuiteFile, passed_over) or _SuiteFile()
    project, port = projects.projects.default, suite.emulators.auth.port
    return Surroundings(
        Found(project, PROJECTS) if project else None, Found(port, SUITE) if port else None, tuple(passed_over)
    )


def _read(file: Path, kind: type[T], passed_over: list[str]) -> T | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        passed_over.append(f"{file.name} is passed over: {error}")
        return None
