"""Tables that are written by hand name everything there is, and nothing else; links lead somewhere."""

import re
from pathlib import Path

import pytest

import pytest_mfa.plugin
import pytest_mfa.sdk.fixtures
from mfa_emulator.docs import manual
from mfa_emulator.version import VERSION

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "emulator" / "mfa_emulator" / "docs"
READ = (ROOT / "README.md", *MANUAL.glob("*.md"), *ROOT.glob("*/README.md"), *(ROOT / ".github").glob("*.md"))


def first_column(text: str, heading: str) -> str:
    """The first cells of the table in that section, one per line."""
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.*?) \|", section, re.MULTILINE)
    return "\n".join(rows[1:])


def test_every_page_has_its_place_in_the_list() -> None:
    assert {page.stem for page in MANUAL.glob("*.md")} == set(manual.topics())


def test_the_readme_leads_to_every_page() -> None:
    linked = re.findall(r"\(emulator/mfa_emulator/docs/([a-z-]+)\.md\)", (ROOT / "README.md").read_text())
    assert sorted(linked) == sorted(manual.topics())


def test_every_fixture() -> None:
    names = [*pytest_mfa.plugin.__all__, *vars(pytest_mfa.sdk.fixtures)]
    fixtures = {name for name in names if name.startswith("mfa")}
    assert set(re.findall(r"`(mfa\w*)`", first_column(manual.page("pytest"), "Fixtures"))) == fixtures


@pytest.mark.parametrize("page", READ, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^):]+)\)", page.read_text())]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 150


def test_the_manual_has_what_a_newcomer_looks_for() -> None:
    ways_in = {"start", "install", "recipes", "javascript", "example", "pytest", "firebase", "ci"}
    lookups = {"control-api", "seeds", "scenarios", "settings", "limits", "coverage", "troubleshooting", "sources"}
    assert (ways_in | lookups) - {*manual.topics()} == set()


def test_the_changelog_begins_with_this_version_or_with_what_is_to_come() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert VERSION in headings
    assert headings[0] in (VERSION, "Unreleased")
