"""Driver in the environment of a generated SDK (3.x and 4.x): a line of JSON in, a call, a line of JSON out.

An argument ``{"$model": "OtpDevice", "display_name": ...}`` is made into that model of the SDK.
"""

import json
import sys
from types import SimpleNamespace
from typing import Any

import onelogin

try:
    from onelogin import apis, models  # 3.0

    SDK = SimpleNamespace(**{**vars(onelogin), **vars(models), **vars(apis)})
except ImportError:
    SDK = onelogin


def main() -> None:
    clients: dict[int, Any] = {}
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), clients), default=str), flush=True)


def answer(request: dict[str, Any], clients: dict[int, Any]) -> dict[str, Any]:
    try:
        value = call(request, clients)
    except Exception as error:  # the test decides what it should have been
        name = type(error).__name__
        return {"type": name, "raised": True, "status": getattr(error, "status", None), "value": text(error)}
    return {"type": type(value).__name__, "value": plain(value)}


def call(request: dict[str, Any], clients: dict[int, Any]) -> Any:
    client = clients.get(request["client"]) or clients.setdefault(request["client"], new_client(request))
    arguments = [model(argument) for argument in request["arguments"]]
    named = {name: model(argument) for name, argument in request["named"].items()}
    return getattr(api_of(client, request["method"]), request["method"])(*arguments, **named)


def new_client(request: dict[str, Any]) -> Any:
    """Make a client as a program does: ask for a token with the client's credentials, use it from then on."""
    configuration = SDK.Configuration(
        host=request["host"], username=request["client_id"], password=request["client_secret"]
    )
    client = SDK.ApiClient(configuration)
    if hasattr(SDK, "OAuth2Api"):  # 3.0 takes the Authorization header as an argument instead
        grant = SDK.GenerateTokenRequest(grant_type="client_credentials")
        configuration.access_token = SDK.OAuth2Api(client).generate_token(grant, "application/json").access_token
    return client


def api_of(client: Any, method: str) -> Any:
    """The API class that has the method."""
    for name in vars(SDK):
        if name.endswith("Api") and hasattr(getattr(SDK, name), method):
            return getattr(SDK, name)(client)
    raise LookupError(method)


def model(argument: Any) -> Any:
    if isinstance(argument, dict) and "$model" in argument:
        fields = {name: value for name, value in argument.items() if name != "$model"}
        return getattr(SDK, argument["$model"])(**fields)
    return argument


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def text(error: Exception) -> str:
    return str(getattr(error, "body", None) or error)


main()
