"""Handles: the accounts and second factors of Identity Toolkit as a test holds them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core import handles
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.providers.identity_toolkit import phone, records, seeds
from mfa_emulator.providers.identity_toolkit.accounts.passwords import from_fake
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import context_of
from mfa_emulator.providers.identity_toolkit.state import NAME, Scope, toolkit_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance
from mfa_emulator.providers.identity_toolkit.tokens.issuance import Tokens
from mfa_emulator.providers.identity_toolkit.tokens.sessions import begin, logged_in

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def people(world: "World") -> "Iterator[Account]":
    """All accounts of all projects and their tenants, oldest first in each."""
    return (Account(world, scope, user.local_id) for scope in toolkit_of(world).scopes() for user in scope.users)


class Account(handles.Person):
    """An account, changed and signed in as its user or an administrator would do it."""

    def __init__(self, world: "World", scope: Scope, local_id: str) -> None:
        super().__init__(world)
        self.local_id = local_id
        """The vendor's id."""
        self.project: str = scope.project_id
        """The project's id."""
        self.tenant: str = scope.tenant_id
        """The tenant's id; empty for an account of the project itself."""
        self._tokens: Tokens | None = None

    def _identity(self) -> tuple[object, ...]:
        return (self.project, self.tenant, self.local_id)

    @property
    def id(self) -> str:
        """The vendor's id, which is its `local_id`."""
        return self.local_id

    @property
    def name(self) -> str:
        """The e-mail address, or the id of an account without one."""
        return self.record.name

    @property
    def email(self) -> str:
        """The e-mail address, in lower case."""
        return self.record.email

    @property
    def password(self) -> str:
        """The password; empty without one, and where only its hash was imported."""
        password = self.record.password
        return password if isinstance(password, str) else from_fake(password.hash) or ""

    @property
    def record(self) -> records.User:
        """The account as it is stored now. Raises LookupError when it is gone."""
        user = self.scope.users.get(self.local_id)
        if user is None:
            raise LookupError(f"user {self.local_id} does not exist (any more)")
        return user

    @property
    def factors(self) -> "tuple[SecondFactor, ...]":
        """The second factors in the order of their enrollment."""
        return tuple(SecondFactor(self._world, self, factor) for factor in self.record.factors)

    @property
    def disabled(self) -> bool:
        """Whether an administrator has disabled the account."""
        return self.record.disabled

    def disable(self) -> None:
        """Disable the account, as an administrator would: nobody signs in to it, and its tokens are refused."""
        self._set_disabled(True)

    def enable(self) -> None:
        """Enable the account again, as an administrator would."""
        self._set_disabled(False)

    @property
    def id_token(self) -> str:
        """The ID token of the last `sign_in`, or of one made for this."""
        return (self._tokens or self.sign_in()).id_token

    @property
    def refresh_token(self) -> str:
        """The refresh token beside `id_token`."""
        return (self._tokens or self.sign_in()).refresh_token

    def enroll_totp(self, display_name: str = "", *, secret: str = "") -> "SecondFactor":
        """Add a TOTP factor, with this Base32 secret or a new one.

        Raises ValueError for a secret that is not Base32, and when the account can have no more factors.
        """
        return self._enroll(seeds.FactorSeed(totp_secret=secret, display_name=display_name))

    def enroll_sms(self, number: str, display_name: str = "") -> "SecondFactor":
        """Add a phone that takes codes as text messages; the vendor's word for this kind is ``phone``.

        Raises ValueError for a text that is no phone number, and when the account can have no more factors.
        """
        return self._enroll(seeds.FactorSeed(phone_number=number, display_name=display_name))

    def sign_in(self) -> Tokens:
        """The tokens of a new session, as after the password and the newest second factor, if there is any."""
        with self._world.lock:
            context, user = context_of(self._world), self.record
            used = user.factors[-1] if user.factors else None
            kind, factor_id = (used.kind, used.id) if used else ("", "")
            sign_in = begin(context, "password", second_factor=kind, factor_id=factor_id)
            self._tokens = issuance.issue(context, self.scope, logged_in(context, user), sign_in)
        return self._tokens

    @property
    def scope(self) -> Scope:
        """The project or tenant that holds the account, with its configuration and codes."""
        # Looked up each time: a reset or a restored snapshot brings other tables.
        project = toolkit_of(self._world).projects[self.project]
        return project.tenants[self.tenant] if self.tenant else project

    def _set_disabled(self, disabled: bool) -> None:
        with self._world.lock:
            self.scope.users.put(msgspec.structs.replace(self.record, disabled=disabled))

    def _enroll(self, part: seeds.FactorSeed) -> "SecondFactor":
        with self._world.lock:
            context, user = context_of(self._world), self.record
            seeds.check_factor(context, part)
            seeds.require_room(context, user, "totp" if part.phone_number is None else "phone")
            factor = seeds.factor_of(context, part)
            self.scope.users.put(msgspec.structs.replace(user, factors=(*user.factors, factor)))
        return SecondFactor(self._world, self, factor)


class SecondFactor(handles.Factor):
    """A second factor of an account: a phone by text message, or an authenticator app."""

    provider = NAME

    def __init__(self, world: "World", account: Account, factor: records.Factor) -> None:
        super().__init__(world)
        self.account = account
        """The account that it belongs to."""
        self._id, self._kind = factor.id, factor.kind

    def _identity(self) -> tuple[object, ...]:
        return (self.account, self._id)

    @property
    def id(self) -> str:
        """The vendor's id, the `mfaEnrollmentId`."""
        return self._id

    @property
    def kind(self) -> str:
        """The kind as ID tokens name it: ``phone`` or ``totp``."""
        return self._kind

    @property
    def display_name(self) -> str:
        """The name that its user gave it; may be empty."""
        return self.record.display_name

    @property
    def status(self) -> str:
        """The word ``enrolled``: the vendor knows no other state. Raises LookupError when the factor is gone."""
        _ = self.record
        return "enrolled"

    @property
    def record(self) -> records.Factor:
        """The factor as it is stored now. Raises LookupError when it or its account is gone."""
        factor = self.account.record.factor(self._id)
        if factor is None:
            raise LookupError(f"second factor {self._id} of {self.account.name} does not exist (any more)")
        return factor

    @property
    def to(self) -> str:
        """The phone number that codes go to; empty for TOTP."""
        return self.record.phone_number

    @property
    def authenticator(self) -> Authenticator:
        """The authenticator app that holds the secret. Raises LookupError for a phone."""
        factor = self.record
        return phone.authenticator(self._world, self.account.record, factor) if factor.secret else super().authenticator

    def code(self) -> str:
        """The code that the app shows now, or the one that arrived last at the phone.

        Nothing arrives at a test number of the configuration, whose code never changes. Raises LookupError when no
        code has arrived.
        """
        known = policy_of(self.account.scope).test_numbers.get(self.to)
        return super().code() if known is None else known

    def remove(self) -> None:
        """Remove the factor, as an administrator would: sessions go on. Raises LookupError when it is gone already."""
        with self._world.lock:
            user, gone = self.account.record, self.record
            kept = tuple(factor for factor in user.factors if factor.id != gone.id)
            self.account.scope.users.put(msgspec.structs.replace(user, factors=kept))
