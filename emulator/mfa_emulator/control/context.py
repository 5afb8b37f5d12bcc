"""The control API's own kind of call: its state is the emulator, whose worlds it shows and changes."""

from typing import TypeAlias

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.emulator import Emulator

Call: TypeAlias = context.Call[BodyT, Emulator, None, None]
