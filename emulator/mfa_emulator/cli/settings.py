"""``mfa-emulator settings``."""

import textwrap
from typing import TYPE_CHECKING

import click
import msgspec

from mfa_emulator.cli import vendors
from mfa_emulator.cli.failure import BadInput
from mfa_emulator.cli.output import echo
from mfa_emulator.core.descriptions.suggestions import unknown

if TYPE_CHECKING:
    from mfa_emulator.core.descriptions.setting_catalog import Setting


@click.command(short_help="List the settings: default, values, source.")
@click.argument("vendor", required=False)
@click.option("--json", "as_json", is_flag=True)
def command(vendor: str | None, as_json: bool) -> None:
    """List every setting of every vendor, or of VENDOR.

    Each comes with its default, the default of the profile `strict` where that is another one, the values it takes,
    what it does, and the source of the default: recorded, documented, guess or ours (`mfa-emulator docs sources`).
    Change one with --set VENDOR.SETTING=VALUE.
    """
    from mfa_emulator.core.descriptions import setting_catalog
    from mfa_emulator.core.providers import Providers

    catalog = setting_catalog.of(Providers(vendors.chosen(None)))
    if vendor is not None and vendor not in catalog:
        raise BadInput(unknown("vendor", vendor, catalog))
    chosen = [setting for group in ([vendor] if vendor else catalog) for setting in catalog[group]]
    if as_json:
        echo(msgspec.json.format(msgspec.json.encode(chosen)).decode())
    else:
        echo("\n\n".join(map(_text, chosen)))


def _text(setting: "Setting") -> str:
    default, strict = (msgspec.json.encode(value).decode() for value in (setting.default, setting.strict))
    head = f"{setting.name} = {default}" + (f"  (strict: {strict})" * (default != strict))
    source = f"Source: {setting.source}{', ' * bool(setting.reference)}{setting.reference}." if setting.source else ""
    body = (f"Takes {setting.values}.", setting.text, source)
    return "\n".join([head, *(textwrap.indent(textwrap.fill(line, 96), "    ") for line in body if line)])
