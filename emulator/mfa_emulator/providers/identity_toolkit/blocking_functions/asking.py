"""Questions to blocking functions: what every event tells, and the world's lock taken back when the answer is there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec

from mfa_emulator.core.http.deliveries import Attempt
from mfa_emulator.core.http.wire import Dropped
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit.configuration.triggers import Event
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.state import NAME, Scope
from mfa_emulator.providers.identity_toolkit.tokens.sessions import ISSUER

LIFETIME = 600
"""Seconds for which the token is good: ten times the time limit, as the official emulator writes it."""


async def ask(
    call: Call[object], scope: Scope, event: Event, url: str, about: Mapping[str, object], begun: int
) -> Attempt:
    """The answer of the function at that URL to a token that says what is `about` to happen.

    Raises `Dropped` when the world was reset meanwhile: its clock had `begun` before.
    """
    claims = {**_event_claims(call, scope, event, url), **about}
    attempt = await call.world.outbound.ask(
        provider=NAME,
        event=event,
        url=url,
        headers={"Content-Type": "application/json"},
        body=msgspec.json.encode({"data": {"jwt": call.world.tokens.issue(claims)}}),
        timeout=call.settings.blocking_function_timeout,
    )
    if call.world.clock.begun != begun:
        raise Dropped  # a reset cuts what is under way
    return attempt


@contextmanager
def resumed(call: Call[object], begun: int) -> Iterator[None]:
    """Hold the world's lock again, at the instant that it is now. Raises `Dropped` when it was reset meanwhile."""
    with call.world.lock:
        if call.world.clock.begun != begun:
            raise Dropped
        call.world.clock.catch_up()
        call.now = call.world.clock.micros()
        yield


def _event_claims(call: Call[object], scope: Scope, event: Event, url: str) -> dict[str, object]:
    """The claims of every event."""
    now, headers = call.now // SECOND, call.request.headers
    return {
        "iss": ISSUER + scope.project_id,
        "aud": url,
        "iat": now,
        "exp": now + LIFETIME,
        "event_id": call.world.ids.url_safe(16),
        "event_type": event,
        "user_agent": headers.get("user-agent", ""),
        # As in the official emulator: callers are on this machine.
        "ip_address": "127.0.0.1",
        "locale": headers.get("x-firebase-locale", "en"),
    }
