"""Every setting says what it does, and where its default comes from."""

import re

import pytest

from mfa_emulator.core.descriptions import setting_catalog
from mfa_emulator.core.descriptions.setting_catalog import SOURCES, Setting
from mfa_emulator.core.providers import Providers
from mfa_emulator.docs import manual
from mfa_emulator.providers import BUILT_IN

REFERENCE = re.compile(r"https://\S+|[\w.-]+(/[\w.-]+)+(#\d+| [\w./-]+)?|[\w-]+ \d[\w.]*( [\w-]+(/[\w.-]+)+)?|RFC \d+")
"""A link, an issue, a project or a file of it, a release or a file of it, a standard."""

SETTINGS = [setting for found in setting_catalog.of(Providers(BUILT_IN)).values() for setting in found]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_has_a_text_and_a_source(setting: Setting) -> None:
    assert setting.text.endswith(".")
    assert setting.source in SOURCES


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_fact_about_a_vendor_names_a_link_or_an_id(setting: Setting) -> None:
    assert setting.reference or setting.source in ("guess", "ours")
    assert not setting.reference or REFERENCE.fullmatch(setting.reference)


def test_the_manual_defines_every_source() -> None:
    page = manual.page("sources")
    assert [source for source in SOURCES if f"- **{source}**: " not in page] == []
