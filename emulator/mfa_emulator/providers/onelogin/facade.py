"""`world.onelogin` of Python tests: the account, its users, apps and tokens."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mfa_emulator.core.descriptions.misfit_words import fitted
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.providers.onelogin import seeds
from mfa_emulator.providers.onelogin.context import Context, context_of
from mfa_emulator.providers.onelogin.factor_settings import FactorName
from mfa_emulator.providers.onelogin.handles import User, people
from mfa_emulator.providers.onelogin.records import AccountFactor, App, AwsRole, Credential, Role, login_names
from mfa_emulator.providers.onelogin.seeds import AccountFactorSeed, AppSeed, RoleSeed, Scope, UserSeed
from mfa_emulator.providers.onelogin.state import State, of_world, settings_of
from mfa_emulator.providers.onelogin.tokens import access_tokens
from mfa_emulator.providers.onelogin.users import lookup

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class OneLogin:
    """The OneLogin account of one world."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def __repr__(self) -> str:
        return f"<OneLogin {self.subdomain}, users: {len(self._state.users)}>"

    @property
    def subdomain(self) -> str:
        """The account's subdomain."""
        return settings_of(self._world).subdomain

    @property
    def credential(self) -> Credential:
        """The API credential that exists from the start."""
        return next(iter(self._state.credentials))

    @property
    def app(self) -> App:
        """The app that exists from the start."""
        return next(iter(self._state.apps))

    @property
    def users(self) -> list[User]:
        """All users, oldest first."""
        return [*people(self._world)]

    def user(
        self,
        name: str,
        password: str = "",
        *,
        email: str | None = None,
        username: str | None = None,
        firstname: str | None = None,
        lastname: str | None = None,
        phone: str | None = None,
        status: int | None = None,
        mfa_required: bool | None = None,
        allowed_ips: Sequence[str] = (),
        role_ids: Sequence[int] = (),
        id: int | None = None,
    ) -> User:
        """The user of that e-mail address or user name: made, or found when nothing else is asked for.

        `status` is OneLogin's number; by default 1 (active) with a password and 7 (password pending) without one.
        `mfa_required` None asks for a second factor as soon as the user has one. Raises ValueError when there is a
        user of that name and more than the name is given, or when a value does not fit.
        """
        named: dict[str, object] = {"email": name} if "@" in name else {"username": name}
        asked = {
            "password": password,
            "firstname": firstname,
            "lastname": lastname,
            "phone": phone,
            "status": status,
            "mfa_required": mfa_required,
            "allowed_ips": tuple(allowed_ips),
            "role_ids": tuple(role_ids),
            "id": id,
        }
        asked |= {key: value for key, value in (("email", email), ("username", username)) if value is not None}
        alone, given = fitted(named, UserSeed), fitted(named | asked, UserSeed)
        if name not in (given.email, given.username):
            raise ValueError(f"the name {name!r} is the user's {next(iter(named))}: no other can be given")
        with self._world.lock:
            known = lookup.by_name(self._state, name)
            if known is None:
                known = seeds.add_user(self._context, given)
            elif given != alone:
                raise ValueError(f"there is a user {name!r} already: find them by the name alone")
            return User(self._world, known.id)

    def find_user(self, name: str) -> User:
        """The user of that e-mail address or user name, in any case. Raises LookupError."""
        known = lookup.by_name(self._state, name)
        if known is None:
            names = (taken for user in self._state.users for taken in login_names(user))
            raise LookupError(unknown("user", name, names))
        return User(self._world, known.id)

    def token(self, scope: Scope = "Manage All") -> str:
        """A bearer token of the first credential with this scope; the credential is made if there is none."""
        with self._world.lock:
            state = self._state
            credential = next((known for known in state.credentials if known.scope == scope), None)
            if credential is None:
                credential = state.credentials.put(seeds.new_credential(self._world, scope))
            return access_tokens.new(self._context, credential.client_id).token

    def add_app(
        self,
        name: str,
        *,
        id: int | None = None,
        audience: str = "urn:example:app",
        consumer_url: str = "https://app.example.com/saml/acs",
        mfa_required: bool | None = None,
        aws_roles: Sequence[AwsRole] = (),
    ) -> App:
        """A further app for SAML assertions. `mfa_required` None leaves it to the user's own policy."""
        app = AppSeed(
            name=name,
            id=id,
            audience=audience,
            consumer_url=consumer_url,
            mfa_required=mfa_required,
            aws_roles=tuple(aws_roles),
        )
        with self._world.lock:
            return seeds.add_app(self._state, app)

    def name_factor(self, type: FactorName, name: str, *, id: int | None = None) -> AccountFactor:
        """A factor under the name that the administrator gave it; with an `id` of its own a further one of its type.

        Raises ValueError when there is no such type, or when the id is that of a factor of another type.
        """
        given = fitted({"type": type, "name": name, "id": id}, AccountFactorSeed)
        with self._world.lock:
            return seeds.name_factor(self._context, given)

    def add_role(self, name: str, *, id: int | None = None) -> Role:
        """A role, whose id the `role_ids` of users name."""
        with self._world.lock:
            return seeds.add_role(self._state, RoleSeed(name=name, id=id))

    @property
    def _state(self) -> State:
        return of_world(self._world)

    @property
    def _context(self) -> Context:
        return context_of(self._world)
