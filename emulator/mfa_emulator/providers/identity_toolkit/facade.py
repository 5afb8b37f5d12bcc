"""The facade ``world.identity_toolkit``: accounts made, found and signed in without a request."""

from itertools import islice
from typing import TYPE_CHECKING

from mfa_emulator.core.descriptions import suggestions
from mfa_emulator.core.descriptions.misfit_words import fitted
from mfa_emulator.providers.identity_toolkit import seeds
from mfa_emulator.providers.identity_toolkit.context import context_of
from mfa_emulator.providers.identity_toolkit.handles import Account, people
from mfa_emulator.providers.identity_toolkit.state import Project, Scope, toolkit_of

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

_PASSWORD = "secret-1"
_NAMES = 1000
"""Accounts among which a near name is looked for."""


class IdentityToolkit:
    """The accounts of one world. Where no project is named, the world's own is meant; ``""`` is no tenant."""

    def __init__(self, world: "World") -> None:
        self.world = world

    def project(self, project_id: str = "") -> Project:
        """The state of a project: its `users`, `config`, `tenants` and codes."""
        return toolkit_of(self.world).projects[project_id or self.world.options.project]

    @property
    def users(self) -> "list[Account]":
        """All accounts of all projects and their tenants, oldest first in each."""
        return list(people(self.world))

    def user(
        self,
        email: str,
        password: str | None = None,
        *,
        verified: bool | None = None,
        display_name: str | None = None,
        phone_number: str | None = None,
        local_id: str | None = None,
        project: str = "",
        tenant: str = "",
    ) -> "Account":
        """The account of that e-mail address: made, or found when nothing else is asked for.

        A new one has the password ``secret-1`` and a verified address unless said otherwise. Raises ValueError when
        its address, number or id is none, or belongs to an account that there is.
        """
        scope = self._scope(project, tenant)
        asked = (password, verified, display_name, phone_number, local_id)
        with self.world.lock:
            known = scope.users.by("email", email.lower())
            if known is not None:
                if any(value is not None for value in asked):
                    raise ValueError(
                        f"there is a user {known.email!r} already: name nothing but the address to get it as it is"
                    )
                return Account(self.world, scope, known.local_id)
            fields = {
                "email": email,
                "password": _PASSWORD if password is None else password,
                "email_verified": True if verified is None else verified,
                "display_name": display_name or "",
                "phone_number": phone_number or "",
                "local_id": local_id or "",
            }
            part = fitted(fields, seeds.UserSeed)
            return Account(self.world, scope, seeds.add(context_of(self.world), scope, part).local_id)

    def find_user(self, name: str, *, project: str = "", tenant: str = "") -> "Account":
        """The account of that e-mail address or id, however it was made. Raises LookupError."""
        scope = self._scope(project, tenant)
        user = scope.users.by("email", name.lower()) or scope.users.get(name)
        if user is None:
            place = f"project {scope.project_id!r}" + (f", tenant {scope.tenant_id!r}" if scope.tenant_id else "")
            names = [user.name for user in islice(scope.users, _NAMES)]
            raise LookupError(f"{place}: {suggestions.unknown('user', name, names)}")
        return Account(self.world, scope, user.local_id)

    def _scope(self, project: str, tenant: str) -> Scope:
        found = self.project(project)
        return found.tenants[tenant] if tenant else found

    def __repr__(self) -> str:
        count = sum(len(scope.users) for scope in toolkit_of(self.world).scopes())
        return f"<{type(self).__name__} of world {self.world.name!r}, users: {count}>"
