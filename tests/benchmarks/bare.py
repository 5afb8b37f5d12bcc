"""What the emulator is measured against: the same server with nothing behind it.

``/echo`` is a bare ASGI application that reads the body and answers 900 bytes of JSON; any other path is a Starlette
route that decodes JSON and answers the same.
"""

import asyncio
import json
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from mfa_emulator.serving.server import Server, new_event_loop

ANSWER = {"token": "x" * 860, "expiresIn": "3600"}
BODY = json.dumps(ANSWER).encode()
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())],
}


async def route(request: Request) -> JSONResponse:
    await request.json()
    return JSONResponse(ANSWER)


starlette = Starlette(routes=[Route("/starlette", route, methods=["POST"])])


async def app(scope, receive, send) -> None:
    if scope["path"] != "/echo":
        await starlette(scope, receive, send)
        return
    while (await receive()).get("more_body"):
        pass
    await send(START)
    await send({"type": "http.response.body", "body": BODY})


async def main() -> None:
    print(await Server(app).listen("127.0.0.1", 0), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=lambda: new_event_loop(fast=True)) as runner:
        runner.run(main())
