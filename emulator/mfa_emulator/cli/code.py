"""``mfa-emulator code``."""

import click

from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.control_answers import Clock, Factor, Factors
from mfa_emulator.cli.failure import Failed
from mfa_emulator.core.otp import enrollment_answers
from mfa_emulator.core.otp.authenticator import shown
from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.core.time import durations

SHORTEST_SECRET = 16
"""Characters: a shorter text is a label that nobody has, even if it happens to be Base32."""


@click.command(short_help="Print a user's TOTP code of now.")
@click.argument("who", required=False)
@click.option("--step", default=0, help="-1 for the code before the present one, 1 for the next.")
@click.option("--provider", metavar="NAME", help="Look only at this provider's users.")
@with_client
def command(client: Client, who: str | None, step: int, provider: str | None) -> None:
    """Print the TOTP code that an authenticator app shows now, by the emulator's clock.

    WHO is the label of an enrolled factor (a user's address, mostly), a secret, or an otpauth:// URI, in quotes.
    Without it all enrolled factors are listed.
    """
    known = client.get("/authenticators", Factors).authenticators
    known = [factor for factor in known if provider in (None, factor.provider)]
    if who is None:
        if not known:
            click.echo("no TOTP factors", err=True)
        for factor in known:
            click.echo(f"{factor.code}  {factor.seconds_left:>2}s  {factor.provider}  {factor.label}")
        return
    app = _app(who, known)
    now = durations.instant(client.get("/clock", Clock).now)
    click.echo(shown(app, now, step))


def _app(who: str, known: list[Factor]) -> Totp:
    meant = [factor for factor in known if who == factor.label]
    if len(meant) > 1:
        owners = ", ".join(factor.provider for factor in meant)
        raise Failed(f"{who} has {len(meant)} factors ({owners}): choose by --provider, or give the secret")
    try:
        if not meant and len(who.replace(" ", "").replace("-", "")) < SHORTEST_SECRET:
            raise ValueError("too short for a secret")
        return enrollment_answers.read(meant[0].uri if meant else who)[0]
    except ValueError as error:
        labels = ", ".join(factor.label for factor in known) or "none"
        raise Failed(f"{who} is no label of a TOTP factor ({labels}), and no secret: {error}") from None
