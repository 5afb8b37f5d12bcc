"""``mfa-emulator messages``."""

import re

import click
import msgspec

from mfa_emulator.cli.client import Client, Query, Refusal, with_client
from mfa_emulator.cli.control_answers import Message, Messages
from mfa_emulator.cli.failure import BadInput, Failed
from mfa_emulator.cli.output import echo
from mfa_emulator.cli.types import seconds

_LINK = re.compile(r"https?://[^\s<>\"]+")


@click.command(short_help="Print sent messages and their codes.")
@click.option("--to", metavar="RECIPIENT", help="Only messages to this phone number, address or user.")
@click.option("--channel", type=click.Choice(["sms", "call", "email", "whatsapp", "push"]))
@click.option("--provider", metavar="NAME")
@click.option("--latest", is_flag=True, help="Only the newest one.")
@click.option("--wait", metavar="DURATION", type=seconds, default=0, help="Wait up to 10s, say, for a first one.")
@click.option("--code-only", is_flag=True, help="Print only the codes that the messages carry.")
@click.option("--json", "as_json", is_flag=True, help="Print the messages whole.")
@click.option("--qr", "as_qr", is_flag=True, help="Draw the link in each message, else its code, for a real phone.")
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
    as_qr: bool,
) -> None:
    """Print the messages that the vendors sent, oldest first.

    Ends with 1 when there is none although --latest or --wait asks for one.

    \b
    CODE=$(mfa-emulator messages --latest --to +15555550100 --code-only --wait 10s)
    """
    if as_qr and as_json:
        raise BadInput("--qr draws for people, --json prints for programs: choose one")
    query: Query = {"to": to, "channel": channel, "provider": provider, "wait": wait or None}
    pages = client.pages("/messages", Messages, query, wait)
    found = [_latest(client, query, wait)] if latest else [message for page in pages for message in page.messages]
    if wait and not found:
        raise Failed(f"no message came (waited {wait:g} s)")
    if not found:
        echo("no messages" if (to, channel, provider) == (None, None, None) else "no message fits", err=True)
    for message in found:
        echo(bytes(message).decode() if as_json and not code_only else _text(message, code_only))
        if as_qr:
            _draw(msgspec.json.decode(message, type=Message))


def _latest(client: Client, query: Query, wait: float) -> msgspec.Raw:
    try:
        return client.get("/messages/latest", msgspec.Raw, query, wait)
    except Refusal as refusal:
        waited = f" (waited {wait:g} s)" if wait and refusal.http_status == 404 else ""
        raise Failed(f"{refusal.message}{waited}") from None


def _draw(message: Message) -> None:
    """Draw what the recipient would have to type."""
    from mfa_emulator.cli import qr

    link = _LINK.search(message.body)
    if link is None and not message.code:
        raise Failed(f"the message to {message.to} carries neither a link nor a code: {message.body}")
    qr.show(message.code or "" if link is None else link[0])


def _text(told: msgspec.Raw, code_only: bool) -> str:
    """The code of a message, or a line with all that people want to see of it."""
    message = msgspec.json.decode(told, type=Message)
    if not code_only:
        body = " ".join(message.body.split())
        return f"{message.created_at[11:19]}  {message.channel:<8} {message.to}  {message.code or '-'}  {body}"
    if not message.code:
        raise Failed(f"the message to {message.to} carries no code: {message.body}")
    return message.code
