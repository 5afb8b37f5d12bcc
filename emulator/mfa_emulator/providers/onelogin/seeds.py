"""Seeds: the account of the start, and the ``onelogin:`` part of a seed document."""

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.descriptions.long_documents import fitting, one_by_one
from mfa_emulator.core.otp.totp import key_of
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.store.table import Taken
from mfa_emulator.providers.onelogin import FIRST_APP
from mfa_emulator.providers.onelogin.context import Context, context_of
from mfa_emulator.providers.onelogin.factor_settings import FactorIds, FactorName
from mfa_emulator.providers.onelogin.factors import catalog, enrolled_devices, yubikey_codes
from mfa_emulator.providers.onelogin.factors.catalog import CATALOG
from mfa_emulator.providers.onelogin.records import AccountFactor, App, AwsRole, Credential, Device, Role, UserRecord
from mfa_emulator.providers.onelogin.state import State
from mfa_emulator.providers.onelogin.users import locks, passwords

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


FIRST_ROLE = 530_001
PASSWORD = "secret-1"
"""The password of the users that exist from the start."""
_PEOPLE = (
    ("ada", "Ada", "Lovelace", "+15555550100"),
    ("grace", "Grace", "Hopper", "+15555550101"),
)

FactorType: TypeAlias = Literal[
    "sms", "voice", "email", "authenticator", "protect", "yubikey", "duo", "security_questions"
]
Scope: TypeAlias = Literal["Authentication Only", "Read Users", "Manage Users", "Read All", "Manage All"]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the document. Unknown keys are refused: a misspelled one must not be lost."""


class FactorSeed(_Part, frozen=True, kw_only=True):
    """An enrolled factor. `secret` is the Base32 secret of an authenticator."""

    type: FactorType
    name: str = ""
    to: str = ""
    factor_id: int | None = None
    """The account's factor, where it has several of the type."""
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
    role_ids: tuple[int, ...] = ()
    factors: tuple[FactorSeed, ...] = ()


class CredentialSeed(_Part, frozen=True, kw_only=True):
    """An API credential."""

    client_id: str
    client_secret: str
    scope: Scope = "Manage All"
    name: str = ""


class AppSeed(_Part, frozen=True, kw_only=True):
    """An app for SAML assertions."""

    name: str
    id: int | None = None
    audience: str = "urn:example:app"
    consumer_url: str = "https://app.example.com/saml/acs"
    mfa_required: bool | None = None
    aws_roles: tuple[AwsRole, ...] = ()


class AccountFactorSeed(_Part, frozen=True, kw_only=True):
    """A factor that the administrator renamed, or with an `id` of its own one that was added."""

    type: FactorName
    name: str
    id: int | None = None


class RoleSeed(_Part, frozen=True, kw_only=True):
    """A role, which users name in `role_ids`."""

    name: str
    id: int | None = None


class OneLoginSeed(_Part, frozen=True, kw_only=True):
    """The ``onelogin:`` part."""

    users: tuple[UserSeed, ...] = ()
    credentials: tuple[CredentialSeed, ...] = ()
    apps: tuple[AppSeed, ...] = ()
    roles: tuple[RoleSeed, ...] = ()
    factors: tuple[AccountFactorSeed, ...] = ()


def new_state(world: "World") -> State:
    """An account with a credential that may do everything, two users without factors, and an app."""
    state = State()
    state.credentials.put(new_credential(world, name="default"))
    now, salts = world.clock.micros(), world.ids.apart("onelogin")
    for username, firstname, lastname, phone in _PEOPLE:
        state.users.put(
            UserRecord(
                id=state.next_id("user", world.ids),
                username=username,
                email=f"{username}@example.com",
                firstname=firstname,
                lastname=lastname,
                phone=phone,
                password=passwords.hashed(PASSWORD, salts.hex(16)),
                created_at=now,
                updated_at=now,
                activated_at=now,
                password_changed_at=now,
            )
        )
    role = AwsRole("arn:aws:iam::123456789012:role/Developer", "arn:aws:iam::123456789012:saml-provider/OneLogin")
    state.apps.put(App(id=state.next("app", FIRST_APP), name="Example app", aws_roles=(role,)))
    return state


def new_credential(world: "World", scope: Scope = "Manage All", name: str = "") -> Credential:
    """A credential of the emulator's own, for programs to be configured with: one and the same for each scope."""
    ids = world.configured(f"onelogin {scope}")
    return Credential(ids.hex(64), ids.hex(64), scope, name)


def seed(world: "World", part: object) -> Work[None]:
    """The work of putting the part into the world. Raises ValueError."""
    document = yield from fitting(part, OneLoginSeed)
    context = context_of(world)
    for credential in document.credentials:
        context.state.credentials.put(Credential(**msgspec.structs.asdict(credential)))
    for app in document.apps:
        add_app(context.state, app)
    for factor in document.factors:
        name_factor(context, factor)
    for role in document.roles:
        add_role(context.state, role)
    for user in one_by_one(document, "users", document.users):
        add_user(context, user)
        yield


def add_app(state: State, given: AppSeed) -> App:
    """An app; one of the same id makes way for it."""
    app_id = state.next("app", FIRST_APP) if given.id is None else given.id
    return state.apps.put(App(**{**msgspec.structs.asdict(given), "id": app_id}))


def name_factor(context: Context, given: AccountFactorSeed) -> AccountFactor:
    """A factor of the account under another name; one with an id that the settings do not have is a further one.

    Raises ValueError when the id is that of a factor of another type.
    """
    usual = catalog.usual_id(given.type, context.settings)
    factor = AccountFactor(usual if given.id is None else given.id, given.type, given.name)
    known = {catalog.usual_id(kind, context.settings): kind for kind in FactorIds.__struct_fields__}
    other = context.state.factors.get(factor.id)
    if factor.id < 1:
        raise ValueError(f"a factor's id must be 1 or more, not {factor.id}")
    kind = other.kind if other else known.get(factor.id, given.type)
    if kind != given.type:
        raise ValueError(f"the factor {factor.id} is of type {kind}, not {given.type}")
    return context.state.factors.put(factor)


def add_role(state: State, given: RoleSeed) -> Role:
    """A role; one of the same id makes way for it."""
    return state.roles.put(Role(state.next("role", FIRST_ROLE) if given.id is None else given.id, given.name))


def add_user(context: Context, given: UserSeed) -> UserRecord:
    """A user with factors. Raises ValueError when a name or id is taken, or a factor cannot be."""
    state = context.state
    if not (given.email or given.username):
        raise ValueError("a user needs an email or a username")
    if given.status not in (None, *locks.STATUSES):
        raise ValueError(f"status must be one of {', '.join(map(str, locks.STATUSES))}, not {given.status}")
    now = context.now
    user = UserRecord(
        id=state.next_id("user", context.world.ids) if given.id is None else given.id,
        username=given.username,
        email=given.email,
        firstname=given.firstname,
        lastname=given.lastname,
        phone=given.phone,
        password=passwords.hashed(given.password, context.world.ids.hex(16)) if given.password else "",
        status=given.status if given.status is not None else 1 if given.password else 7,
        mfa_required=given.mfa_required,
        allowed_ips=given.allowed_ips,
        role_ids=given.role_ids,
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
        add_device(context, user, factor)
    return user


def add_device(context: Context, user: UserRecord, given: FactorSeed) -> Device:
    """An enrolled factor, of any kind. Raises ValueError when it lacks an address or has a bad secret."""
    state = context.state
    factor = CATALOG[given.type]
    to = given.to or enrolled_devices.address(factor, user)
    if factor.channel is not None and not to:
        raise ValueError(f"a {factor.kind} factor needs `to`, or a user with a phone number or e-mail address")
    device = Device(
        id=state.next_id("device", context.world.ids),
        user_id=user.id,
        factor=factor.kind,
        factor_id=_factor_id(context, given),
        display_name=given.name or factor.name,
        to=to,
        secret=_secret(context, factor.proof, given.secret),
        passcodes=given.passcodes,
    )
    device = enrolled_devices.add(context, device)
    if given.active:
        device = enrolled_devices.activate(state, device, context.settings)
    if given.default:
        for other in enrolled_devices.of_user(state, user.id):
            state.devices.put(replace(other, default=other.id == device.id))
    return state.devices.get(device.id) or device


def _factor_id(context: Context, given: FactorSeed) -> int:
    if given.factor_id in (None, catalog.usual_id(given.type, context.settings)):
        return 0
    factor = context.state.factors.get(given.factor_id or 0)
    if factor is None or factor.kind != given.type:
        raise ValueError(f"there is no {given.type} factor {given.factor_id}: the part `factors` adds one")
    return factor.id


def _secret(context: Context, proof: str, given: str) -> str:
    if proof == "yubikey":
        return (yubikey_codes.Key.of(given) if given else yubikey_codes.Key.new(context.world.ids)).text()
    if proof not in ("totp", "push"):
        return ""
    if given and not key_of(given):
        raise ValueError("the secret is empty")
    return given or context.world.ids.base32_secret()
