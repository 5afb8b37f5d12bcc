"""What exists in every account from the start, the same for the same seed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mfa_emulator.core.ids import Ids
from mfa_emulator.providers.onelogin.state import App, AwsRole, Credential, State, User, of_world
from mfa_emulator.providers.onelogin.users import lookup, passwords

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

FIRST_APP = 460_001
PASSWORD = "secret-1"
_PEOPLE = (
    ("ada", "Ada", "Lovelace", "+15555550100"),
    ("grace", "Grace", "Hopper", "+15555550101"),
)


def new_state(world: "World") -> State:
    """An account with a credential that may do everything, two users without factors, and an app."""
    # A stream of its own: what the other vendors draw does not change the credential, nor the reverse.
    ids = Ids(f"onelogin:{world.options.seed}")
    state = State()
    state.credentials.put(Credential(ids.hex(64), ids.hex(64), name="default"))
    now = world.clock.micros()
    for username, firstname, lastname, phone in _PEOPLE:
        state.users.put(
            User(
                id=state.next("user", lookup.FIRST_ID),
                username=username,
                email=f"{username}@example.com",
                firstname=firstname,
                lastname=lastname,
                phone=phone,
                password=passwords.hashed(PASSWORD, ids.hex(16)),
                created_at=now,
                updated_at=now,
                activated_at=now,
                password_changed_at=now,
            )
        )
    role = AwsRole("arn:aws:iam::123456789012:role/Developer", "arn:aws:iam::123456789012:saml-provider/OneLogin")
    state.apps.put(App(id=state.next("app", FIRST_APP), name="Example app", aws_roles=(role,)))
    return state


def env(world: "World", url: str) -> dict[str, str]:
    """The variables that OneLogin's SDKs and tools read."""
    credential = next(iter(of_world(world).credentials), None)
    return {
        "ONELOGIN_CLIENT_ID": credential.client_id if credential else "",
        "ONELOGIN_CLIENT_SECRET": credential.client_secret if credential else "",
        "ONELOGIN_SUBDOMAIN": world.settings["onelogin"].subdomain,
        "ONELOGIN_BASE_URL": url,
    }


def credentials(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """`client` asks for a token; every other call carries that token."""
    pair = f"client_id:{env.get('ONELOGIN_CLIENT_ID', '')}, client_secret:{env.get('ONELOGIN_CLIENT_SECRET', '')}"
    return {"client": {"Authorization": pair}}
