"""mypy and pyright as programs, and what they say about files, by line."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = ("emulator/mfa_emulator", "fixtures/mfa_fixtures", "pytest_plugin/pytest_mfa", "scenarios/mfa_scenarios")

Findings = dict[tuple[str, int], set[str]]
"""File name and line -> the codes of the errors there."""
Checker = Callable[[str], Findings]


def pyright(*words: str, folder: Path, **variables: str) -> str:
    """The JSON that pyright prints. Skips where it cannot run: its program is an npm package, fetched on first use."""
    pytest.importorskip("pyright", reason="pyright is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", *words],
        cwd=folder,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout.lstrip().startswith("{"):
        pytest.skip(f"pyright cannot run here: {(done.stderr or done.stdout).strip()[-200:]}")
    return done.stdout


@pytest.fixture(scope="session")
def mypy_findings() -> Checker:
    """The errors of ``mypy --strict`` in the files of a folder."""

    def check(folder: str) -> Findings:
        pytest.importorskip("mypy", reason="mypy is not installed")
        paths = [str(path.relative_to(ROOT)) for path in sorted((HERE / folder).glob("*.py"))]
        words = [sys.executable, "-m", "mypy", "--strict", "--output", "json", "--no-error-summary", *paths]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        found: Findings = {}
        for report in map(json.loads, done.stdout.splitlines()):
            if report["severity"] == "error":
                found.setdefault((Path(report["file"]).name, report["line"]), set()).add(report["code"])
        return found

    return check


@pytest.fixture(scope="session")
def pyright_findings(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """The errors of pyright in the files of a folder; in its strict mode in those that are right.

    Strict, it says a second time of each unknown name that its type is unknown.
    """

    def check(folder: str) -> Findings:
        project = tmp_path_factory.mktemp("pyright")
        shutil.copytree(HERE / folder, project / folder)
        roots = [str((ROOT / source).parent) for source in SOURCES]
        mode = "strict" if folder == "accepted" else "standard"
        (project / "pyrightconfig.json").write_text(json.dumps({"extraPaths": roots, "typeCheckingMode": mode}))
        text = pyright("--pythonpath", sys.executable, folder=project)
        found: Findings = {}
        for report in json.loads(text)["generalDiagnostics"]:
            if report["severity"] == "error":
                place = (Path(report["file"]).name, report["range"]["start"]["line"] + 1)
                found.setdefault(place, set()).add(report.get("rule", "syntax"))
        return found

    return check


@pytest.fixture(scope="session")
def completeness(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, object]]:
    """Report of ``pyright --verifytypes`` on a package as it is when installed, beside all that is installed here."""
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    [site] = home.glob("lib/python*/site-packages")
    for other in Path(sysconfig.get_path("purelib")).iterdir():
        if other.suffix != ".pth" and not other.name.lstrip("_").startswith(("mfa", "pytest_mfa")):
            (site / other.name).symlink_to(other)
    for source in SOURCES:
        (site / Path(source).name).symlink_to(ROOT / source)

    def verify(package: str) -> dict[str, object]:
        path = os.pathsep.join((str(home / "bin"), os.environ["PATH"]))
        words = ("--verifytypes", package, "--ignoreexternal")
        return json.loads(pyright(*words, folder=home, PATH=path, VIRTUAL_ENV=str(home), PYTHONPATH=""))

    return verify
