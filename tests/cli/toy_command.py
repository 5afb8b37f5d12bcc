"""The command ``mfa-emulator`` with the toy as its only vendor, run as a program by the tests beside it."""

import sys
from types import ModuleType

from push_toy import PUSH_TOY

providers = ModuleType("mfa_emulator.providers")
providers.installed = lambda: (PUSH_TOY,)
sys.modules[providers.__name__] = providers

from mfa_emulator.cli import main  # noqa: E402

main()
