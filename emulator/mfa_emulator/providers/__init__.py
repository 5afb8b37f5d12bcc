"""The vendors. This is the only list of them."""

from mfa_emulator.core.provider import Provider
from mfa_emulator.providers.identity_toolkit import PROVIDER as IDENTITY_TOOLKIT
from mfa_emulator.providers.onelogin import PROVIDER as ONELOGIN
from mfa_emulator.providers.twilio_verify import PROVIDER as TWILIO_VERIFY

PROVIDERS: tuple[Provider, ...] = (IDENTITY_TOOLKIT, ONELOGIN, TWILIO_VERIFY)
