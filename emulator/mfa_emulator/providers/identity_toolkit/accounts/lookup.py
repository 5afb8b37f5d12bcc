"""Lookup of accounts: one's own, or any for an administrator."""

from collections.abc import Iterator

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.user_info import view
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens.sessions import session_of
from mfa_emulator.providers.identity_toolkit.types.accounts import GetAccountInfoRequest, GetAccountInfoResponse

KIND = "identitytoolkit#GetAccountInfoResponse"


def lookup(call: Call[GetAccountInfoRequest]) -> GetAccountInfoResponse:
    """Find accounts; the answer has no `users` when there are none."""
    scope = scope_of(call)
    if call.caller.privileged:
        if call.settings.lookup_needs_selector and not _has_selector(call.body):
            raise errors.MissingIdToken(reason="the request names no account and has no idToken")
        found = {user.local_id: user for user in _named(scope, call.body)}
    else:
        user = session_of(call, scope).user
        found = {user.local_id: user}
    return GetAccountInfoResponse(kind=KIND, users=tuple(view(call, scope, user) for user in found.values()) or None)


def _has_selector(body: GetAccountInfoRequest) -> bool:
    return bool(body.local_id or body.email or body.phone_number or body.federated_user_id or body.initial_email)


def _named(scope: Scope, body: GetAccountInfoRequest) -> Iterator[User]:
    users = scope.users
    named = [users.get(local_id) for local_id in body.local_id]
    named += [users.by("email", email.lower()) for email in body.email]
    named += [users.by("phone", number) for number in body.phone_number]
    named += [users.by("link", (each.provider_id, each.raw_id)) for each in body.federated_user_id]
    yield from filter(None, named)
    for email in body.initial_email:
        yield from users.group("initial_email", email.lower())
