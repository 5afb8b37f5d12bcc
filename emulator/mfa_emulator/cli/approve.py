"""``mfa-emulator approve``."""

from urllib.parse import quote

import click

from mfa_emulator.cli.client import Client, with_client
from mfa_emulator.cli.control_answers import Challenge, Challenges, Decided
from mfa_emulator.cli.failure import Failed
from mfa_emulator.cli.output import echo


@click.command(short_help="Approve or deny a push challenge.")
@click.argument("challenge", required=False)
@click.option("--deny", is_flag=True, help="Tap the other button.")
@click.option("--list", "only_list", is_flag=True, help="Only list the challenges.")
@with_client
def command(client: Client, challenge: str | None, deny: bool, only_list: bool) -> None:
    """Tap "approve" on a user's phone: for the push challenge of that id, or for the only one that waits."""
    if only_list:
        known = _all(client)
        if not known:
            echo("no push challenges", err=True)
        for challenge_there in known:
            echo(_line(challenge_there))
        return
    chosen = challenge or _only(_all(client))
    done = client.post(f"/challenges/{quote(chosen, safe='')}", Decided, {"action": "deny" if deny else "approve"})
    echo(f"{'denied' if deny else 'approved'} {done.id} of {done.provider}")


def _all(client: Client) -> list[Challenge]:
    return [challenge for page in client.pages("/challenges", Challenges, {}) for challenge in page.challenges]


def _only(waiting: list[Challenge]) -> str:
    pending = [challenge for challenge in waiting if challenge.status == "pending"]
    if len(pending) == 1:
        return pending[0].id
    if not pending:
        raise Failed("no push challenge waits for a tap")
    raise Failed(f"{len(pending)} push challenges wait: {', '.join(challenge.id for challenge in pending)}")


def _line(challenge: Challenge) -> str:
    return f"{challenge.id}  {challenge.status}  {challenge.provider}  {challenge.to}  {challenge.text}"
