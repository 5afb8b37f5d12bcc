"""A project's configuration: read, and changed with effect from the next call on."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.identity_toolkit.configuration.validation import checked, shown_mfa
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.initial_config import first_config
from mfa_emulator.providers.identity_toolkit.protojson.field_masks import masked, overlaid
from mfa_emulator.providers.identity_toolkit.tenancy import project_of
from mfa_emulator.providers.identity_toolkit.types.configuration.password_policy import PasswordPolicyConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import (
    BlockingFunctionsConfig,
    Config,
    Trigger,
)


def get_config(call: Call[None]) -> Config:
    """The whole configuration."""
    return _shown(call, project_of(call).config)


def update_config(call: Call[Config]) -> Config:
    """Write the fields that `updateMask` names; without one, everything: what is absent is as in a new project.

    The official emulator keeps and echoes other parts than e-mail rules and blocking functions, but obeys none.
    Raises `InvalidAdjacentIntervalRange`, `InvalidBlockingFunction` or `InvalidArgument`.
    """
    project = project_of(call)
    given = replace(call.body, name=None, subtype=None)
    mask = call.request.query.get("updateMask") or call.request.query.get("update_mask")
    if mask and mask != "*":
        config = masked(project.config, given, mask, call.settings.masked_missing_field)
    else:
        config = overlaid(first_config(project.project_id, call.settings), given)
    project.config = _dated(call, project.config, checked(config))
    return _shown(call, project.config)


def _shown(context: Context, config: Config) -> Config:
    # Production's name holds the project's number.
    name = f"projects/{context.settings.project_number}/config"
    return replace(config, name=name, mfa=shown_mfa(config.mfa) if config.mfa else None)


def _dated(context: Context, before: Config, config: Config) -> Config:
    """The configuration with the moments at which its blocking functions and its password policy changed."""
    return replace(
        config,
        blocking_functions=_dated_functions(context, before.blocking_functions, config.blocking_functions),
        password_policy_config=_dated_policy(context, before.password_policy_config, config.password_policy_config),
    )


def _dated_functions(
    context: Context, before: BlockingFunctionsConfig | None, given: BlockingFunctionsConfig | None
) -> BlockingFunctionsConfig | None:
    if given is None or not given.triggers:
        return given
    known = (before and before.triggers) or {}
    triggers = {event: _dated_trigger(context, known.get(event), trigger) for event, trigger in given.triggers.items()}
    return replace(given, triggers=triggers)


def _dated_trigger(context: Context, known: Trigger | None, given: Trigger) -> Trigger:
    same = known is not None and known.function_uri == given.function_uri
    return known if same and known else replace(given, update_time=rfc3339(context.now, 6))


def _dated_policy(
    context: Context, known: PasswordPolicyConfig | None, given: PasswordPolicyConfig | None
) -> PasswordPolicyConfig | None:
    if given is None:
        return None
    same = known is not None and replace(given, last_update_time=known.last_update_time) == known
    return known if same else replace(given, last_update_time=rfc3339(context.now, 6))
