"""Settings of every vendor."""

import msgspec

from mfa_emulator.core.descriptions import setting_catalog
from mfa_emulator.core.descriptions.setting_catalog import Setting
from mfa_emulator.core.providers import Providers
from mfa_emulator.docs.reference.markdown import bullets, code, prose


def settings(providers: Providers) -> str:
    """A section for each group of settings, with a line for each setting."""
    catalog = setting_catalog.of(providers)
    titles = {name: providers[name].title for name in providers}
    return "\n".join(
        f"## {titles.get(group, 'Limits')}\n\n{bullets(map(_line, found))}" for group, found in catalog.items()
    )


def _line(setting: Setting) -> tuple[str, str]:
    strictly = f" (strict: {code(shown(setting.strict))})" if setting.strict != setting.default else ""
    default = code(shown(setting.default)) + strictly
    values = f" ({prose(setting.values)})" if setting.values != "true or false" else ""
    source = f"Source: {setting.source}{f', {_linked(setting.reference)}' if setting.reference else ''}."
    return f"`{setting.name}` = {default}{values}", " ".join(
        filter(None, (prose(setting.text), source if setting.source else ""))
    )


def shown(value: object) -> str:
    """A value as ``--set`` takes it."""
    return msgspec.json.encode(value).decode()


def _linked(reference: str) -> str:
    return f"<{reference}>" if reference.startswith("https://") else reference
