"""Vendors, for the commands that need them all."""

from mfa_emulator.cli.failure import BadInput
from mfa_emulator.core.providers import Providers


def known() -> Providers:
    """Every vendor there is, none of them loaded yet. Raises BadInput when one of another package cannot be used."""
    from mfa_emulator.providers import installed

    try:
        return Providers(installed())
    except ValueError as error:
        raise BadInput(str(error)) from None
