"""Every public name is there, though each is imported only when it is asked for."""

import pytest

import mfa_emulator
import mfa_emulator.testing
import pytest_mfa


@pytest.mark.parametrize(
    ("package", "name"),
    [(package, name) for package in (mfa_emulator, mfa_emulator.testing, pytest_mfa) for name in package.__all__],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_public_name_is_there(package, name: str):
    if "Django" in name:
        pytest.importorskip("django")
    assert getattr(package, name) is not None


@pytest.mark.parametrize("package", [mfa_emulator, mfa_emulator.testing, pytest_mfa], ids=lambda one: one.__name__)
def test_another_name_is_none(package):
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        package.Nothing  # noqa: B018, the look itself is the test
