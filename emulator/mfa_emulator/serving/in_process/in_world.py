"""The application as clients without a socket call it: in one world."""

from typing import TYPE_CHECKING

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.wire import Parts, parts_of
from mfa_emulator.serving.app import Application

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from mfa_emulator.core.world import World


class InWorld:
    """An application whose requests come to one world unless they name another; None: to the front of all worlds."""

    def __init__(self, app: Application, world: "World | None") -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """The ASGI application."""
        await self._app(scope if self._world is None else {**scope, "mfa.world": self._world}, receive, send)

    def at_once(self, request: Request) -> Parts | None:
        """The answer to a request that came whole; None: call the application."""
        destination = self._app.destination(request)
        if destination is None:
            return None
        meaning = destination.meaning(request)
        if self._world is None:
            reply = self._app.at_once(meaning, request, None)
        else:
            reply = self._app.at_once_in(self._world, meaning, request)
        return None if reply is None else parts_of(reply, meaning.cors)
