"""The standing of a user: locked and unlocked, approved or not, logged out."""

from msgspec.structs import replace

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import InvalidParameter
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.types.users import LockUserRequest, SetStateRequest
from mfa_emulator.providers.onelogin.users import locks, lookup


def lock_account_user(call: Call[LockUserRequest]) -> Outcome:
    """Lock the user for some minutes, no fewer than the policy's.

    0 is the policy's time; without one the lock lasts until somebody lifts it.
    """
    user = lookup.require_listed(call)
    minutes, least = call.body.locked_until, call.settings.lock_minutes
    if minutes is None or not 0 <= minutes <= 10**6:
        raise InvalidParameter.of("locked_until", "locked_until must be 0 to 1000000 minutes")
    if 0 < minutes < least:
        raise InvalidParameter.of("locked_until", f"locked_until must be 0 or at least the policy's {least} minutes")
    until = locks.end(minutes or least, call.now)
    call.state.users.put(replace(user, status=locks.LOCKED, locked_until=until, updated_at=call.now))
    return Outcome()


def unlock_user(call: Call[None]) -> JsonObject:
    """Lift a lock. One that does not exist is lifted too (guess)."""
    user = lookup.require_listed(call)
    if user.status == locks.LOCKED:
        user = replace(user, status=1, locked_until=0, invalid_login_attempts=0, updated_at=call.now)
        call.state.users.put(user)
    return {"messsage": "Success"}  # with three s, as published; the word is a guess


def set_user_state(call: Call[SetStateRequest]) -> Outcome:
    """Approve, reject … the user. The state it is in already is refused."""
    user = lookup.require_listed(call)
    if call.body.state not in (0, 1, 2, 3):
        raise InvalidParameter.of("state", "state must be 0 to 3")
    if call.body.state == user.state:
        raise InvalidParameter.of("state", f"the user is in state {user.state} already")
    call.state.users.put(replace(user, state=call.body.state, updated_at=call.now))
    return Outcome()


def log_out_user(call: Call[None]) -> Outcome:
    """End the user's sessions: session tokens that were not exchanged are void."""
    user = lookup.require_listed(call)
    for session in call.state.sessions.group("user", user.id):
        call.state.sessions.delete(session.number)
    return Outcome()
