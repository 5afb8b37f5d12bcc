"""Driver in the environment of the hand-written SDK (1.x and 2.x): a line of JSON in, a call, a line of JSON out.

The SDK always speaks https to <subdomain>.onelogin.com. A request that names a `subdomain` has it do just that; for
others a client's `url_builder`, the one part of it that knows, takes it elsewhere. Nothing of the package is changed.
"""

import json
import os
import re
import sys
from typing import Any

from onelogin.api.client import OneLoginClient

PLAIN = (str, int, float, bool, type(None), list, dict)


class Elsewhere:
    """Wraps the client's own URL builder and swaps scheme and host."""

    def __init__(self, builder: Any, host: str) -> None:
        self._builder = builder
        self._host = host

    def get_url(self, *arguments: Any, **named: Any) -> str:
        return re.sub(r"^https://[^/]+", self._host, self._builder.get_url(*arguments, **named))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._builder, name)


def main() -> None:
    clients: dict[int, Any] = {}
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(answer(request, clients), default=str), flush=True)


def new_client(request: dict[str, Any]) -> Any:
    os.environ["REQUESTS_CA_BUNDLE"] = request["ca"]
    subdomain = {"subdomain": request["subdomain"]} if request["subdomain"] else {}  # 1.x has no such argument
    client = OneLoginClient(request["client_id"], request["client_secret"], "us", **subdomain)
    if not subdomain:
        client.url_builder = Elsewhere(client.url_builder, request["host"])
    client.get_access_token()  # its log-in calls do not fetch one by themselves
    return client


def answer(request: dict[str, Any], clients: dict[int, Any]) -> dict[str, Any]:
    try:
        client = clients.get(request["client"]) or clients.setdefault(request["client"], new_client(request))
        # "mfa", "assertion" and "user" choose the API's version; kept in the class, so set for each call.
        client.api_configuration = request["named"].pop("versions", {})
        value = getattr(client, request["method"])(*request["arguments"], **request["named"])
    except Exception as error:  # the test decides what it should have been
        return {"type": type(error).__name__, "raised": True, "value": str(error)}
    said = ": ".join(str(part) for part in (client.error, client.error_description) if part) or None
    return {"type": type(value).__name__, "value": plain(value), "error": said}


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, PLAIN):
        return value
    return {name: plain(item) for name, item in vars(value).items()} if hasattr(value, "__dict__") else str(value)


main()
