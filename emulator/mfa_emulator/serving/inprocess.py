"""Clients that call one vendor in one world without a socket."""

from typing import TYPE_CHECKING

import httpx2

from mfa_emulator.core import pipeline
from mfa_emulator.core.http import wire
from mfa_emulator.core.http.messages import Request
from mfa_emulator.serving.httpx2_transport import InProcessTransport

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from mfa_emulator.core.world import World


def vendor_client(world: "World", provider: str) -> httpx2.Client:
    """A client that calls one vendor in one world without a socket, by the vendor's production host name."""
    host = world.providers[provider].front.hosts[0]
    transport = InProcessTransport(_VendorApp(world, provider))
    return httpx2.Client(transport=transport, base_url=f"http://{host}", trust_env=False)


class _VendorApp:
    """One vendor of one world as an ASGI application."""

    def __init__(self, world: "World", provider: str) -> None:
        self._world = world
        self._provider = world.providers[provider]

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        request = Request(scope["method"], scope["raw_path"], scope["query_string"], scope["headers"])
        try:
            reply = await pipeline.serve(self._world, self._provider, request, receive)
        except wire.Dropped:
            raise ConnectionResetError("the connection was dropped") from None
        await wire.send_reply(send, reply, [])
