"""The control API's own kind of call: its state are the worlds, which it shows and changes."""

from typing import TypeAlias

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.core.worlds import Worlds

Call: TypeAlias = context.Call[BodyT, Worlds, None, None]
