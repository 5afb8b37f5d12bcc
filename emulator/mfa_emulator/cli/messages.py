"""``mfa-emulator messages``."""

from typing import Any

import click
import msgspec

from mfa_emulator.cli.client import Client, Refusal, with_client
from mfa_emulator.cli.failure import Failed
from mfa_emulator.cli.types import seconds

Message = dict[str, Any]


@click.command(short_help="Print sent messages and their codes.")
@click.option("--to", metavar="RECIPIENT", help="Only messages to this phone number, address or user.")
@click.option("--channel", type=click.Choice(["sms", "call", "email", "whatsapp", "push"]))
@click.option("--provider", metavar="NAME")
@click.option("--latest", is_flag=True, help="Only the newest one.")
@click.option("--wait", metavar="DURATION", type=seconds, default=0, help="Wait up to 10s, say, for a first one.")
@click.option("--code-only", is_flag=True, help="Print only the codes that the messages carry.")
@click.option("--json", "as_json", is_flag=True, help="Print the messages whole.")
@with_client
def command(
    client: Client,
    to: str | None,
    channel: str | None,
    provider: str | None,
    latest: bool,
    wait: float,
    code_only: bool,
    as_json: bool,
) -> None:
    """Print the messages that the vendors sent, oldest first.

    Ends with 1 when there is none although --latest or --wait asks for one.

    \b
    CODE=$(mfa-emulator messages --latest --to +15555550100 --code-only --wait 10s)
    """
    query = {"to": to, "channel": channel, "provider": provider, "wait": wait or None}
    found = [_latest(client, query, wait)] if latest else client.get("/messages", query, wait)["messages"]
    if wait and not found:
        raise Failed(f"no message came (waited {wait:g} s)")
    if not found:
        click.echo("no messages" if (to, channel, provider) == (None, None, None) else "no message fits", err=True)
    for message in found:
        click.echo(_code(message) if code_only else _json(message) if as_json else _line(message))


def _latest(client: Client, query: dict[str, Any], wait: float) -> Message:
    try:
        message: Message = client.get("/messages/latest", query, wait)
    except Refusal as refusal:
        waited = f" (waited {wait:g} s)" if wait and refusal.http_status == 404 else ""
        raise Failed(f"{refusal.message}{waited}") from None
    return message


def _code(message: Message) -> str:
    if not message["code"]:
        raise Failed(f"the message to {message['to']} carries no code: {message['body']}")
    return str(message["code"])


def _json(message: Message) -> str:
    return msgspec.json.encode(message).decode()


def _line(message: Message) -> str:
    body = " ".join(message["body"].split())
    code = message["code"] or "-"
    return f"{message['created_at'][11:19]}  {message['channel']:<8} {message['to']}  {code}  {body}"
