"""Triggers: which events have a function to ask first, and where it is."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute
from mfa_emulator.providers.identity_toolkit.state import Scope, toolkit_of
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import BlockingFunctionsConfig, Trigger

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

MessageEvent: TypeAlias = Literal["beforeSendEmail", "beforeSendSms"]

Event: TypeAlias = Literal["beforeCreate", "beforeSignIn"] | MessageEvent

EVENTS: tuple[Event, ...] = ("beforeCreate", "beforeSignIn", "beforeSendEmail", "beforeSendSms")
"""Production's four (recorded); the official emulator knows the first two."""

_NONE = BlockingFunctionsConfig()


def are_set(world: "World") -> bool:
    """Whether any project of the world has a function to ask."""
    return toolkit_of(world).blocks


def functions_of(context: Context, scope: Scope) -> BlockingFunctionsConfig:
    """The functions of a project, which are those of its tenants too."""
    if not context.state.blocks:
        return _NONE
    return context.state.projects[scope.project_id].config.blocking_functions or _NONE


def url_of(functions: BlockingFunctionsConfig, event: Event) -> str:
    """The URL of the function to ask at this event; empty when there is none."""
    trigger = (functions.triggers or {}).get(event)
    return (trigger.function_uri or "") if trigger else ""


def check(functions: BlockingFunctionsConfig | None) -> None:
    """Refuse functions that could not be asked. Raises `InvalidBlockingFunction`."""
    for event, trigger in ((functions and functions.triggers) or {}).items():
        if event not in EVENTS:
            raise errors.InvalidBlockingFunction(
                "Event type is invalid.", reason=f"{event!r} is none of {', '.join(EVENTS)}"
            )
        if not is_absolute(trigger.function_uri or ""):
            raise errors.InvalidBlockingFunction(
                "Expected an absolute URI with valid scheme and host.",
                reason=f"the functionUri of {event} is {trigger.function_uri!r}",
            )


def dated(
    context: Context, known: BlockingFunctionsConfig | None, given: BlockingFunctionsConfig | None
) -> BlockingFunctionsConfig | None:
    """The functions, each new one with the moment at which it was set."""
    if given is None or not given.triggers:
        return given
    before = (known and known.triggers) or {}
    new = {event: _dated(context, before.get(event), trigger) for event, trigger in given.triggers.items()}
    return replace(given, triggers=new)


def _dated(context: Context, known: Trigger | None, given: Trigger) -> Trigger:
    same = known is not None and known.function_uri == given.function_uri
    return known if known and same else replace(given, update_time=rfc3339(context.now, 6))
