"""An HTTP client of Twilio's SDK keeps its own type where it is redirected."""

from typing import assert_type

from mfa_emulator import Emulator
from mfa_emulator.sdk.twilio import in_process, redirect


class Http:
    """One in the form of Twilio's."""

    is_async = False

    def request(self, method: str, url: str, timeout: float | None = None) -> str:
        """Send a request."""
        return f"{method} {url} {timeout}"


def lead(emulator: Emulator) -> None:
    assert_type(redirect(Http(), "http://127.0.0.1:9099"), Http)
    assert_type(in_process(Http(), emulator, emulator.world), Http)
