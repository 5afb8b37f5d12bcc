"""Every public symbol of the installed packages has a type that is known."""

import pytest


@pytest.mark.parametrize("package", ["mfa_emulator", "pytest_mfa"])
def test_every_public_type_is_known(completeness, package: str):
    report = completeness(package)["typeCompleteness"]
    unknown = [symbol["name"] for symbol in report["symbols"] if symbol["isExported"] and not symbol["isTypeKnown"]]
    assert unknown == []
    assert report["completenessScore"] == 1
