"""Listening: the open ports of a running emulator, from the first to the secure side."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mfa_emulator.core.provider import Front
from mfa_emulator.serving.app import Application
from mfa_emulator.serving.server import Server

if TYPE_CHECKING:
    from mfa_emulator.serving.secure import Secure, SecureSide

_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Addresses to listen on that nobody can connect to, each with the one to call instead."""


class Listening:
    """One port for all worlds, one for each world that asked for its own, and the secure side if there is one."""

    def __init__(self, server: Server, host: str, port: int, secure_side: "SecureSide | None") -> None:
        self.loop: asyncio.AbstractEventLoop = server.loop
        self.secure_side = secure_side
        self._server = server
        self._host, self._port = host, port

    @classmethod
    async def begin(
        cls, app: Application, host: str, port: int, secure: "Secure | None", fronts: Mapping[str, Front]
    ) -> "Listening":
        """Listen on the caller's event loop. Raises OSError when a port is taken."""
        server, side = Server(app, app), None
        try:
            port = await server.listen(host, port)
            if secure is not None:
                from mfa_emulator.serving.secure import SecureSide

                side = await SecureSide.open(secure, fronts, server, port)
        except BaseException:
            await server.close()
            raise
        return cls(server, host, port, side)

    @property
    def host_port(self) -> str:
        """``127.0.0.1:54321``."""
        host = _ANY.get(self._host, self._host)
        return f"[{host}]:{self._port}" if ":" in host else f"{host}:{self._port}"

    async def open(self) -> int:
        """Listen on a further port, and return its number. Raises OSError."""
        return await self._server.listen(self._host, 0)

    def hang_up(self, port: int) -> None:
        """Have the loop end the connections that came in on that port."""
        asyncio.run_coroutine_threadsafe(self._server.hang_up(port), self.loop)

    async def end_connections(self, port: int) -> None:
        """End the connections that came in on that port."""
        await self._server.hang_up(port)

    async def hang_up_first(self) -> None:
        """End the connections that came in on the port that all worlds share."""
        await self._server.hang_up(self._port)

    @property
    def is_connected(self) -> bool:
        """Whether anybody is connected, on whichever port."""
        return self._server.is_connected

    def shut(self, port: int, done: Callable[[], object]) -> None:
        """Have the loop close that port, and call `done` when nobody can come in there any more."""

        async def unlisten() -> None:
            await self._server.unlisten(port)
            done()

        asyncio.run_coroutine_threadsafe(unlisten(), self.loop)

    def env(self) -> dict[str, str]:
        """The variables for the secure side."""
        return {} if self.secure_side is None else self.secure_side.env()

    async def close(self) -> None:
        """Stop listening on every port."""
        if self.secure_side is not None:
            await self.secure_side.close()
        await self._server.close()
