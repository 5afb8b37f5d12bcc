"""The vendors. This is the only list of them."""

from mfa_emulator.core.provider import Front
from mfa_emulator.providers.identity_toolkit import FRONT as IDENTITY_TOOLKIT
from mfa_emulator.providers.onelogin import FRONT as ONELOGIN
from mfa_emulator.providers.twilio_verify import FRONT as TWILIO_VERIFY

PROVIDERS: tuple[Front, ...] = (IDENTITY_TOOLKIT, ONELOGIN, TWILIO_VERIFY)
