"""uvicorn's inside: the names that our connection stands on, looked at when serving starts.

They are no promise of uvicorn's. Where one has changed, connections are uvicorn's own, and requests go the plain ASGI
way: the answers are the same, and take longer.
"""

import inspect
import logging
from importlib import import_module

import uvicorn
from uvicorn.server import ServerState

LOG = logging.getLogger("uvicorn.mfa_emulator")
"""A logger below uvicorn's own, so that it is shown wherever that one is."""

_METHODS = {
    "__init__": ("config", "server_state", "app_state", "_loop"),
    "connection_made": ("transport",),
    "connection_lost": ("exc",),
    "data_received": ("data",),
    "handle_websocket_upgrade": (),
    "send_400_response": ("msg",),
    "on_message_begin": (),
    "on_url": ("url",),
    "on_header": ("name", "value"),
    "on_headers_complete": (),
    "on_body": ("body",),
    "on_message_complete": (),
    "on_response_complete": (),
    "pause_writing": (),
    "resume_writing": (),
    "shutdown": (),
    "_should_upgrade": (),
    "_get_upgrade": (),
    "_unset_keepalive_if_required": (),
}
"""Methods of the connection that ours overrides or calls, each with its parameters; further ones have defaults."""

_ATTRIBUTES = (
    *("loop", "parser", "flow", "transport", "server", "scheme", "scope", "headers", "expect_100_continue", "cycle"),
    *("connections", "pipeline", "timeout_keep_alive", "timeout_keep_alive_task"),
)
"""Attributes of a new connection that ours reads or sets."""


def difference(config: uvicorn.Config) -> str:
    """The first name of uvicorn's inside that is not as known; empty when all are. Needs a running loop."""
    try:
        inside = import_module("uvicorn.protocols.http.httptools_impl")
    except ImportError as error:
        return f"{error.name} cannot be imported"
    if not hasattr(inside, "HttpToolsProtocol"):
        return f"{inside.__name__} has no HttpToolsProtocol"
    return _of_class(inside.HttpToolsProtocol) or _of_connection(inside.HttpToolsProtocol, config)


def differs(config: uvicorn.Config) -> bool:
    """Whether something is not as known; the log says what."""
    found = difference(config)
    if found:
        LOG.warning(
            "uvicorn %s is not as known here (%s): requests go the plain ASGI way, which is slower",
            uvicorn.__version__,
            found,
        )
    return bool(found)


def _of_class(kind: type) -> str:
    for name, expected in _METHODS.items():
        method = getattr(kind, name, None)
        if method is None:
            return f"{kind.__name__} has no {name}"
        parameters = list(inspect.signature(method).parameters.values())[1:]
        further = parameters[len(expected) :]
        as_known = tuple(one.name for one in parameters[: len(expected)]) == expected
        if not as_known or any(one.default is inspect.Parameter.empty for one in further):
            return f"{kind.__name__}.{name} takes {', '.join(one.name for one in parameters) or 'nothing'}"
    return ""


def _of_connection(kind: type, config: uvicorn.Config) -> str:
    try:
        connection = kind(config, ServerState(), {})
    except Exception as error:
        return f"no {kind.__name__} can be made: {error!r}"
    missing = next((name for name in _ATTRIBUTES if not hasattr(connection, name)), "")
    return missing and f"a {kind.__name__} has no {missing}"
