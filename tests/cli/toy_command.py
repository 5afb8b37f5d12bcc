"""The command ``mfa-emulator`` with the toy as its only vendor, run as a program by the tests beside it."""

import os
import signal
import sys
from types import ModuleType

from push_toy import PUSH_TOY

if os.environ.get("HEARS_SIGHUP"):  # although the tests may run under nohup
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

providers = ModuleType("mfa_emulator.providers")
providers.installed = lambda: (PUSH_TOY,)
sys.modules[providers.__name__] = providers

from mfa_emulator.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
