"""Changes of a configuration: which fields are written, and what of them is kept."""

from typing import TypeVar

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.identity_toolkit.configuration import recaptcha_rules, triggers
from mfa_emulator.providers.identity_toolkit.configuration.password_policy import dated
from mfa_emulator.providers.identity_toolkit.configuration.sms_regions import with_one_policy
from mfa_emulator.providers.identity_toolkit.configuration.validation import checked, checked_tenant
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.protojson.field_masks import masked, overlaid, with_own
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config, QuotaConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.tenants import Tenant

C = TypeVar("C", Config, Tenant)

_OF_PROJECT = (
    "name",
    "subtype",
    "defaultHostingSite",
    "client.apiKey",
    "client.firebaseSubdomain",
    "signIn.hashConfig",
)
_OF_TENANT = ("name", "hashConfig")
"""Output only (documented): a change leaves them alone."""


def mask_of(call: Call[object]) -> str:
    """The mask of a change; empty for everything."""
    mask = call.request.query.get("updateMask") or call.request.query.get("update_mask") or ""
    return "" if mask == "*" else mask


def project_config(call: Call[Config], current: Config, first: Config) -> Config:
    """A project's new configuration: the masked fields, or everything upon `first`. Raises what `stored` raises."""
    return stored(call, current, with_own(_written(call, current, first), current, _OF_PROJECT))


def tenant_config(call: Call[Tenant], current: Tenant, first: Tenant) -> Tenant:
    """A tenant's new configuration: the masked fields, or everything upon `first`. Raises what `stored_tenant` does."""
    return stored_tenant(call, current, with_own(_written(call, current, first), current, _OF_TENANT))


def stored(context: Context, before: Config, config: Config) -> Config:
    """The configuration as it is kept. Raises what `validation.checked` raises of it."""
    config = checked(config)
    recaptcha_rules.check(context, config.recaptcha_config)
    return replace(
        config,
        password_policy_config=dated(context, before.password_policy_config, config.password_policy_config),
        quota=_begun(context, config.quota),
        blocking_functions=triggers.dated(context, before.blocking_functions, config.blocking_functions),
    )


def stored_tenant(context: Context, before: Tenant, config: Tenant) -> Tenant:
    """The configuration as it is kept. Raises what `validation.checked_tenant` raises of it."""
    config = checked_tenant(config)
    recaptcha_rules.check(context, config.recaptcha_config)
    policy = dated(context, before.password_policy_config, config.password_policy_config)
    return replace(config, password_policy_config=policy)


def _written(call: Call[C], current: C, first: C) -> C:
    given, mask = call.body, mask_of(call)
    if not mask:
        return overlaid(first, given)
    config = masked(current, given, mask, call.settings.masked_missing_field)
    return replace(config, sms_region_config=with_one_policy(given.sms_region_config, config.sms_region_config))


def _begun(context: Context, quota: QuotaConfig | None) -> QuotaConfig | None:
    """The quota with the instant from which its duration counts: that of the change, where none is given (a guess)."""
    limit = quota.sign_up_quota_config if quota else None
    if limit is None or limit.start_time or not limit.quota_duration:
        return quota
    return QuotaConfig(sign_up_quota_config=replace(limit, start_time=rfc3339(context.now, 6)))
