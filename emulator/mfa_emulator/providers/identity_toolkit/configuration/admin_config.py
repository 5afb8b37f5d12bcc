"""A project's configuration: read, and changed with effect from the next call on."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts
from mfa_emulator.providers.identity_toolkit.configuration.validation import checked, shown_mfa
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.initial_config import first_config
from mfa_emulator.providers.identity_toolkit.protojson.field_masks import masked, overlaid, without_false
from mfa_emulator.providers.identity_toolkit.tenancy import project_of
from mfa_emulator.providers.identity_toolkit.types.configuration.password_policy import PasswordPolicyConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config, SmsRegionConfig


def get_config(call: Call[None]) -> Config:
    """The whole configuration."""
    return _shown(call, project_of(call).config)


def update_config(call: Call[Config]) -> Config:
    """Write the fields that `updateMask` names; without one, everything: what is absent is as in a new project.

    The official emulator keeps and echoes other parts than e-mail rules and blocking functions, but obeys none.
    Raises what `checked` raises of it.
    """
    project = project_of(call)
    given = replace(call.body, name=None, subtype=None)
    mask = call.request.query.get("updateMask") or call.request.query.get("update_mask")
    if mask and mask != "*":
        _check_one_of(given.sms_region_config)
        config = _with_one_of(given, masked(project.config, given, mask, call.settings.masked_missing_field))
    else:
        config = overlaid(first_config(project.project_id, call.settings), given)
    watched = bool(project.config.autodelete_anonymous_users)
    project.config = _dated(call, project.config, checked(config))
    if not watched:
        anonymous_accounts.watch_all(call, project)
    return _shown(call, project.config)


def _shown(context: Context, config: Config) -> Config:
    # Production's name holds the project's number.
    name = f"projects/{context.settings.project_number}/config"
    shown = replace(config, name=name, mfa=shown_mfa(config.mfa) if config.mfa else None)
    return shown if context.settings.false_booleans_shown else without_false(shown)


def _with_one_of(given: Config, config: Config) -> Config:
    """The configuration with one policy for regions: a mask that writes one of the two clears the other."""
    regions, new = config.sms_region_config, given.sms_region_config
    if not (new and regions and regions.allow_by_default is not None and regions.allowlist_only is not None):
        return config
    other = "allowlist_only" if new.allow_by_default is not None else "allow_by_default"
    return replace(config, sms_region_config=replace(regions, **{other: None}))


def _check_one_of(regions: SmsRegionConfig | None) -> None:
    if regions and regions.allow_by_default is not None and regions.allowlist_only is not None:
        raise errors.InvalidArgument(reason="smsRegionConfig takes allowByDefault or allowlistOnly, not both")


def _dated(context: Context, before: Config, config: Config) -> Config:
    """The configuration with the moment at which its password policy changed."""
    return replace(
        config,
        password_policy_config=_dated_policy(context, before.password_policy_config, config.password_policy_config),
    )


def _dated_policy(
    context: Context, known: PasswordPolicyConfig | None, given: PasswordPolicyConfig | None
) -> PasswordPolicyConfig | None:
    if given is None:
        return None
    same = known is not None and replace(given, last_update_time=known.last_update_time) == known
    return known if same else replace(given, last_update_time=rfc3339(context.now, 6))
