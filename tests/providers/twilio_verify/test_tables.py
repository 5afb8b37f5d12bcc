"""Tables name every attribute that their indexes look at: a record that keeps those is put in without asking them."""

from typing import Any

import pytest

from mfa_emulator.core.store.table import Table
from mfa_emulator.providers.twilio_verify.state import ServiceData, VerifyState


class _Spy:
    """A record that notes which of its attributes are read."""

    def __init__(self, read: set[str]) -> None:
        self._read = read

    def __getattr__(self, name: str) -> Any:
        self._read.add(name)
        return _Text()


class _Text(str):
    def __getattr__(self, name: str) -> str:
        return ""


def tables() -> dict[str, Table[Any]]:
    owners = (VerifyState(), ServiceData())
    return {name: table for owner in owners for name, table in vars(owner).items() if isinstance(table, Table)}


@pytest.mark.parametrize("name", sorted(tables()))
def test_what_the_indexes_look_at_is_named(name: str):
    table = tables()[name]
    if table._indexed is None:
        return
    looked_at: set[str] = set()
    for values in table._indexes._values.values():
        values(_Spy(looked_at))
    named: set[str] = set()
    table._indexed(_Spy(named))
    assert looked_at <= named
