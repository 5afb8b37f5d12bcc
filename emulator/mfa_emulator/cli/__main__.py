"""``python -m mfa_emulator.cli``."""

from mfa_emulator.cli import main

main()
