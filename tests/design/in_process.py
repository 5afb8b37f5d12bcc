"""A client of one vendor without a socket."""

import httpx2

from mfa_emulator import Emulator


def client_of(emulator: Emulator, host: str) -> httpx2.Client:
    """A client that reaches the default world by a vendor's production host name."""
    return httpx2.Client(transport=emulator.transport(), base_url=f"http://{host}", trust_env=False)
