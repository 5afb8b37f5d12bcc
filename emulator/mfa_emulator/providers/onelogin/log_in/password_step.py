"""The first step of log-ins and SAML assertions: subdomain, name and password."""

from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import (
    InvalidSubdomain,
    InvalidUserCredentials,
    PasswordEmpty,
    UsernameEmpty,
)
from mfa_emulator.providers.onelogin.records import UserRecord
from mfa_emulator.providers.onelogin.types.log_in import LoginRequest, SamlAssert
from mfa_emulator.providers.onelogin.users import locks, lookup, passwords


def check(call: Call[LoginRequest] | Call[SamlAssert]) -> UserRecord:
    """The user whose name and password these are. Raises 400 or 401."""
    body = call.body
    if body.subdomain != call.settings.subdomain:
        raise InvalidSubdomain(reason=f"the account's subdomain is {call.settings.subdomain!r}, not {body.subdomain!r}")
    if not body.username_or_email:
        raise UsernameEmpty(reason="username_or_email is empty")
    if not body.password:
        raise PasswordEmpty(reason="password is empty")
    user = lookup.by_name(call.state, body.username_or_email)
    if user is None:
        raise InvalidUserCredentials(reason="no user has that user name or e-mail address")
    locks.require_admitted(user, call)
    user = locks.unlocked(user, call.now)
    if not passwords.matches(body.password, user.password):
        raise InvalidUserCredentials(reason="the password is wrong" + locks.count_failure(call, user))
    return user
