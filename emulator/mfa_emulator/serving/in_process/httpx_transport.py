"""The in-process transport of httpx, for those who have it: the emulator itself uses httpx2."""

from typing import TYPE_CHECKING

import httpx

from mfa_emulator.serving.in_process.asgi_calls import AsgiCaller, AtOnce, Call

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class InProcessTransport(httpx.BaseTransport):
    """Calls an application without a socket: see `AsgiCaller`.

    ``httpx.Client(transport=emulator.transport("httpx"), base_url="http://localhost", trust_env=False)``. A connection
    that a fault drops raises `httpx.RemoteProtocolError`, as over a socket.
    """

    def __init__(self, app: "ASGIApp", at_once: AtOnce | None = None) -> None:
        self._application = AsgiCaller(app, at_once)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; the answer is complete when it returns."""
        try:
            answer = self._application.answer(Call(request.method, request.url, request.headers.raw, request.read()))
        except ConnectionResetError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from None
        return httpx.Response(answer.status, headers=answer.headers, content=answer.body)

    def close(self) -> None:
        """Give the event loops back."""
        self._application.close()
