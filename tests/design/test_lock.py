"""The lock file of CI pins all that a run installs, by hash."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / ".ci" / "lock.txt").read_text()
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)[^\\\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
LATE = "run .ci/lock"


def wanted() -> Iterator[Requirement]:
    """All that the package and its extras ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for line in (
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ):
        asked = Requirement(line)
        if asked.name != project["name"]:
            yield asked


def test_every_package_has_a_version_and_hashes() -> None:
    lines = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) == len(PINNED.findall(LOCK)), LATE


def test_all_that_the_project_asks_for_is_pinned() -> None:
    pinned = {canonicalize_name(name): version for name, version, _ in PINNED.findall(LOCK)}
    missing = [
        str(asked)
        for asked in wanted()
        if not asked.specifier.contains(pinned.get(canonicalize_name(asked.name), "0"), prereleases=True)
    ]
    assert missing == [], LATE
