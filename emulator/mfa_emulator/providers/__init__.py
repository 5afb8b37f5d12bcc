"""The vendors. This is the only list of them."""

from mfa_emulator.core.provider import Provider

PROVIDERS: tuple[Provider, ...] = ()
