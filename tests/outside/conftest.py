"""A package with a vendor of its own, installed into a folder that only the tests here have on their path."""

import os
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

collect_ignore = ["okta"]
"""A package for an environment that has it: its scenarios run there."""

HERE = Path(__file__).parent


def write_record(site: Path, name: str, points: dict[str, str]) -> None:
    """Write what an installer keeps of a distribution: its name and its vendors."""
    record = site / f"{name.replace('-', '_')}-0.1.0.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
    lines = ["[mfa_emulator.providers]", *(f"{vendor} = {value}" for vendor, value in points.items())]
    (record / "entry_points.txt").write_text("\n".join(lines) + "\n")


@pytest.fixture(scope="session")
def record() -> Callable[[Path, str, dict[str, str]], None]:
    """Write what an installer keeps of a distribution into a folder."""
    return write_record


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the package is installed as an installer of wheels does it."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(HERE / "okta" / "mfa_okta", site / "mfa_okta", ignore=shutil.ignore_patterns("__pycache__"))
    project = tomllib.loads((HERE / "okta" / "pyproject.toml").read_text())["project"]
    write_record(site, project["name"], project["entry-points"]["mfa_emulator.providers"])
    return site


@pytest.fixture
def environment(site: Path) -> dict[str, str]:
    """The variables of a program that has the package."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MFA_")}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])}


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Install a package of one module, for this test and in this process: its name, its source, its vendors."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, source: str, **points: str) -> None:
        (tmp_path / f"{name.replace('-', '_')}.py").write_text(source)
        write_record(tmp_path, name, points)

    return install
