"""Worlds of one emulator, with the same people in each."""

from collections.abc import Callable, Iterator

import pytest
from worlds_apart import PEOPLE, START, Client

from mfa_emulator import Emulator


@pytest.fixture
def emulator() -> Emulator:
    """An emulator whose default world has these people, and all that are made have."""
    return Emulator(freeze=START, project="demo-project", seeds=[PEOPLE])


@pytest.fixture
def client_of(emulator: Emulator) -> Iterator[Callable[[str], Client]]:
    """A client of a world, which is made if there is none of that name."""
    clients: list[Client] = []

    def client_of(name: str) -> Client:
        world = emulator.worlds.get(name) or emulator.worlds.add(name)
        clients.append(Client(emulator, world))
        return clients[-1]

    yield client_of
    for client in clients:
        client.close()
