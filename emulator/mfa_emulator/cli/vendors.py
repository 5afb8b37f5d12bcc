"""Vendors, for the commands that need them all."""

from mfa_emulator.cli.failure import BadInput
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers


def known() -> Providers:
    """Every vendor there is, none of them loaded yet. Raises BadInput when one of another package cannot be used."""
    from mfa_emulator.providers import installed

    try:
        return Providers(installed())
    except ValueError as error:
        raise BadInput(str(error)) from None


def chosen(name: str | None) -> list[Provider]:
    """The vendor of this name, loaded, or every one. Raises BadInput when there is none, or its module has an error."""
    providers = known()
    if name is not None and name not in providers:
        raise BadInput(unknown("vendor", name, providers))
    try:
        return [providers[one] for one in ([name] if name else providers)]
    except ValueError as error:
        raise BadInput(str(error)) from None
