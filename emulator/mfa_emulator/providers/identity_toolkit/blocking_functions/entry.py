"""A user's way in past the blocking functions: asked one after the other, while the world goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.operation import Later
from mfa_emulator.core.store.table import Taken
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.blocking_functions import replies, user_records
from mfa_emulator.providers.identity_toolkit.blocking_functions.asking import ask, resumed
from mfa_emulator.providers.identity_toolkit.blocking_functions.replies import Changes
from mfa_emulator.providers.identity_toolkit.configuration import triggers
from mfa_emulator.providers.identity_toolkit.configuration.recaptcha_guard import judge_email_token
from mfa_emulator.providers.identity_toolkit.configuration.triggers import Event
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import require_still_there
from mfa_emulator.providers.identity_toolkit.tokens.sessions import SignIn
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpResponse
from mfa_emulator.providers.identity_toolkit.user_events import events

T = TypeVar("T")

TAKEN = {
    "email": errors.EmailExists,
    "phone": errors.PhoneNumberExists,
    "link": errors.FederatedUserIdAlreadyLinked,
    "passkey": errors.CredentialAlreadyInUse,
}
"""The error by the index in which another account has a value."""


class Entry(msgspec.Struct, frozen=True):
    """A user who has shown who they are, and the account as it is to be stored; `old` is how it was, None if new."""

    scope: Scope
    user: User
    old: User | None
    sign_in: SignIn
    method: str
    """The way in by the name that functions know: password, emailLink, phone, or a provider's id."""
    profile: SignInWithIdpResponse | None = None
    """The profile at the identity provider."""


def let_in(call: Call[object], entry: Entry, answer: Callable[[User, SignIn], T]) -> Later[T]:
    """Store the account as it comes out, and answer with it: at once, or after the functions have been asked.

    Raises what `replies.read` does. The account of a user whose sign-in is refused stays as it was, or stays made.
    """
    if call.state.blocks:
        return _asked(call, entry, answer, call.world.clock.begun)
    return admit(call, entry, answer)


def admit(call: Call[object], entry: Entry, answer: Callable[[User, SignIn], T]) -> T:
    """Store the account as it comes out, and answer with it, without asking any function."""
    answered = answer(entry.user, entry.sign_in)
    if entry.old is None:
        made = entry.scope.users.get(entry.user.local_id)
        events.created(call, entry.scope, made or entry.user)
    return answered


async def _asked(call: Call[object], entry: Entry, answer: Callable[[User, SignIn], T], begun: int) -> T:
    if entry.old is None:
        made = await _reply(call, "beforeCreate", entry, begun)
        with _resumed(call, entry.scope, begun):
            entry = _made(call, entry, made)
    changes = await _reply(call, "beforeSignIn", entry, begun)
    with _resumed(call, entry.scope, begun):
        user = changes.of(_merged(entry))
        if user.disabled:
            entry.scope.users.put(user)
            raise errors.UserDisabled(reason=f"the blocking function of beforeSignIn disabled user {user.local_id}")
        claims = {**entry.sign_in.claims, **changes.session}
        return answer(user, replace(entry.sign_in, auth_time=call.now // SECOND, claims=claims))


async def _reply(call: Call[object], event: Event, entry: Entry, begun: int) -> Changes:
    """The changes that the function of this event asks for; none where there is no function."""
    functions = triggers.functions_of(call, entry.scope)
    url = triggers.url_of(functions, event)
    if not url:
        return replies.NOTHING
    claims = user_records.claims_of(call, entry.scope, entry.user, entry.sign_in, entry.method)
    if entry.profile is not None:
        claims |= user_records.provider_claims(entry.profile, functions.forward_inbound_credentials)
    attempt = await ask(call, entry.scope, event, url, claims, begun)
    changes = replies.read(attempt, url, event, call.settings)
    if changes.override == "BLOCK" and entry.method == "password":
        # The one way in that asks functions and is guarded by reCAPTCHA; ALLOW comes too late here.
        judge_email_token(call, entry.scope, "", changes.override)
    return changes


@contextmanager
def _resumed(call: Call[object], scope: Scope, begun: int) -> Iterator[None]:
    """The world's lock, as `resumed` takes it back.

    Raises what `require_still_there` does, and an error of the API when somebody else has taken what the account was
    to have.
    """
    with resumed(call, begun):
        require_still_there(call, scope)
        try:
            yield
        except Taken as taken:
            raise TAKEN[taken.index](
                reason=f"another account got the {taken.index} {taken.value!r} while a blocking function ran"
            ) from None


def _made(call: Call[object], entry: Entry, changes: Changes) -> Entry:
    """The entry with its account stored: it is there, and stays, whatever the next function says (recorded)."""
    user = entry.scope.users.put(replace(changes.of(entry.user), last_login_at=call.now))
    events.created(call, entry.scope, user)
    if user.disabled:
        raise errors.UserDisabled(reason=f"the blocking function of beforeCreate disabled user {user.local_id}")
    return replace(entry, user=user, old=user)


def _merged(entry: Entry) -> User:
    """The account as it is now, with what this sign-in changes in it.

    Others may have changed it while a function ran, the function itself for one. Raises `UserNotFound`,
    `UserDisabled`, and `TokenExpired` when the password is another one by now.
    """
    old, new, now = entry.old, entry.user, entry.scope.users.get(entry.user.local_id)
    if now is None:
        raise errors.UserNotFound(reason=f"user {new.local_id} was deleted while a blocking function ran")
    if now is old or old is None:
        return new
    if now.disabled:
        raise errors.UserDisabled(reason=f"user {new.local_id} was disabled while a blocking function ran")
    if now.password != old.password:
        raise errors.TokenExpired(reason="the password was changed while a blocking function ran; sign in again")
    changed = {name: getattr(new, name) for name in User.__struct_fields__ if getattr(new, name) != getattr(old, name)}
    return replace(now, **changed)
