"""Every documented error of Identity Toolkit and Secure Token, one class each."""

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.identity_toolkit.errors.accounts import *  # noqa: F403
from mfa_emulator.providers.identity_toolkit.errors.base import *  # noqa: F403
from mfa_emulator.providers.identity_toolkit.errors.base import FrontEndError, Refusal
from mfa_emulator.providers.identity_toolkit.errors.config import *  # noqa: F403
from mfa_emulator.providers.identity_toolkit.errors.mfa import *  # noqa: F403
from mfa_emulator.providers.identity_toolkit.errors.sign_in import *  # noqa: F403


def by_name() -> dict[str, type[VendorError]]:
    """The classes by the vendor's name for them. Where two share a name, the front end's own comes first."""
    return {error.code: error for base in (Refusal, FrontEndError) for error in base.__subclasses__()}
