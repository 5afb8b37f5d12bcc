"""The ``onelogin:`` part of a seed document: credentials, apps, and users with their factors."""

from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.otp.totp import key_of
from mfa_emulator.core.store.table import Taken
from mfa_emulator.providers.onelogin.factors import enrolled_devices, yubikey_codes
from mfa_emulator.providers.onelogin.factors.catalog import CATALOGUE
from mfa_emulator.providers.onelogin.initial_account import FIRST_APP
from mfa_emulator.providers.onelogin.state import App, AwsRole, Credential, Device, User, of_world
from mfa_emulator.providers.onelogin.users import lookup as users
from mfa_emulator.providers.onelogin.users import passwords

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Unknown keys are refused: a misspelt one must not be lost."""


class FactorSeed(_Part, frozen=True, kw_only=True):
    """An enrolled factor. `secret` is the Base32 secret of an authenticator."""

    type: Literal["sms", "voice", "email", "authenticator", "protect", "yubikey", "duo", "security_questions"]
    name: str = ""
    to: str = ""
    secret: str = ""
    active: bool = True
    default: bool = False
    passcodes: tuple[str, ...] = ()
    """Duo bypass codes."""


class UserSeed(_Part, frozen=True, kw_only=True):
    """A user; with a password the user can log in."""

    email: str | None = None
    username: str | None = None
    id: int | None = None
    password: str = ""
    firstname: str | None = None
    lastname: str | None = None
    phone: str | None = None
    status: int | None = None
    mfa_required: bool | None = None
    allowed_ips: tuple[str, ...] = ()
    factors: tuple[FactorSeed, ...] = ()


class CredentialSeed(_Part, frozen=True, kw_only=True):
    """An API credential."""

    client_id: str
    client_secret: str
    scope: Literal["Authentication Only", "Read Users", "Manage Users", "Read All", "Manage All"] = "Manage All"
    name: str = ""


class AppSeed(_Part, frozen=True, kw_only=True):
    """An app for SAML assertions."""

    name: str
    id: int | None = None
    audience: str = "urn:example:app"
    consumer_url: str = "https://app.example.com/saml/acs"
    mfa_required: bool | None = None
    aws_roles: tuple[AwsRole, ...] = ()


class OneLoginSeed(_Part, frozen=True, kw_only=True):
    """The whole part."""

    users: tuple[UserSeed, ...] = ()
    credentials: tuple[CredentialSeed, ...] = ()
    apps: tuple[AppSeed, ...] = ()


def seed(world: "World", part: Any) -> None:
    """Put the part into the world. Raises ValueError."""
    document = msgspec.convert(part, OneLoginSeed)
    state = of_world(world)
    for credential in document.credentials:
        state.credentials.put(Credential(**msgspec.structs.asdict(credential)))
    for app in document.apps:
        app_id = state.next("app", FIRST_APP) if app.id is None else app.id
        state.apps.put(App(**{**msgspec.structs.asdict(app), "id": app_id}))
    for user in document.users:
        add_user(world, user)


def add_user(world: "World", given: UserSeed) -> User:
    """A user with factors. Raises ValueError when a name or id is taken, or a factor cannot be."""
    state = of_world(world)
    if not (given.email or given.username):
        raise ValueError("a user needs an email or a username")
    now = world.clock.micros()
    user = User(
        id=state.next("user", users.FIRST_ID) if given.id is None else given.id,
        username=given.username,
        email=given.email,
        firstname=given.firstname,
        lastname=given.lastname,
        phone=given.phone,
        password=passwords.hashed(given.password, world.ids.hex(16)) if given.password else "",
        status=given.status if given.status is not None else 1 if given.password else 7,
        mfa_required=given.mfa_required,
        allowed_ips=given.allowed_ips,
        created_at=now,
        updated_at=now,
        activated_at=now,
        password_changed_at=now if given.password else 0,
    )
    if user.id in state.users:
        raise ValueError(f"there is a user {user.id} already")
    try:
        state.users.put(user)
    except Taken as taken:
        raise ValueError(f"a user is called {taken.value!r} already") from None
    for factor in given.factors:
        add_device(world, user, factor)
    return user


def add_device(world: "World", user: User, given: FactorSeed) -> Device:
    """An enrolled factor, of any kind. Raises ValueError when it lacks an address or has a bad secret."""
    state = of_world(world)
    factor = CATALOGUE[given.type]
    to = given.to or enrolled_devices.address(factor, user)
    if factor.channel is not None and not to:
        raise ValueError(f"a {factor.kind} factor needs `to`, or a user with a phone number or e-mail address")
    device = Device(
        id=state.next("device", enrolled_devices.FIRST_ID),
        user_id=user.id,
        factor=factor.kind,
        display_name=given.name or factor.name,
        to=to,
        secret=_secret(world, factor.proof, given.secret),
        passcodes=given.passcodes,
    )
    state.devices.put(device)
    if given.active:
        device = enrolled_devices.activate(state, device, world.settings["onelogin"])
    if given.default:
        for other in enrolled_devices.of_user(state, user.id):
            state.devices.put(replace(other, default=other.id == device.id))
    return state.devices.get(device.id) or device


def _secret(world: "World", proof: str, given: str) -> str:
    if proof == "yubikey":
        return (yubikey_codes.Key.of(given) if given else yubikey_codes.Key.new(world.ids)).text()
    if proof not in ("totp", "push"):
        return ""
    if given and not key_of(given):
        raise ValueError("the secret is empty")
    return given or world.ids.base32_secret()
