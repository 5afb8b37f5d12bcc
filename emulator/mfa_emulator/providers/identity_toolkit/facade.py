"""What Python tests use as ``world.identity_toolkit``: accounts in one line, without a request."""

from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core import context
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp.totp import Authenticator, Totp
from mfa_emulator.providers.identity_toolkit import seeds
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.second_factors.first_factor import begin, logged_in
from mfa_emulator.providers.identity_toolkit.state import Project, Scope, settings_of, toolkit_of
from mfa_emulator.providers.identity_toolkit.tokens import issuance

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class IdentityToolkit:
    """The accounts of one world."""

    def __init__(self, world: "World") -> None:
        self.world = world

    def project(self, project_id: str = "") -> Project:
        """A project's state: its `users`, `config`, `tenants` and codes."""
        project: Project = toolkit_of(self.world).projects[project_id or self.world.options.project]
        return project

    def user(
        self,
        email: str,
        password: str = "secret-1",
        *,
        verified: bool = True,
        display_name: str = "",
        phone_number: str = "",
        local_id: str = "",
        project: str = "",
        tenant: str = "",
    ) -> "Account":
        """Create an account. Raises ValueError when its e-mail, number or id is taken."""
        part = seeds.UserSeed(
            email=email,
            password=password,
            email_verified=verified,
            display_name=display_name,
            phone_number=phone_number,
            local_id=local_id,
        )
        scope = self._scope(project, tenant)
        with self.world.lock:
            return Account(self.world, scope, seeds.add(self.world, scope, part).local_id, password)

    def find(self, email: str, *, project: str = "", tenant: str = "") -> "Account":
        """The account of that e-mail address, however it was made. Raises LookupError."""
        scope = self._scope(project, tenant)
        user = scope.users.by("email", email.lower())
        if user is None:
            raise LookupError(f"nobody has the e-mail address {email!r}")
        return Account(self.world, scope, user.local_id)

    def _scope(self, project: str, tenant: str) -> Scope:
        found = self.project(project)
        scope: Scope = found.tenants[tenant] if tenant else found
        return scope


class Account:
    """One account, for tests: shows what it is now, and changes it as its user or an administrator would."""

    def __init__(self, world: "World", scope: Scope, local_id: str, password: str = "") -> None:
        self.local_id = local_id
        self.password = password
        self._world = world
        self._project, self._tenant = scope.project_id, scope.tenant_id
        self._tokens: issuance.Tokens | None = None

    def __repr__(self) -> str:
        user = self._scope.users.get(self.local_id)
        if user is None:
            return f"<Account {self.local_id}, which does not exist (any more)>"
        kinds = ", ".join(factor.kind for factor in user.factors) or "none"
        return f"<Account {user.local_id} {user.email}, second factors: {kinds}>"

    @property
    def _scope(self) -> Scope:
        # Found anew each time: a reset or a restored snapshot brings other tables.
        project = toolkit_of(self._world).projects[self._project]
        scope: Scope = project.tenants[self._tenant] if self._tenant else project
        return scope

    @property
    def record(self) -> User:
        """The account as it is stored now. Raises LookupError when it is gone."""
        user = self._scope.users.get(self.local_id)
        if user is None:
            raise LookupError(f"user {self.local_id} does not exist (any more)")
        return user

    @property
    def email(self) -> str:
        """The e-mail address, in lower case."""
        return self.record.email

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The second factors in the order of their enrollment."""
        return self.record.factors

    @property
    def authenticator(self) -> Authenticator:
        """The authenticator app of the newest TOTP factor. Raises LookupError without one."""
        user = self.record
        secrets = [factor.secret for factor in user.factors if factor.secret]
        if not secrets:
            raise LookupError(f"user {self.local_id} has no TOTP factor")
        return Authenticator(Totp(secrets[-1]), self._world.clock, user.email or self.local_id)

    @property
    def id_token(self) -> str:
        """An ID token of the last `sign_in`, or of one made for this."""
        return (self._tokens or self.sign_in()).id_token

    @property
    def refresh_token(self) -> str:
        """The refresh token beside `id_token`."""
        return (self._tokens or self.sign_in()).refresh_token

    def enroll_totp(self, display_name: str = "", *, secret: str = "") -> "Account":
        """Add a TOTP factor, with this Base32 secret or a new one."""
        return self._enroll(seeds.FactorSeed(totp_secret=secret, display_name=display_name))

    def enroll_phone(self, phone_number: str, display_name: str = "") -> "Account":
        """Add a phone factor."""
        return self._enroll(seeds.FactorSeed(phone_number=phone_number, display_name=display_name))

    def _enroll(self, part: seeds.FactorSeed) -> "Account":
        with self._world.lock:
            user = self.record
            factor = seeds.factor_of(self._world, part)
            user = msgspec.structs.replace(user, factors=(*user.factors, factor))
            seeds.require_room(self._world, user)
            self._scope.users.put(user)
        return self

    def sign_in(self) -> issuance.Tokens:
        """Tokens of a new session, as after password and (with any enrolled) second factor."""
        with self._world.lock:
            call = _call(self._world)
            user = self.record
            used = user.factors[-1] if user.factors else None
            proof = {"second_factor": used.kind, "factor_id": used.id} if used else {}
            sign_in = begin(call, "password", **proof)
            self._tokens = issuance.issue(call, self._scope, logged_in(call, user), sign_in)
        return self._tokens


def _call(world: "World") -> Call[None]:
    operation = Operation("facade", "POST /facade", None)
    request = Request("POST", b"/facade", b"", [])
    return context.Call(world, operation, request, toolkit_of(world), settings_of(world), world.clock.micros())
