"""Files for containers, workflows and editors: those of the project, and those that the manual shows.

They are checked as far as they can be where there is no container engine.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from manual_pages import ALL, ROOT, Recipe

from mfa_emulator import Emulator
from mfa_emulator.serving.guard import Access

DOCKERFILE = ROOT / ".docker" / "Dockerfile"
SCHEMAS = {
    "github-workflows": sorted((ROOT / ".github" / "workflows").glob("*.yml")),
    "github-actions": sorted((ROOT / ".github" / "actions").glob("*/action.yml")),
    "compose-spec": [ROOT / ".docker" / "compose.yaml"],
}
SHOWN = [recipe for recipe in ALL if recipe.page == "ci"]


def instructions() -> Iterator[tuple[str, str]]:
    """The instructions of the Dockerfile, each in one line."""
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    for line in filter(None, text.splitlines()):
        name, _, rest = line.partition(" ")
        yield name, rest.strip()


def check(schema: str, file: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "file"),
    [(schema, file) for schema, files in SCHEMAS.items() for file in files],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_a_file_fits_its_schema(schema: str, file: Path) -> None:
    check(schema, file)


@pytest.mark.parametrize("recipe", [r for r in SHOWN if r.language == "yaml"], ids=lambda recipe: recipe.name)
def test_what_the_manual_shows_fits_its_schema(recipe: Recipe, tmp_path: Path) -> None:
    file = tmp_path / "shown.yml"
    file.write_text(recipe.text)
    check("github-workflows" if "jobs:" in recipe.text else "compose-spec", file)


def test_a_schema_finds_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "compose.yaml"
    file.write_text((ROOT / ".docker" / "compose.yaml").read_text().replace("condition:", "conditon:"))
    with pytest.raises(AssertionError, match="conditon"):
        check("compose-spec", file)


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    done = subprocess.run([hadolint, "--no-color", str(DOCKERFILE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_is_slim_and_its_user_has_no_rights() -> None:
    found = list(instructions())
    assert {value.split()[0] for name, value in found if name == "FROM"} == {"python:3.11-slim"}
    user = next(at for at, (name, value) in enumerate(found) if (name, value) == ("USER", "10001"))
    assert [name for name, _ in found[user:] if name in ("RUN", "COPY", "ADD", "USER")] == ["USER"]


def test_the_health_check_of_the_image_needs_no_token() -> None:
    command = next(value for name, value in instructions() if name == "HEALTHCHECK").partition("CMD ")[2]
    words = json.loads(command)
    with Emulator(access=Access(token="open sesame")) as emulator:
        asked = [sys.executable, *words[1:-1], words[-1].replace("127.0.0.1:9099", emulator.host_port)]
        assert subprocess.run(asked, check=False).returncode == 0
    asked[-1] = words[-1].replace("127.0.0.1:9099", "127.0.0.1:1")  # where nobody listens
    assert subprocess.run(asked, capture_output=True, check=False).returncode != 0


def test_the_image_serves_by_a_command_that_there_is() -> None:
    found = dict(instructions())
    words = [*json.loads(found["ENTRYPOINT"]), *json.loads(found["CMD"])]
    done = subprocess.run([*words, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_containers_of_the_compose_file_find_the_emulator_by_variables_that_there_are() -> None:
    services = yaml.safe_load((ROOT / ".docker" / "compose.yaml").read_text())["services"]
    with Emulator() as emulator:
        assert services["app"]["environment"].keys() - emulator.env.keys() == set()


def test_the_development_container_asks_for_an_extra_that_there_is() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    extra = re.fullmatch(r"pip install -e '\.\[(\w+)\]'", container["postCreateCommand"])
    assert extra is not None
    assert f"\n{extra[1]} = [" in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("recipe", [r for r in SHOWN if r.language == "python"], ids=lambda recipe: recipe.name)
def test_a_recipe_for_python_compiles(recipe: Recipe) -> None:
    compile(recipe.text, recipe.name, "exec")


@pytest.mark.parametrize("recipe", [r for r in SHOWN if r.language == "js"], ids=lambda recipe: recipe.name)
def test_a_recipe_for_node_parses(recipe: Recipe, tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    (tmp_path / "recipe.mjs").write_text(recipe.text)
    subprocess.run(["node", "--check", str(tmp_path / "recipe.mjs")], check=True)
