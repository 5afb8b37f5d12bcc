"""Users as everything else needs them: found by id or name, and whether they may log in."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import BadRequest, NotFound, UserDoesNotExist, UserNotFound
from mfa_emulator.providers.onelogin.factors import enrolled_devices
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.settings import Settings
from mfa_emulator.providers.onelogin.state import State

FIRST_ID = 31_240_001
LOCKED = 3
_STATUS = {
    0: "unactivated",
    2: "suspended",
    3: "locked",
    4: "has an expired password",
    5: "must reset the password",
    7: "has no password",
    8: "must set security questions",
}


def require(call: Call[object]) -> UserRecord:
    """The user in the path. Raises 400 in version 1 and 404 in version 2 (guess, but for v1 verify)."""
    user = call.state.users.get(path_id(call))
    if user is None:
        raise UserDoesNotExist(reason=f"there is no user {call.params['user_id']}")
    return user


def require_listed(call: Call[object]) -> UserRecord:
    """The same for v1 lists, which say 404 and the id."""
    user = call.state.users.get(path_id(call))
    if user is None:
        text = f"User for id {call.params['user_id']} was not found"
        raise UserNotFound(text, reason=text)
    return user


def path_id(call: Call[object]) -> int:
    """The user id in the path; what is no number is 400 in version 1 (guess) and unknown in version 2."""
    text = call.params["user_id"]
    number = whole(text)
    if number is not None:
        return number
    if call.request.path.startswith("/api/2/"):
        raise NotFound(reason=f"the user id {text!r} is not a number")
    raise BadRequest("The user id is not a number", reason=f"the user id {text!r} is not a number")


def whole(text: str) -> int | None:
    """A whole number that stands in a path or query."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def by_name(state: State, name: str) -> UserRecord | None:
    """The user with that user name or e-mail address, in any case."""
    return state.users.by("login", name.lower())


def barred(user: UserRecord, now: int) -> str:
    """Why the user may not log in; empty if nothing is in the way."""
    if user.status == 1 or (user.status == LOCKED and 0 < user.locked_until <= now):
        return ""
    until = f" until {rfc3339(user.locked_until)}" if user.status == LOCKED and user.locked_until else ""
    return f"user {user.id} is {_STATUS.get(user.status, f'of status {user.status}')}{until}"


def unlocked(user: UserRecord, now: int) -> UserRecord:
    """The user, active again where a lock has run out."""
    if user.status == LOCKED and 0 < user.locked_until <= now:
        return replace(user, status=1, locked_until=0, invalid_login_attempts=0)
    return user


def delete(state: State, user: UserRecord, settings: Settings) -> None:
    """Take the user out with devices, challenges and temporary tokens."""
    for device in enrolled_devices.of_user(state, user.id):
        enrolled_devices.remove(state, device, settings)
    for token in state.mfa_tokens.group("user", user.id):
        state.mfa_tokens.delete(token.number)
    state.users.delete(user.id)
