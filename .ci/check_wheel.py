"""Fails unless a wheel holds exactly our four packages, typed, with their data, and its command works."""

import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

wheel = sys.argv[1]
names = zipfile.ZipFile(wheel).namelist()
packages = {name.split("/")[0] for name in names if ".dist-info" not in name}
expected = {"mfa_emulator", "mfa_fixtures", "mfa_scenarios", "pytest_mfa"}
assert packages == expected, f"the wheel installs {packages}, not {expected}"
for package in expected:
    assert f"{package}/py.typed" in names, f"{package} has no py.typed"

import mfa_emulator  # noqa: E402  (after the look into the file itself)

assert "site-packages" in str(mfa_emulator.__file__), "the checkout was imported, not the wheel"
assert list(files("mfa_scenarios").joinpath("identity_toolkit").iterdir()), "no bundled scenarios"
assert [point for point in entry_points(group="pytest11") if point.name == "mfa"], "no pytest plugin"

pages = {name for name in names if name.startswith("mfa_emulator/docs/") and name.endswith(".md")}
assert {"mfa_emulator/docs/start.md", "mfa_emulator/docs/settings.md"} <= pages, (
    f"the manual is not in the wheel: {pages}"
)

command = Path(sys.executable).with_name("mfa-emulator")
for arguments in (["--help"], ["coverage"], ["settings"], ["docs"], ["serve", "--help"]):
    subprocess.run([command, *arguments], check=True, stdout=subprocess.DEVNULL)
for page in pages:
    printed = subprocess.run([command, "docs", Path(page).stem], check=True, capture_output=True, text=True).stdout
    assert printed.startswith("# "), f"`mfa-emulator docs {Path(page).stem}` prints no page"
print(f"{len(names)} files in the wheel")
