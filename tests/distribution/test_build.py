"""The wheel and the sdist: the same bytes from the same source, whatever machine builds them."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("emulator", "fixtures", "pytest_plugin", "scenarios", "tests", ".ci", ".devcontainer", ".docker", ".github")
FILES = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore")
LEFT = shutil.ignore_patterns("__pycache__", "node_modules", "venv*", "dist", "*.egg-info", ".hypothesis")

BUILD = """
import sys
from hatchling import build
print(build.build_{kind}(sys.argv[1]))
"""


def copied(folder: Path) -> Path:
    """The source as a checkout has it, in another folder."""
    folder.mkdir(parents=True)
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=LEFT)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def built(kind: str, source: Path, umask: int = 0o022) -> Path:
    out = source.parent / f"out-{source.name}"
    # Without what the caller's environment says of this repository: git's variables, and the date of a build.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SOURCE_DATE_"))}
    done = subprocess.run(
        [sys.executable, "-c", BUILD.format(kind=kind), str(out)],
        cwd=source,
        env=env,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    return copied(tmp_path_factory.mktemp("first") / "source")


@pytest.fixture(scope="module")
def later_source(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Path:
    """The same in a folder of another name, laid down at another time by somebody with other rights."""
    folder = tmp_path_factory.mktemp("later") / "another"
    shutil.copytree(source, folder)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() or os.access(path, os.X_OK) else 0o600)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path) -> Path:
    return built("wheel", source)


@pytest.fixture(scope="module")
def sdist(source: Path) -> Path:
    return built("sdist", source)


def test_two_builds_of_the_wheel_are_the_same_bytes(wheel: Path, later_source: Path) -> None:
    assert wheel.read_bytes() == built("wheel", later_source, umask=0o077).read_bytes()


def test_two_builds_of_the_sdist_are_the_same_bytes(sdist: Path, later_source: Path) -> None:
    assert sdist.read_bytes() == built("sdist", later_source, umask=0o077).read_bytes()


def test_the_sdist_builds_the_same_wheel_and_holds_its_tests(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(sdist, tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    [unpacked] = tmp_path.iterdir()
    assert wheel.read_bytes() == built("wheel", unpacked).read_bytes()
    assert (unpacked / "tests" / "distribution" / Path(__file__).name).is_file()
    assert (unpacked / ".ci" / "run").is_file()


def test_the_image_is_built_of_all_that_the_wheel_needs(wheel: Path, source: Path, tmp_path: Path) -> None:
    """The folder that docker is given: `.dockerignore` leaves out everything but these."""
    lines = (ROOT / ".docker" / "Dockerfile.dockerignore").read_text().splitlines()
    context = tmp_path / "context"
    context.mkdir()
    for name in (line.removeprefix("!") for line in lines if line.startswith("!")):
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, context / name)
    assert wheel.read_bytes() == built("wheel", context).read_bytes()


def test_the_wheel_has_packages_and_metadata_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folders = {name.split("/")[0] for name in archive.namelist()}
    packages = {name for name in folders if not name.endswith(".dist-info")}
    assert packages == {"mfa_emulator", "mfa_fixtures", "mfa_scenarios", "pytest_mfa"}
    assert len(folders - packages) == 1
