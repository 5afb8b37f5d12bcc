"""The reference parts of the manual are those that the code gives."""

from importlib import resources
from pathlib import Path

import pytest

from mfa_emulator.cli import schema
from mfa_emulator.cli.command_line import commands
from mfa_emulator.core.providers import Providers
from mfa_emulator.docs import manual
from mfa_emulator.docs.reference.parts import parts
from mfa_emulator.providers import BUILT_IN


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return parts(Providers(BUILT_IN), commands)


@pytest.mark.parametrize("topic", manual.topics())
def test_what_is_committed_is_what_the_code_gives(topic: str, made: dict[str, str]) -> None:
    page = manual.page(topic)
    brought_up = manual.filled(page, made)
    assert page == brought_up, "run: mfa-emulator docs --write emulator/mfa_emulator/docs"


def test_every_part_stands_on_a_page(made: dict[str, str]) -> None:
    assert sorted(name for topic in manual.topics() for name in manual.parts_of(manual.page(topic))) == sorted(made)


def test_no_part_holds_what_a_snippet_would_be_taken_for(made: dict[str, str]) -> None:
    assert [name for name, text in made.items() if "```" in text] == []


def test_names_and_types_are_written_as_in_code(made: dict[str, str]) -> None:
    helpers = made["helpers"]
    assert "`.wait_for(to=None, *, channel=None, provider=None, after=0, timeout=5.0) -> Message`" in helpers
    assert "`.advance(duration) -> datetime`" in helpers
    assert "object at 0x" not in helpers


@pytest.mark.parametrize(("kind", "package"), [("scenario", "mfa_scenarios"), ("seed", "mfa_fixtures")])
def test_the_schema_that_comes_with_the_package_is_that_of_the_code(kind: str, package: str) -> None:
    file = Path(str(resources.files(package))) / f"{kind}.schema.json"
    text = schema.written(kind, Providers(BUILT_IN))
    assert file.read_bytes() == text, "`mfa-emulator docs --write emulator/mfa_emulator/docs` writes it anew"
