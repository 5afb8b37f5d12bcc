"""The in-process transports of httpx2."""

from functools import partial
from typing import TYPE_CHECKING

import anyio.to_thread
import httpx2

from mfa_emulator.serving.in_process.asgi_calls import Answer, AsgiCaller, AtOnce, Call

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class InProcessTransport(httpx2.BaseTransport):
    """Calls an application without a socket: see `AsgiCaller`.

    ``httpx2.Client(transport=emulator.transport(), base_url="http://localhost", trust_env=False)``. A connection that
    a fault drops raises `httpx2.RemoteProtocolError`, as over a socket.
    """

    def __init__(self, app: "ASGIApp", at_once: AtOnce | None = None) -> None:
        self._application = AsgiCaller(app, at_once)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request; the answer is complete when it returns."""
        try:
            answer = self._application.answer(Call(request.method, request.url, request.headers.raw, request.read()))
        except ConnectionResetError as error:
            raise httpx2.RemoteProtocolError(str(error), request=request) from None
        return _response(answer)

    def close(self) -> None:
        """Give the event loops back."""
        self._application.close()


class AsyncInProcessTransport(httpx2.AsyncBaseTransport):
    """As `InProcessTransport`, for coroutines of asyncio and of trio: what must wait does so in a thread."""

    def __init__(self, app: "ASGIApp", at_once: AtOnce | None = None) -> None:
        self._application = AsgiCaller(app, at_once)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request; the answer is complete when it returns."""
        call = Call(request.method, request.url, request.headers.raw, await request.aread())
        answer = self._application.answer_at_once(call)
        if answer is None:
            waiting = partial(self._application.answer_by_loop, call)
            try:
                answer = await anyio.to_thread.run_sync(waiting, abandon_on_cancel=True)
            except ConnectionResetError as error:
                raise httpx2.RemoteProtocolError(str(error), request=request) from None
        return _response(answer)

    async def aclose(self) -> None:
        """Give the event loops back."""
        self._application.close()


def _response(answer: Answer) -> httpx2.Response:
    return httpx2.Response(answer.status, headers=answer.headers, content=answer.body)
