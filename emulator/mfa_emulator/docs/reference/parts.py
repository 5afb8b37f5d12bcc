"""All reference parts, by the names that stand in the pages."""

import click

from mfa_emulator.core.providers import Providers
from mfa_emulator.docs.reference.commands import commands
from mfa_emulator.docs.reference.control_calls import control_calls
from mfa_emulator.docs.reference.coverage import coverage
from mfa_emulator.docs.reference.fault_fields import fault_fields
from mfa_emulator.docs.reference.helpers import helpers
from mfa_emulator.docs.reference.seeds import seeds
from mfa_emulator.docs.reference.settings import settings
from mfa_emulator.docs.reference.steps import steps


def parts(providers: Providers, command: click.Group) -> dict[str, str]:
    """Every reference part as Markdown. The command is given, so that the manual depends on no command line."""
    return {
        "commands": commands(command),
        "control-calls": control_calls(),
        "coverage": coverage(providers),
        "fault-fields": fault_fields(),
        "helpers": helpers(providers),
        "seeds": seeds(providers),
        "settings": settings(providers),
        "steps": steps(),
    }
