"""``mfa-emulator code``."""

import click

from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.control_answers import Clock, Factor, Factors
from mfa_emulator.cli.failure import Failed
from mfa_emulator.cli.output import echo
from mfa_emulator.core.otp import enrollment_answers, uris
from mfa_emulator.core.otp.authenticator import shown
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.time import durations

SHORTEST_SECRET = 16
"""Characters: a shorter text is a label that nobody has, even if it happens to be Base32."""


@click.command(short_help="Print a user's TOTP code of now.")
@click.argument("who", required=False)
@click.option("--step", default=0, help="-1 for the code before the present one, 1 for the next.")
@click.option("--provider", metavar="NAME", help="Look only at this provider's users.")
@click.option("--qr", "as_qr", is_flag=True, help="Draw the QR code that a real phone scans, too.")
@with_client
def command(client: Client, who: str | None, step: int, provider: str | None, as_qr: bool) -> None:
    """Print the TOTP code that an authenticator app shows now, by the emulator's clock.

    WHO is the label of an enrolled factor (a user's address, mostly), a secret, or an otpauth:// URI, in quotes.
    Without it all enrolled factors are listed.
    """
    if who is None:
        known = _found(client, provider=provider)
        if not known:
            echo("no TOTP factors", err=True)
        for factor in known:
            echo(f"{factor.code}  {factor.seconds_left:>2}s  {factor.provider}  {factor.label}")
            if as_qr:
                _draw(factor.uri)
        return
    app, uri = _app(client, who, provider)
    now = durations.instant(client.get("/clock", Clock).now)
    echo(shown(app, now, step))
    if as_qr:
        _draw(uri)


def _draw(uri: str) -> None:
    from mfa_emulator.cli import qr

    qr.show(uri)


def _found(client: Client, **query: str | None) -> list[Factor]:
    pages = client.pages("/authenticators", Factors, query)
    return [factor for page in pages for factor in page.authenticators]


def _app(client: Client, who: str, provider: str | None) -> tuple[Totp, str]:
    """The app that is meant, and its URI."""
    meant = _found(client, provider=provider, label=who)
    if len(meant) > 1:
        owners = ", ".join(factor.provider for factor in meant)
        raise Failed(f"{who} has {len(meant)} factors ({owners}): choose by --provider, or give the secret")
    try:
        if not meant and len(who.replace(" ", "").replace("-", "")) < SHORTEST_SECRET:
            raise ValueError("too short for a secret")
        totp, label = enrollment_answers.read(meant[0].uri if meant else who)
    except ValueError as error:
        raise Failed(
            f"{who} is no label of a TOTP factor ({_labels(client, provider)}), and no secret: {error}"
        ) from None
    return totp, meant[0].uri if meant else uris.written(totp, label or "mfa-emulator", "mfa-emulator")


def _labels(client: Client, provider: str | None) -> str:
    """Some of the labels that there are."""
    page = client.get("/authenticators", Factors, {"provider": provider, "limit": 20})
    labels = [factor.label for factor in page.authenticators]
    return ", ".join([*labels, *(["…"] if page.more else [])]) or "none"
