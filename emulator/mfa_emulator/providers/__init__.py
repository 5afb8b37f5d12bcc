"""The vendors: the built-in ones, which are listed here and nowhere else, and those of other packages."""

from functools import cache

from mfa_emulator.core.provider import Front
from mfa_emulator.providers.identity_toolkit import FRONT as IDENTITY_TOOLKIT
from mfa_emulator.providers.onelogin import FRONT as ONELOGIN
from mfa_emulator.providers.outside import outside_fronts
from mfa_emulator.providers.twilio_verify import FRONT as TWILIO_VERIFY

BUILT_IN: tuple[Front, ...] = (IDENTITY_TOOLKIT, ONELOGIN, TWILIO_VERIFY)


@cache
def installed() -> tuple[Front, ...]:
    """Every vendor there is: the built-in ones, then those of other packages by name. Looked for once in a process.

    Raises ValueError, which names the distribution, when another package's vendor cannot be used.
    """
    return (*BUILT_IN, *outside_fronts(BUILT_IN))
