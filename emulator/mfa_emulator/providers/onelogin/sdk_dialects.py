"""Dialects: the shapes of answers that each generation of SDKs can read.

The official SDKs contradict each other about the answer to the same call. The User-Agent tells them apart; the setting
`dialect` overrides it.
"""

import re
from typing import Literal

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.remembered import Remembered


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """The shapes that one family of clients reads. The defaults are the published ones."""

    name: str
    trigger_data: Literal["list", "object"] = "list"
    """`data` of a v1 trigger: a list of one, or an object that holds `otp_devices`."""
    mfa_token_status: int = 200
    mfa_token_misspelled: bool = False
    """Whether the v1 temporary token repeats `reusable` as `resuable`, the key that the SDK's model reads."""
    users_wrapped: bool = True
    """Whether v1 users come in the envelope of status and data."""
    user_created_status: int = 200
    verification_device_id: Literal["text", "number"] = "text"
    """Type of `device_id` in the answer to a new v2 verification."""
    registration_ids: bool = False
    """Whether a pending v2 registration shows `user_id`, `device_id` and `default`."""
    plain_verdicts: bool = False
    """Whether the answer to a v2 code is `id`, `status` and `device_id` alone."""
    pending_status: Literal[200, 401] = 401
    """Status of a v1 verify while a push waits."""
    polls_listed: bool = False
    """Whether polls of v2 registrations and verifications come in a list of one."""
    null_return_to_url: bool = True
    """Whether a login without `return_to_url` shows it as null."""
    declared_only: bool = False
    """Whether to leave out keys that the published models do not declare."""


_GEN = Dialect(
    name="gen",
    trigger_data="object",
    mfa_token_misspelled=True,
    users_wrapped=False,
    user_created_status=201,
    verification_device_id="number",
    registration_ids=True,
    pending_status=200,
)
DIALECTS = {
    dialect.name: dialect
    for dialect in (
        Dialect(name="doc"),
        _GEN,
        msgspec.structs.replace(_GEN, name="gen30", polls_listed=True, null_return_to_url=False),
        msgspec.structs.replace(_GEN, name="strict", mfa_token_misspelled=False, declared_only=True),
        Dialect(name="legacy", mfa_token_status=201, pending_status=200),
        Dialect(name="python2", pending_status=200),
        Dialect(name="java2", plain_verdicts=True),
    )
}
_USER_AGENTS = (
    (re.compile(r"OpenAPI-Generator/[^/]*/java"), "strict"),
    (re.compile(r"OpenAPI-Generator/3\.0\.[^/]*/python"), "gen30"),
    (re.compile(r"OpenAPI-Generator/[^/]*/python"), "gen"),  # 3.1, 3.2 and 4.0 all say 3.1.x
    (re.compile(r"onelogin-python-sdk 1\.|onelogin-ruby-sdk v|onelogin-php-sdk "), "legacy"),
    (re.compile(r"onelogin-python-sdk 2\."), "python2"),
    (re.compile(r"onelogin-java-sdk"), "java2"),
)

DECLARED: dict[str, frozenset[str]] = {
    "otp_device": frozenset(
        (
            "active",
            "default",
            "state_token",
            "auth_factor_name",
            "phone_number",
            "type_display_name",
            "needs_trigger",
            "user_display_name",
            "id",
        )
    ),
    "otp_devices": frozenset(("otp_devices",)),
    "registration": frozenset(
        ("device_id", "user_display_name", "type_display_name", "auth_factor_name", "id", "user_id")
    ),
    "verification": frozenset(
        (
            "device_id",
            "display_name",
            "expires_at",
            "redirect_to",
            "user_display_name",
            "id",
            "type_display_name",
            "auth_factor_name",
        )
    ),
    "status": frozenset(("type", "code", "message", "error")),
    "mfa_token": frozenset(("mfa_token", "expires_at", "resuable")),
}
"""Keys of the published models (4.0.1), for clients that reject any other."""


def of(user_agent: str, override: str) -> Dialect:
    """The dialect for a request."""
    return DIALECTS[override or _NAMES[user_agent]]


def _name(user_agent: str) -> str:
    return next((name for pattern, name in _USER_AGENTS if pattern.match(user_agent)), "doc")


_NAMES = Remembered(_name)
"""Names of dialects by User-Agent: a suite's requests come from few programs."""


def declared(dialect: Dialect, model: str, data: JsonObject) -> JsonObject:
    """`data`, without undeclared keys where the client would reject them."""
    if not dialect.declared_only:
        return data
    return {name: value for name, value in data.items() if name in DECLARED[model]}
