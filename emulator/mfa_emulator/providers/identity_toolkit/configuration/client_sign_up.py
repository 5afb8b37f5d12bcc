"""Creation of accounts by clients, which a project can close or bound; administrators create as they like."""

from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.core.time.windows import HOUR, Limit
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import TemporaryQuota


def require_open(call: Call[object], scope: Scope) -> None:
    """Refuse a client that is about to get an account, be it by a code that is yet to be sent.

    Raises `AdminOnlyOperation` where ``client.permissions.disabledUserSignup`` is set.
    """
    if not call.caller.privileged and not policy_of(scope).sign_up:
        raise errors.AdminOnlyOperation(reason="the project's config has client.permissions.disabledUserSignup")


def admit(call: Call[object], scope: Scope) -> None:
    """Refuse a client that gets an account now, or count it against the quota: the last check of all.

    Raises what `require_open` does, and `TooManyAttemptsTryLater` (a guess) when the quota is used up.
    """
    require_open(call, scope)
    quota = policy_of(scope).sign_up_quota
    if quota is None or call.caller.privileged or not _runs(quota, call.now):
        return
    limit = Limit(int(quota.quota or 0), HOUR)
    if not scope.sign_ups.room(limit, call.now):
        raise errors.TooManyAttemptsTryLater(
            "the quota of new accounts is used up",
            reason=f"quota.signUpQuotaConfig allows {limit.most} new accounts an hour",
        )
    scope.sign_ups = scope.sign_ups.added(limit, call.now)


def _runs(quota: TemporaryQuota, now: Micros) -> bool:
    """Whether the quota holds now. One without a duration has no end; 0 and less bound nothing."""
    if int(quota.quota or 0) <= 0:
        return False
    begin = durations.instant(quota.start_time) if quota.start_time else 0
    span = int(float((quota.quota_duration or "0s").rstrip("s")) * SECOND)
    return begin <= now and (span <= 0 or now < begin + span)
