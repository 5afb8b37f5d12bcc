"""Events of a running emulator, as a command reads them."""

from collections.abc import Iterator
from typing import NamedTuple

from mfa_emulator.cli.client import Client, Query

SILENCE = 60.0
"""Real seconds after which an emulator that says nothing is taken for gone; it says every 15 that it is there."""


class Told(NamedTuple):
    """An event: its kind and its data in JSON. `id` is where a later reading goes on; empty within a batch."""

    kind: str
    data: str
    id: str


def read(client: Client, query: Query, last: str | None) -> Iterator[Told | None]:
    """Events from now on, or from behind that of the id `last`; first None, when nothing will be missed any more.

    Raises `Refusal`, or `Unreachable` when the emulator does not answer or is gone.
    """
    fields: dict[str, str] = {}
    ready = False
    for line in client.lines("/events", query, {"Last-Event-ID": last}, SILENCE):
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
            continue
        if not ready:
            ready = True
            yield None
        if "event" in fields:
            yield Told(fields["event"], fields.get("data", ""), fields.get("id", ""))
        fields = {}
