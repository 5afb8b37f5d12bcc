"""Attributes of the built-in vendors, for type checkers and editors: what a world has by each vendor's name."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_emulator.providers.identity_toolkit.facade import IdentityToolkit
    from mfa_emulator.providers.onelogin.facade import OneLogin
    from mfa_emulator.providers.twilio_verify.facade import TwilioVerify


class BuiltIn:
    """The Python APIs of the built-in vendors. No object is made of it: `core.parts.Vendors` finds vendors by name."""

    @property
    def identity_toolkit(self) -> "IdentityToolkit":
        """Google Identity Toolkit, which is Firebase Auth: its users and their second factors."""
        raise NotImplementedError

    @property
    def onelogin(self) -> "OneLogin":
        """The OneLogin account: its users and their devices."""
        raise NotImplementedError

    @property
    def twilio_verify(self) -> "TwilioVerify":
        """The Twilio account: its entities and verifications."""
        raise NotImplementedError
