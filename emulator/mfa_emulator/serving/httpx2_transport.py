"""The in-process transport of httpx2."""

from typing import TYPE_CHECKING

import httpx2

from mfa_emulator.serving.asgi_calls import AsgiCaller, Call

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class InProcessTransport(httpx2.BaseTransport):
    """Calls an application without a socket: see `AsgiCaller`.

    ``httpx2.Client(transport=emulator.transport(), base_url="http://localhost", trust_env=False)``. A connection that
    a fault drops raises `httpx2.RemoteProtocolError`, as over a socket.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._application = AsgiCaller(app)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request; the answer is complete when it returns."""
        try:
            answer = self._application.answer(Call(request.method, request.url, request.headers.raw, request.read()))
        except ConnectionResetError as error:
            raise httpx2.RemoteProtocolError(str(error), request=request) from None
        return httpx2.Response(answer.status, headers=answer.headers, content=answer.body)

    def close(self) -> None:
        """Give the event loops back."""
        self._application.close()
