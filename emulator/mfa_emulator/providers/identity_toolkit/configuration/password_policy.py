"""A project's or tenant's policy for passwords, obeyed wherever a password is set."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.configuration.password_policy import (
    CustomStrengthOptions,
    PasswordPolicyConfig,
    PasswordPolicyVersion,
)
from mfa_emulator.providers.identity_toolkit.types.user_info import NotificationCode, UserNotification

SCHEMA_VERSION = 1
"""The only version of such policies that exists; the JS SDK refuses every other."""

NON_ALPHANUMERIC = "^$*.[]{}()?\"!@#%&/\\,><':;|_~-`"
"""The characters that count as neither letter nor digit; no other does.

Source: documented, https://cloud.google.com/identity-platform/docs/password-policy
"""

SHORTEST, _SHORTEST_MINIMUM, LONGEST = 6, 30, 4096
"""Minimum lengths run from 6 to 30; 4096 is the longest maximum, and what Admin SDKs write for none (documented)."""

_NON_ALPHANUMERIC = re.compile(f"[{re.escape(NON_ALPHANUMERIC)}]")


def options_of(policy: PasswordPolicyConfig) -> CustomStrengthOptions:
    """The demands of the policy, with the minimum length that holds when it names none."""
    version = policy.password_policy_versions[0] if policy.password_policy_versions else PasswordPolicyVersion()
    options = version.custom_strength_options or CustomStrengthOptions()
    return replace(options, min_password_length=options.min_password_length or SHORTEST)


def utf16_length(text: str) -> int:
    """The length of a text in UTF-16 units, in which passwords are counted."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check(scope: Scope, password: str) -> None:
    """Refuse a password that falls short of an enforced policy. Raises `PasswordDoesNotMeetRequirements`."""
    _refuse(_unmet(scope.config.password_policy_config, password))


def check_sign_in(scope: Scope, password: str) -> tuple[UserNotification, ...]:
    """Shortcomings of the password that a user signs in with.

    Raises `PasswordDoesNotMeetRequirements` where the policy forces users to have a better one first. They get it
    by a reset: a session to change it from is what they are refused.
    """
    policy = scope.config.password_policy_config
    unmet = _unmet(policy, password)
    if policy is not None and policy.force_upgrade_on_signin:
        _refuse(unmet)
    return unmet


def checked_policy(policy: PasswordPolicyConfig) -> PasswordPolicyConfig:
    """The policy as it is stored. What breaks the documented limits raises `InvalidConfig` (recorded)."""
    versions = policy.password_policy_versions or ()
    if len(versions) > 1 or (policy.password_policy_enforcement_state == "ENFORCE" and not versions):
        raise errors.InvalidConfig(reason=f"passwordPolicyVersions holds {len(versions)} versions, 1 is wanted")
    options = options_of(policy)
    low, high = options.min_password_length or SHORTEST, options.max_password_length or LONGEST
    if not SHORTEST <= low <= _SHORTEST_MINIMUM:
        raise errors.InvalidConfig(reason=f"minPasswordLength is {low}, not {SHORTEST} to {_SHORTEST_MINIMUM}")
    if not low <= high <= LONGEST:
        raise errors.InvalidConfig(reason=f"maxPasswordLength is {high}, not {low} to {LONGEST}")
    numbered = tuple(replace(version, schema_version=SCHEMA_VERSION) for version in versions)
    return replace(policy, password_policy_versions=numbered or None)


def dated(
    context: Context, known: PasswordPolicyConfig | None, given: PasswordPolicyConfig | None
) -> PasswordPolicyConfig | None:
    """The policy with the moment at which it changed."""
    if given is None:
        return None
    same = known is not None and replace(given, last_update_time=known.last_update_time) == known
    return known if same else replace(given, last_update_time=rfc3339(context.now, 6))


def _refuse(unmet: tuple[UserNotification, ...]) -> None:
    if unmet:
        wanted = ", ".join(each.notification_message or "" for each in unmet)
        raise errors.PasswordDoesNotMeetRequirements(
            f"Missing password requirements: [{wanted}]", reason=f"the password policy is enforced: {wanted}"
        )


def _unmet(policy: PasswordPolicyConfig | None, password: str) -> tuple[UserNotification, ...]:
    if policy is None or policy.password_policy_enforcement_state != "ENFORCE":
        return ()
    return tuple(
        UserNotification(notification_code=code, notification_message=text)
        for code, text in _shortcomings(options_of(policy), password)
    )


def _shortcomings(options: CustomStrengthOptions, password: str) -> Iterator[tuple[NotificationCode, str]]:
    low, high = options.min_password_length or SHORTEST, options.max_password_length or LONGEST
    length = utf16_length(password)
    if length < low:
        yield "MINIMUM_PASSWORD_LENGTH", f"Password must contain at least {low} characters"
    if length > high:
        yield "MAXIMUM_PASSWORD_LENGTH", f"Password may contain at most {high} characters"
    if options.contains_lowercase_character and not re.search("[a-z]", password):
        yield "MISSING_LOWERCASE_CHARACTER", "Password must contain a lower case character"
    if options.contains_uppercase_character and not re.search("[A-Z]", password):
        yield "MISSING_UPPERCASE_CHARACTER", "Password must contain an upper case character"
    if options.contains_numeric_character and not re.search("[0-9]", password):
        yield "MISSING_NUMERIC_CHARACTER", "Password must contain a numeric character"
    if options.contains_non_alphanumeric_character and not _NON_ALPHANUMERIC.search(password):
        yield "MISSING_NON_ALPHANUMERIC_CHARACTER", "Password must contain a non-alphanumeric character"
