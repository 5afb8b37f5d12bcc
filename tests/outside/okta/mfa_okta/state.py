"""State of an Okta organization: its API token beside its users and their factors."""

from typing import TYPE_CHECKING, TypeAlias

from mfa_emulator.core import context
from mfa_emulator.core.context import BodyT
from mfa_emulator.core.people.records import PeopleState
from mfa_okta.settings import Settings

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class State(PeopleState):
    """One organization."""

    def __init__(self, token: str) -> None:
        super().__init__(person_prefix="00u", factor_prefix="ost")
        self.token = token


Call: TypeAlias = context.Call[BodyT, State, Settings, None]


def new_state(world: "World") -> State:
    """An organization with one user. The token is the same in every world of a server, the user is the world's own."""
    state = State(token=world.configured("okta").alphanumeric(42))
    state.add_person(world.ids.apart("okta"), "ada@example.com")
    return state
