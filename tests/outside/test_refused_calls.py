"""The refused calls of a vendor that comes from outside, with nothing written for it but a seed."""

import asyncio
from collections.abc import Iterator

import mfa_okta
import pytest
from thrower import SECRET, START, Thrower, name, rows

from mfa_emulator import Emulator
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import load

OKTA = load(mfa_okta.FRONT)
SEED = {"okta": {"users": [{"name": "ada", "factors": [{"kind": "totp", "secret": SECRET}]}]}}
GUESSED = {"listFactors", "enrollFactor"}
"""Operations whose calls need neither a code nor the id of a factor to succeed."""


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.mark.parametrize("profile", ["emulator", "strict"])
@pytest.mark.parametrize(("provider", "operation"), rows([OKTA]), ids=name)
def test_a_refused_call_leaves_the_world_as_it_was(loop, provider: Provider, operation: Operation, profile: str):
    emulator = Emulator(freeze=START, profile=profile, seeds=(SEED,), providers=[OKTA])
    succeeded = Thrower(provider, operation, emulator).run(loop)
    assert succeeded or operation.id not in GUESSED
