"""The command ``mfa-emulator``: one small module per command, loaded when it is used."""

import sys

from mfa_emulator.cli import interrupts


def main() -> None:
    """The command's entry point."""
    interrupts.end_quietly()
    # Loaded only now: Ctrl-C may come meanwhile.
    from mfa_emulator.cli.command_line import commands
    from mfa_emulator.cli.ending import status

    sys.exit(status(commands, sys.argv[1:]))
