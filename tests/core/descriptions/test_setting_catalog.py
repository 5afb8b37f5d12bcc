"""The catalog of settings."""

import msgspec

from mfa_emulator.core.descriptions import setting_catalog
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.settings import Lifetime
from mfa_emulator.providers import BUILT_IN


class Settings(msgspec.Struct, frozen=True):
    lifetime: Lifetime = 60
    """How long it lives.

    Source: documented, https://example.com/lifetime."""
    strange: bool = False
    """Whether it is strange.

    Source: guess.
    """
    bare: int = 1


def catalog() -> dict[str, setting_catalog.Setting]:
    presets = {"emulator": Settings(), "strict": Settings(lifetime=30)}
    return {setting.name: setting for setting in setting_catalog.of_presets("toy", presets)}


def test_a_setting_has_its_defaults_values_text_and_source() -> None:
    assert catalog()["toy.lifetime"] == setting_catalog.Setting(
        name="toy.lifetime",
        default=60,
        strict=30,
        values="1 to 3153600000",
        text="How long it lives.",
        source="documented",
        reference="https://example.com/lifetime",
    )


def test_a_source_needs_no_reference() -> None:
    strange = catalog()["toy.strange"]
    assert (strange.source, strange.reference, strange.text) == ("guess", "", "Whether it is strange.")


def test_a_setting_without_a_text_is_listed_all_the_same() -> None:
    assert (catalog()["toy.bare"].text, catalog()["toy.bare"].source) == ("", "")


def test_every_setting_of_every_vendor_and_the_limits_are_listed() -> None:
    providers = Providers(BUILT_IN)
    found = setting_catalog.of(providers)
    assert list(found) == [*providers, "limits"]
    for name in providers:
        assert [f"{name}.{field}" for field in providers[name].presets["emulator"].__struct_fields__] == [
            setting.name for setting in found[name]
        ]
