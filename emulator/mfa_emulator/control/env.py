"""The environment variables that point the vendors' SDKs at a world."""

from collections.abc import Mapping
from shlex import quote
from typing import Literal

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.control.worlds import url_of
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.operation import Operation


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Style of the answer: `shell` to be evaluated, `dotenv`, `json`, or `github` to be appended to $GITHUB_ENV."""

    format: Literal["shell", "dotenv", "json", "github"] = "json"


def show(call: Call[Wanted]) -> Reply:
    """The variables by which the client reaches the world, by the address that it used itself."""
    url = url_of(call.state, call.world, call.request, call.world)
    text = written(call.state.env(call.world, url), call.body.format)
    return Reply(200, text.encode(), content_type="application/json" if call.body.format == "json" else "text/plain")


def written(variables: Mapping[str, str], style: str) -> str:
    """The variables in one of the formats."""
    if style == "json":
        return msgspec.json.format(msgspec.json.encode(variables), indent=2).decode() + "\n"
    begin = "export " if style == "shell" else ""
    shown = str if style == "github" else quote  # no shell reads $GITHUB_ENV: quotes would be part of the value
    return "".join(f"{begin}{name}={shown(value)}\n" for name, value in variables.items())


OPERATIONS = (Operation("env.show", "GET /_mfa/v1/env", show),)
