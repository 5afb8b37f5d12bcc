"""Look-up of users by the id in a path, and by name."""

from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import BadRequest, NotFound, UserDoesNotExist, UserNotFound
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.state import State

FIRST_ID = 31_240_001


def require(call: Call[object]) -> UserRecord:
    """The user in the path. Raises 400 in version 1 and 404 in version 2 (guess, but for v1 verify)."""
    user = call.state.users.get(path_id(call))
    if user is None:
        raise UserDoesNotExist(reason=f"there is no user {call.params['user_id']}")
    return user


def require_listed(call: Call[object]) -> UserRecord:
    """The user in the path of a version 1 list. Raises 404, with the id in the message."""
    user = call.state.users.get(path_id(call))
    if user is None:
        text = f"User for id {call.params['user_id']} was not found"
        raise UserNotFound(text, reason=text)
    return user


def path_id(call: Call[object]) -> int:
    """The user id in the path; what is no number is 400 in version 1 (guess) and unknown in version 2."""
    text = call.params["user_id"]
    number = wire.whole_number(text)
    if number is not None:
        return number
    if call.request.path.startswith("/api/2/"):
        raise NotFound(reason=f"the user id {text!r} is not a number")
    raise BadRequest("The user id is not a number", reason=f"the user id {text!r} is not a number")


def by_name(state: State, name: str) -> UserRecord | None:
    """The user with that user name or e-mail address, in any case."""
    return state.users.by("login", name.lower())
