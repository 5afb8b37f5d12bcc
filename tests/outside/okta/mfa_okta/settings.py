"""Settings of an Okta organization."""

from typing import Annotated

import msgspec

from mfa_emulator.core.settings import Lifetime


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One organization."""

    totp_window: Annotated[int, msgspec.Meta(ge=0, le=10)] = 1
    """Steps of 30 seconds by which a code may be early or late.

    Source: guess.
    """
    activation_lifetime: Lifetime = 3600
    """Seconds in which an enrolled factor must be activated.

    Source: guess.
    """


PRESETS = {"emulator": Settings(), "strict": Settings(totp_window=0)}
