"""``mfa-emulator tail``."""

from typing import Never

import click
import msgspec

from mfa_emulator.cli import events
from mfa_emulator.cli.client import Client, Query, with_client
from mfa_emulator.cli.control_answers import Challenge, Message, Request, Reset
from mfa_emulator.cli.events import Told
from mfa_emulator.cli.failure import Unreachable
from mfa_emulator.cli.output import echo
from mfa_emulator.core.printable import in_a_line
from mfa_emulator.core.time import realtime

PAUSE = 0.5
"""Real seconds between two attempts to reach an emulator that is gone: nobody tells when it comes back."""


class _Push(Challenge):
    at: str


class _Message(Message):
    status: str


@click.command(short_help="Print messages, pushes and refusals as they come.")
@click.option("--follow", metavar="RECIPIENT", help="Only what comes to this phone number, address or user.")
@click.option("--provider", metavar="NAME")
@click.option("--all", "from_start", is_flag=True, help="Begin with what is kept from before.")
@click.option("--json", "as_json", is_flag=True, help="Print each event whole, in one line.")
@with_client
def command(client: Client, follow: str | None, provider: str | None, from_start: bool, as_json: bool) -> None:
    """Print messages, pushes and what is answered to them, and refused requests with their reasons, until Ctrl-C.

    When the emulator goes away it waits for it to come back. Refused requests have no recipient: --follow is without
    them.

    \b
    mfa-emulator tail --follow +15555550100
    mfa-emulator tail --json | jq -r 'select(.event == "request").data.reason'
    """
    query = {"kinds": "message,undelivered,challenge,request", "refused": "true", "to": follow, "provider": provider}
    _follow(client, query, "" if from_start else None, as_json)


def _follow(client: Client, query: Query, last: str | None, as_json: bool) -> Never:
    ever, here = False, False
    while True:
        try:
            for told in events.read(client, query, last):
                if told is None:
                    echo(f"{client.url} answers again" if ever else f"following {client.url}", err=True)
                    ever = here = True
                else:
                    last = told.id or last
                    _print(told, as_json)
        except Unreachable:
            if not ever:
                raise
        if here:
            echo(f"{client.url} is gone: waiting for it", err=True)
        here = False
        realtime.pause(PAUSE)


def _print(told: Told, as_json: bool) -> None:
    if as_json:
        event = {"event": told.kind, "data": msgspec.Raw(told.data.encode())}
        echo(msgspec.json.encode(event).decode())
        return
    line = _LINES.get(told.kind)
    if line is not None:
        echo("  ".join(in_a_line(part) for part in line(told.data) if part))


def _message(data: str) -> tuple[str, ...]:
    message = msgspec.json.decode(data, type=_Message)
    kept = "" if message.status == "delivered" else message.status
    return _time(message.created_at), f"{message.channel:<8}", message.to, kept, message.code or "-", message.body


def _challenge(data: str) -> tuple[str, ...]:
    push = msgspec.json.decode(data, type=_Push)
    return _time(push.at), f"{push.status:<8}", push.to, push.id, push.text


def _request(data: str) -> tuple[str, ...]:
    request = msgspec.json.decode(data, type=Request)
    called = request.operation or f"{request.method} {request.path}"
    return _time(request.at), "refused ", str(request.status), called, request.reason


def _reset(data: str) -> tuple[str, ...]:
    reset = msgspec.json.decode(data, type=Reset)
    return _time(reset.now), "begins  ", reset.world


def _missed(data: str) -> tuple[str, ...]:
    missed = msgspec.json.decode(data, type=dict[str, str | int])
    return "-" * 8, "missed  ", f"{missed['count']} of kind {missed['kind']}, which are no longer kept"


def _time(instant: str) -> str:
    return instant[11:19]


_LINES = {
    "message": _message,
    "undelivered": _message,
    "challenge": _challenge,
    "request": _request,
    "reset": _reset,
    "missed": _missed,
}
