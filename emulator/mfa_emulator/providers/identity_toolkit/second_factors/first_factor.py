"""The end of a first factor: tokens, or the question for a second one."""

from collections.abc import Callable
from typing import TypeAlias, TypedDict, TypeVar

import msgspec

from mfa_emulator.core.operation import Later
from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.time.durations import SECOND, Micros
from mfa_emulator.providers.identity_toolkit.blocking_functions.entry import Entry, let_in
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.second_factors.enrollment_info import masked
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.issuance import TokenFields
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn, logged_in
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment

T = TypeVar("T")

NEVER_WITH = frozenset({"anonymous", "phone", "custom", "gc.apple.com"})
"""Ways to sign in that no second factor goes with."""


class PendingCredential(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sign-in whose first factor succeeded, and the instants until which a second one of each kind may begin."""

    project: str
    local_id: str
    created_at: Micros
    sms_until: Micros
    totp_until: Micros
    sign_in: SignIn
    tenant: str = ""


SMS_TIME: Expiry[PendingCredential] = Expiry(what="time for a text message", at="sms_until")
TOTP_TIME: Expiry[PendingCredential] = Expiry(what="time for a TOTP code", at="totp_until")


class Question(TypedDict):
    """Members of an answer that asks for a second factor."""

    mfa_pending_credential: str
    mfa_info: tuple[MfaEnrollment, ...]


Outcome: TypeAlias = TokenFields | Question
"""The members of an answer to a first factor."""


def usable(scope: Scope, user: User) -> tuple[Factor, ...]:
    """The factors that the user is asked for: none while second factors are off, even with some enrolled.

    Production with all of them off is recorded; that it leaves out a kind that is off alone is a guess.
    """
    return policy_of(scope).second_factors.of(user.factors) if user.factors else ()


def enter(call: Call[object], entry: Entry, answer: Callable[[User, SignIn], T]) -> Later[T]:
    """Let a user in who has shown a first factor; `answer` ends with what `finish` gives.

    Blocking functions are asked before, but not where a second factor is still to come: then they are at its end.
    """
    if call.state.blocks and entry.old is not None and _asked_for(entry.scope, entry.user, entry.sign_in):
        return answer(entry.user, entry.sign_in)
    return let_in(call, entry, answer)


def finish(context: Context, scope: Scope, user: User, sign_in: SignIn, *, secure: bool = True) -> Outcome:
    """Tokens, or `mfaPendingCredential` and `mfaInfo`.

    The user is stored as given, and has logged in when there are tokens: with a second factor to come, the times
    of the last login and refresh stay as they were.
    """
    factors = _asked_for(scope, user, sign_in)
    if factors:
        return _ask(context, scope, scope.users.put(user), factors, sign_in)
    return issuance.answer(context, scope, logged_in(context, user), sign_in, secure)


def _asked_for(scope: Scope, user: User, sign_in: SignIn) -> tuple[Factor, ...]:
    return usable(scope, user) if user.factors and sign_in.provider not in NEVER_WITH else ()


def _ask(context: Context, scope: Scope, user: User, factors: tuple[Factor, ...], sign_in: SignIn) -> Question:
    """The question for a second factor. Keys that would be null must be absent: JS decides by their presence."""
    pending = PendingCredential(
        scope.project_id,
        user.local_id,
        created_at=context.now,
        sms_until=context.now + context.settings.phone_pending_lifetime * SECOND,
        totp_until=context.now + context.settings.totp_pending_lifetime * SECOND,
        sign_in=sign_in,
        tenant=scope.tenant_id,
    )
    return {
        "mfa_pending_credential": context.world.tokens.seal(pending),
        "mfa_info": tuple(masked(factor) for factor in factors),
    }
