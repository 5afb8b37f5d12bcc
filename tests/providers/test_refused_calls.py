"""A call that is refused leaves the world as it was, to the byte: every operation, whatever is sent to it."""

import asyncio
from collections.abc import Iterator

import pytest
from thrower import SECRET, START, Thrower, name, rows

from mfa_emulator import Emulator
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN

ADA = {"email": "ada@example.com", "password": "secret-1"}
BOB = {
    "username": "bob",
    "password": "secret-1",
    "factors": [{"type": "sms", "to": "+15555550100"}, {"type": "authenticator", "secret": SECRET}],
}
OWL = {
    "friendly_name": "Owl Bank",
    "default": True,
    "entities": [{"identity": "ada-lovelace", "factors": [{"friendly_name": "Phone", "secret": SECRET}]}],
}
SEED = {
    "identity_toolkit": {"users": [{**ADA, "localId": "ada", "factors": [{"phoneNumber": "+15555550101"}]}]},
    "twilio_verify": {"services": [OWL]},
    "onelogin": {"users": [BOB]},
}


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.mark.parametrize("profile", ["emulator", "strict"])
@pytest.mark.parametrize(("provider", "operation"), rows(map(load, BUILT_IN)), ids=name)
def test_a_refused_call_leaves_the_world_as_it_was(loop, provider: Provider, operation: Operation, profile: str):
    emulator = Emulator(freeze=START, profile=profile, seeds=(SEED,), providers=BUILT_IN)
    bearer = {"authorization": f"bearer:{emulator.onelogin.token()}"}
    # That version 1 counts every call of an hour is no trace of what the call wanted.
    thrower = Thrower(provider, operation, emulator, [bearer], lambda states: vars(states["onelogin"]).pop("rate"))
    thrower.run(loop)
