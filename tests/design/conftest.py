"""An emulator of the toy vendor alone, and a client that calls it in process."""

from collections.abc import Iterator

import httpx2
import pytest
from toy import TOY

from mfa_emulator import Emulator

START = "2026-11-21T10:00:00Z"


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(providers=[TOY], freeze=START)


@pytest.fixture
def client(emulator: Emulator) -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost", trust_env=False) as client:
        yield client
