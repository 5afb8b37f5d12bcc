"""Every snippet of the README and of the manual works as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from manual_pages import ALL, PAGES, README, ROOT, Recipe, recipes, run

GO = ROOT / "tests" / "sdk" / "go"
NOT_RUN = {
    "sh": "installs things or serves for good; .ci/run does as the README says",
    **dict.fromkeys(("php", "ruby", "csharp"), "the SDK is in no registry that CI reaches; the page says so"),
}
BY_FIXTURE = ("js", "java", "go")


CHECKED = ("ci", "load")
"""Pages whose blocks are for machines that are not here; `tests/distribution` checks them."""

RECIPES = [
    recipe for recipe in ALL if recipe.language not in NOT_RUN and not recipe.file and recipe.page not in CHECKED
]


def python(recipe: Recipe, folder: Path) -> None:
    """Tests under pytest, programs beside an emulator."""
    tests = "def test_" in recipe.text
    file = folder / ("test_recipe.py" if tests else "recipe.py")
    file.write_text(recipe.text)
    if tests:
        run(sys.executable, "-m", "pytest", "-q", "-W", "error", "--rootdir=.", file.name, folder=folder)
    else:
        run("mfa-emulator", "exec", "--", sys.executable, file.name, folder=folder)


def yaml(recipe: Recipe, folder: Path) -> None:
    """A scenario, run by the command and by pytest, or a seed that an emulator starts with."""
    if not recipe.text.startswith("scenario:"):
        (folder / "seed.yaml").write_text(recipe.text)
        run("mfa-emulator", "exec", "--seed-file", "seed.yaml", "--", "mfa-emulator", "wait", folder=folder)
        return
    (folder / "recipe.mfa.yaml").write_text(recipe.text)
    run("mfa-emulator", "run", "recipe.mfa.yaml", folder=folder)
    run(sys.executable, "-m", "pytest", "-q", "--rootdir=.", "recipe.mfa.yaml", folder=folder)


def console(recipe: Recipe, folder: Path) -> None:
    """Lines after ``$`` beside an emulator. The others are output that must come, but for the numbers in it."""
    lines = recipe.text.replace("localhost:9099", "$FIREBASE_AUTH_EMULATOR_HOST").splitlines()
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    (folder / "recipe.sh").write_text("\n".join(("set -eu", *commands, "")))
    output = run("mfa-emulator", "exec", "--", "sh", "recipe.sh", folder=folder)
    for line in lines:
        if not line.startswith("$ "):
            pattern = r"\d+".join(re.escape(part) for part in re.split(r"\d+", line))
            assert re.search(f"^{pattern}$", output, re.MULTILINE), f"no line like {line!r} in:\n{output}"


def go(recipe: Recipe, folder: Path) -> None:
    """A program beside an emulator, with the modules of `tests/sdk/go`."""
    for name in ("go.mod", "go.sum"):
        shutil.copy(GO / name, folder)
    (folder / "main.go").write_text(recipe.text)
    build = subprocess.run(
        ["go", "build", "-o", "recipe", "."],
        cwd=folder,
        env={**os.environ, "CGO_ENABLED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "dial tcp" in build.stderr:
        pytest.skip("twilio-go cannot be downloaded")
    assert build.returncode == 0, build.stderr
    run("mfa-emulator", "exec", "--", "./recipe", folder=folder)


RUNNERS: dict[str, Callable[[Recipe, Path], None]] = {"python": python, "yaml": yaml, "console": console}


@pytest.mark.parametrize("recipe", [r for r in RECIPES if r.language not in BY_FIXTURE], ids=lambda recipe: recipe.name)
def test_works_as_it_stands(recipe: Recipe, tmp_path: Path) -> None:
    RUNNERS[recipe.language](recipe, tmp_path)


@pytest.mark.parametrize("recipe", [r for r in RECIPES if r.language == "js"], ids=lambda recipe: recipe.name)
def test_works_in_node(recipe: Recipe, tmp_path: Path, node_project: Any) -> None:
    (tmp_path / "node_modules").symlink_to(node_project.folder / "node_modules")
    (tmp_path / "recipe.mjs").write_text(recipe.text)
    run("mfa-emulator", "exec", "--", "node", "recipe.mjs", folder=tmp_path)


@pytest.mark.parametrize("recipe", [r for r in RECIPES if r.language == "go"], ids=lambda recipe: recipe.name)
def test_works_in_go(recipe: Recipe, tmp_path: Path, need_go: Callable[[Path], None]) -> None:
    need_go(GO)
    go(recipe, tmp_path)


@pytest.mark.parametrize("recipe", [r for r in RECIPES if r.language == "java"], ids=lambda recipe: recipe.name)
def test_works_in_java(recipe: Recipe, tmp_path: Path, java_classes: str) -> None:
    (tmp_path / "Recipe.java").write_text(recipe.text)
    run("mfa-emulator", "exec", "--", "java", "-cp", java_classes, "Recipe.java", folder=tmp_path)


def test_recipes_that_are_not_run_say_so() -> None:
    for page in PAGES:
        for recipe in recipes(page.stem, page.read_text()):
            if recipe.language in NOT_RUN and recipe.language != "sh":
                assert "not run here" in page.read_text().partition(f"## {recipe.heading}")[2].partition("```")[0]


def test_the_command_that_ci_reads_is_there() -> None:
    assert "\npip install '.[test]' && pytest\n" in README.read_text()
