"""Every public symbol of the installed packages has a type that is known."""

import pytest


@pytest.mark.parametrize("package", ["mfa_emulator", "pytest_mfa"])
def test_every_public_type_is_known(completeness, package: str):
    symbols = completeness(package)["typeCompleteness"]["symbols"]
    public = [symbol for symbol in symbols if symbol["isExported"]]
    assert len(public) > 40
    assert [symbol["name"] for symbol in public if not symbol["isTypeKnown"]] == []
