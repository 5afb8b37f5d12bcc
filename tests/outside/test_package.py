"""The whole package of a vendor of five operations is short: all that it says is about that vendor."""

from pathlib import Path

import mfa_okta
from imports import circles, imported

from mfa_emulator.core.providers import load

OKTA = Path(__file__).parent / "okta"


def test_it_has_five_operations_in_under_300_lines():
    files = [path for path in OKTA.rglob("*") if path.suffix in (".py", ".toml", ".yaml")]
    assert len(load(mfa_okta.FRONT).operations) == 5
    assert sum(len(path.read_text().splitlines()) for path in files) < 300


def test_its_modules_import_each_other_in_no_circle():
    sources = {f"mfa_okta.{path.stem}": path.read_text() for path in (OKTA / "mfa_okta").glob("[a-z]*.py")}
    edges = {name: set(imported(name, source, sources)) for name, source in sources.items()}
    assert circles(edges) == []
    assert edges["mfa_okta.provider"] >= {"mfa_okta.errors", "mfa_okta.factors", "mfa_okta.facade"}
