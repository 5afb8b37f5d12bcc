"""Smart MFA."""

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin.types.bodies import Body, Text


class ValidateUserRequest(Body, gc=False, kw_only=True):
    """A user to be scored. `expires_in` in seconds; a code is sent when the score reaches `risk_threshold`."""

    user_identifier: Text | None = None
    email: str | None = None
    phone: str | None = None
    context: JsonObject | None = None
    risk_threshold: int = 50
    firstname: str | None = None
    lastname: str | None = None
    expires_in: int | None = None


class Risk(msgspec.Struct, gc=False):
    """A score from 0 to 100, and its reasons."""

    score: int
    reasons: list[str]


class Sent(msgspec.Struct, gc=False):
    """Whether a code is under way."""

    otp_sent: bool
    state_token: str | UnsetType = UNSET


class ValidatedUser(msgspec.Struct, gc=False):
    """The user (made if new), the risk and the code's state."""

    user_id: int
    risk: Risk
    mfa: Sent


class VerifyTokenRequest(Body, gc=False):
    """A code to be checked. Both fields are required."""

    state_token: str | None = None
    otp_token: Text | None = None
