"""Every project of the manual, files and commands, works as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from manual_pages import ROOT, projects, run

PROJECTS = {project.name: project for project in projects()}
PATIENT = {"vitest": "--testTimeout=60000 --hookTimeout=60000", "Jest": "--testTimeout=60000"}
"""Options for a busy machine: the runners' own limit is five seconds."""

IN_NODE = sorted(name for name in PROJECTS if name.startswith("javascript"))
IN_PYTHON = sorted(PROJECTS.keys() - {*IN_NODE})

PYTEST_PLUGINS = (
    *("pytest-django==4.14.0", "pytest-playwright==0.10.0"),
    *("pytest-base-url==2.1.0", "python-slugify==9.2.0", "text-unidecode==1.3"),
)
"""What two recipes need. They are kept out of this environment, where pytest would load them for every test."""

LAUNCH = """
import shutil

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
"""
"""A conftest that takes the browser of this machine, and is patient while it is busy."""


@pytest.fixture(scope="session")
def pytest_plugins_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with these plugins, to be put before the installed packages. Skips where they cannot be downloaded."""
    fcntl = pytest.importorskip("fcntl", reason="the plugins are installed under a POSIX file lock")
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / "pytest-plugins"
    folder.mkdir(exist_ok=True)
    with (shared / "pytest-plugins.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "pytest_django").is_dir():
            _install(folder)
    return folder


def _install(folder: Path) -> None:
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder))
    done = subprocess.run([*pip, *PYTEST_PLUGINS], capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(folder)
        pytest.skip(f"pytest-django and pytest-playwright cannot be downloaded: {done.stderr.strip()[-200:]}")


def need_browser() -> None:
    pytest.importorskip("playwright", reason="Playwright is not installed")
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed")


@pytest.mark.parametrize("name", IN_PYTHON)
def test_works_in_python(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    project = PROJECTS[name]
    project.write(tmp_path)
    env = {"PYTEST_ADDOPTS": "-W error -p no:cacheprovider -p no:randomly"}
    if "Playwright" in name:
        need_browser()
        (tmp_path / "conftest.py").write_text(LAUNCH)
    if "Playwright" in name or "Django" in name:
        env["PYTHONPATH"] = str(request.getfixturevalue("pytest_plugins_folder"))
    for command in project.commands:
        output = run("bash", "-euc", command, folder=tmp_path, env=env, timeout=300)
        assert re.search(r"[1-9]\d* passed|Ran [1-9]", output), output


@pytest.mark.parametrize("name", IN_NODE)
def test_works_in_node(name: str, tmp_path: Path, node_runners: Any) -> None:
    project = PROJECTS[name]
    project.write(tmp_path)
    shutil.copy(tmp_path / "login.test.js", tmp_path / "again.test.js")  # a second file for a second worker
    (tmp_path / "node_modules").symlink_to(node_runners.folder / "node_modules")
    [command] = project.commands
    command += f" {PATIENT[name.rpartition('-')[2]]}"
    output = run("bash", "-euc", command, folder=tmp_path, env={"NO_COLOR": "1", "FORCE_COLOR": "0"}, timeout=300)
    assert re.search(r"Tests:? +4 passed", output), output


def test_the_example_in_the_manual_is_that_of_the_tests() -> None:
    example = ROOT / "tests" / "examples" / "login"
    shown = next(project for name, project in PROJECTS.items() if name.startswith("example"))
    assert dict(shown.files) == {path.name: path.read_text() for path in example.glob("*.py")}


def test_a_project_has_commands() -> None:
    assert [project.name for project in PROJECTS.values() if not project.commands] == []
