"""The commands of ``mfa-emulator`` by name."""

from importlib import import_module

import click

from mfa_emulator.cli.groups import DefaultGroup
from mfa_emulator.version import VERSION

COMMANDS = {
    "serve": "mfa_emulator.cli.serve",
    "exec": "mfa_emulator.cli.exec",
    "env": "mfa_emulator.cli.env",
    "run": "mfa_emulator.cli.run",
    "new": "mfa_emulator.cli.new",
    "schema": "mfa_emulator.cli.schema",
    "messages": "mfa_emulator.cli.messages",
    "tail": "mfa_emulator.cli.tail",
    "clock": "mfa_emulator.cli.clock",
    "code": "mfa_emulator.cli.code",
    "approve": "mfa_emulator.cli.approve",
    "reset": "mfa_emulator.cli.reset",
    "seed": "mfa_emulator.cli.seed",
    "snapshot": "mfa_emulator.cli.snapshot",
    "export": "mfa_emulator.cli.export",
    "wait": "mfa_emulator.cli.wait",
    "coverage": "mfa_emulator.cli.coverage",
    "contract": "mfa_emulator.cli.contract",
    "record": "mfa_emulator.cli.record",
    "settings": "mfa_emulator.cli.settings",
    "docs": "mfa_emulator.cli.docs",
}
"""Command -> the module that holds it, as `command`."""

EXIT_CODES = """
\b
Exit codes:
  0  done
  1  no: nothing found, a scenario failed, the request was refused
  2  wrong usage, or a file that cannot be read
  3  no emulator answers at the URL
  4  the port cannot be opened
  130  Ctrl-C before it was done; `serve` ends with 0
  141  whoever read the output has gone
`exec` ends with the status of its command: 127 if there is no such command,
126 if it cannot be run, 128+n if signal n ended it.
"""


class Commands(DefaultGroup):
    """Knows the commands without loading them."""

    default = "serve"

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION)
def commands() -> None:
    """A local stand-in for the MFA APIs of Google Identity Toolkit (Firebase Auth), OneLogin and Twilio Verify.

    Without a command it serves on 127.0.0.1:9099 and prints the lines that point each SDK at it; what `serve --help`
    lists can be given here too. `exec -- npm test` does all of it for one command: it starts an emulator on a free
    port, sets the SDKs' variables, and stops it again.

    Commands with an option --url talk to an emulator that runs: to that of --url, else of the variable
    MFA_EMULATOR_URL, else to http://127.0.0.1:9099.
    """
