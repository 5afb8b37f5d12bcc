"""Helpers of Python tests: users and their factors without a request."""

from typing import TYPE_CHECKING

from mfa_emulator.core import handles
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.otp.totp import Totp, checked
from mfa_okta.state import Factor, User, add_factor, add_user, context_of

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class Okta:
    """The organization of one world: ``mfa.vendor("okta", Okta)``."""

    def __init__(self, world: "World") -> None:
        self._world = world

    @property
    def users(self) -> "list[OktaUser]":
        """All users."""
        return [OktaUser(self._world, user.id) for user in context_of(self._world).state.users]

    def find_user(self, login: str) -> "OktaUser":
        """The user of that login. Raises LookupError."""
        user = context_of(self._world).state.users.by("login", login)
        if user is None:
            raise LookupError(f"no user has the login {login!r}")
        return OktaUser(self._world, user.id)

    def user(self, login: str) -> "OktaUser":
        """The user of that login, who is made if there is none."""
        with self._world.lock:
            at = context_of(self._world)
            user = at.state.users.by("login", login) or add_user(at, login)
            return OktaUser(self._world, user.id)


class OktaUser(handles.Person):
    """A user."""

    def __init__(self, world: "World", id: str) -> None:
        super().__init__(world)
        self._id = id

    @property
    def id(self) -> str:
        return self._id

    @property
    def record(self) -> User:
        """The user as stored now. Raises LookupError when there is none any more."""
        user = context_of(self._world).state.users.get(self._id)
        if user is None:
            raise LookupError(f"there is no user {self._id} any more")
        return user

    @property
    def name(self) -> str:
        return self.record.login

    @property
    def factors(self) -> "list[OktaFactor]":
        factors = context_of(self._world).state.factors.group("user", self._id)
        return [OktaFactor(self._world, factor.id) for factor in factors]

    def enroll_totp(self, provider: str = "OKTA", *, secret: str = "") -> "OktaFactor":
        """Add an active TOTP factor, with this Base32 secret or a new one. Raises ValueError for a bad secret."""
        with self._world.lock:
            if secret:
                checked(Totp(secret))
            return OktaFactor(self._world, add_factor(context_of(self._world), self.record, provider, secret).id)


class OktaFactor(handles.Factor):
    """A TOTP factor of a user, and the app that holds its secret."""

    provider = "okta"

    def __init__(self, world: "World", id: str) -> None:
        super().__init__(world)
        self._id = id

    @property
    def id(self) -> str:
        return self._id

    @property
    def record(self) -> Factor:
        """The factor as stored now. Raises LookupError when it is gone."""
        factor = context_of(self._world).state.factors.get(self._id)
        if factor is None:
            raise LookupError(f"there is no factor {self._id} any more")
        return factor

    @property
    def kind(self) -> str:
        return "token:software:totp"

    @property
    def status(self) -> str:
        return self.record.status

    @property
    def authenticator(self) -> Authenticator:
        user = OktaUser(self._world, self.record.user_id)
        return Authenticator(self.record.totp, self._world.clock, user.name)

    def remove(self) -> None:
        context_of(self._world).state.factors.delete(self.record.id)
