"""The manual's list of what comes along with the wheel."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

import pytest
from manual_pages import ROOT

from mfa_emulator.docs import manual

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OURS = ("test", "dev")
"""Extras of those who work on it."""


def shown() -> dict[str, str]:
    """Package -> license, of the page's table."""
    section = manual.page("install").split("## What comes along")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([\w, -]+) \| (.+?) \| .* \|$", section, re.MULTILINE)[1:]
    return {name: license for names, license in rows for name in names.split(", ")}


def needed() -> set[str]:
    wanted = [*PROJECT["dependencies"]]
    for extra, packages in PROJECT["optional-dependencies"].items():
        wanted += packages if extra not in OURS else []
    return {re.split(r"[<>=~;\[ ]", line)[0] for line in wanted}


def test_every_package_that_it_needs_is_in_the_list() -> None:
    assert shown().keys() == needed()


@pytest.mark.parametrize("package", sorted(needed()))
def test_a_license_is_that_of_the_package(package: str) -> None:
    try:
        known = metadata(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed")
    said = known.get("License-Expression")
    if said is None:
        classifiers = [one for one in known.get_all("Classifier") or () if one.startswith("License ::")]
        said = " ".join([*classifiers, (known.get("License") or "")[:100]])
    words = re.findall(r"BSD|MIT|Apache|CNRI|MPL", shown()[package])
    assert words != []
    assert [word for word in words if word not in said.replace("Mozilla Public License", "MPL")] == []
