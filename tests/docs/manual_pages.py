"""The README and the manual's pages as tests read them: fenced blocks, and projects of several files."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "emulator" / "mfa_emulator" / "docs").glob("*.md")))

_FILE = re.compile(r"(?:.*(?:, | file ))?`([\w/-]+(?:\.\w+)+)`:")
"""The line above a block that is a file: `app.py`: alone, or at the end of a sentence."""

_OURS = ("MFA_", "FIREBASE_", "GCLOUD_", "GOOGLE_", "TWILIO_", "ONELOGIN_", "PYTEST_", "DJANGO_")


@dataclass(frozen=True)
class Recipe:
    """A fenced block of a page; with a `file` it is one of the files of its section's project."""

    page: str
    heading: str
    language: str
    line: int
    text: str
    file: str = ""

    @property
    def name(self) -> str:
        return f"{self.page}-{self.heading}-{self.language}-line {self.line}"


def recipes(page: str, text: str) -> Iterator[Recipe]:
    """The blocks of a page, in order."""
    heading, above, start, language, lines = "", "", 0, "", list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if start and line == "```":
            named = _FILE.fullmatch(above)
            yield Recipe(page, heading, language, start, "\n".join(lines) + "\n", named[1] if named else "")
            start, above, lines = 0, "", []
        elif start:
            lines.append(line)
        elif line.startswith("```"):
            start, language = number + 1, line.removeprefix("```")
        elif line.startswith("#"):
            heading, above = line.lstrip("# "), ""
        elif line:
            above = line


@dataclass(frozen=True)
class Project:
    """A section whose blocks are files, with the commands that run them."""

    name: str
    files: Mapping[str, str]
    commands: tuple[str, ...]

    def write(self, folder: Path) -> None:
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


_INSTALLS = ("pip install", "npm install", "playwright install")


def projects() -> Iterator[Project]:
    """The projects of all pages; what their commands install is there in tests."""
    for section in {(recipe.page, recipe.heading): recipe for recipe in ALL if recipe.file}:
        blocks = [recipe for recipe in ALL if (recipe.page, recipe.heading) == section]
        lines = [line for block in blocks if block.language == "sh" for line in block.text.splitlines()]
        commands = tuple(line for line in lines if not line.startswith(_INSTALLS))
        files = {block.file: block.text for block in blocks if block.file}
        yield Project("-".join(section), files, commands)


ALL = [recipe for page in PAGES for recipe in recipes(page.stem, page.read_text())]


def run(*command: str, folder: Path, env: Mapping[str, str] | None = None, timeout: float = 120) -> str:
    """Run a command as in a shell where this package is installed; its output. Fails the test when it fails."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    done = subprocess.run(
        command,
        cwd=folder,
        env=kept | {"PATH": path, "PYTEST_ADDOPTS": "-p no:randomly"} | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}", pytrace=False)
    return done.stdout
