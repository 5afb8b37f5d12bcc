"""Look-up of users by the id in a path, and by name."""

from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import IdIncorrect, UserDoesNotExist, UserNotFound
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.state import State


def require(call: Call[object]) -> UserRecord:
    """The user in the path of an MFA call. Raises 400 in version 1 and 404 in version 2 (guess, but for v1 verify)."""
    user = _find(call)
    if user is None:
        raise UserDoesNotExist(reason=f"there is no user {call.params['user_id']}")
    return user


def require_listed(call: Call[object]) -> UserRecord:
    """The user in the path of a call about users, or of version 1's list of factors.

    Raises `UserNotFound`, 404 with the id in the message.
    """
    user = _find(call)
    if user is None:
        text = f"User for id {call.params['user_id']} was not found"
        raise UserNotFound(text, reason=text)
    return user


def by_name(state: State, name: str) -> UserRecord | None:
    """The user with that user name or e-mail address, in any case."""
    return state.users.by("login", name.lower())


def _find(call: Call[object]) -> UserRecord | None:
    # An id that is no number is incorrect in version 1 and merely unknown in version 2.
    text = call.params["user_id"]
    number = wire.whole_number(text)
    if number is None and wire.version(call.request) == 1:
        raise IdIncorrect(reason=f"the user id {text!r} is not a number")
    return None if number is None else call.state.users.get(number)
