"""Records of accounts, of codes sent to them and of sign-ins under way.

Instants are microseconds since 1970 unless a name says otherwise.
"""

import msgspec

from mfa_emulator.core.time.durations import Micros, Seconds
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    DefaultSupportedIdpConfig,
    InboundSamlConfig,
    OAuthIdpConfig,
)
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import OobReqType


class Record(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Records hold no cycles, so the garbage collector need not walk through a hundred thousand of them."""


class Factor(Record, frozen=True):
    """One second factor: a phone when it has a number, else TOTP."""

    id: str
    enrolled_at: Micros
    display_name: str = ""
    phone_number: str = ""
    secret: str = ""
    last_step: int = -1
    """The time step of the last TOTP code that was accepted: neither it nor an earlier one is accepted again."""

    @property
    def kind(self) -> str:
        """As in the claim ``sign_in_second_factor``."""
        return "phone" if self.phone_number else "totp"


class Link(Record, frozen=True):
    """The account at an identity provider that signs in here."""

    provider_id: str
    raw_id: str
    federated_id: str = ""
    display_name: str = ""
    email: str = ""
    phone_number: str = ""
    photo_url: str = ""
    screen_name: str = ""


class ImportedHash(Record, frozen=True):
    """A password that came in hashed. `algorithm` says how, with its parameters as JSON text."""

    hash: str
    salt: str = ""
    algorithm: str = ""


class Passkey(Record, frozen=True):
    """A passkey. Where passkeys are verified, `key` holds its id and public key as the authenticator wrote them."""

    credential_id: str
    name: str = ""
    key: str = ""
    counter: int = 0
    """The number of signatures that the authenticator has told last; 0 where it tells none."""


class Rarities(Record, frozen=True):
    """Values that few accounts have."""

    initial_email: str = ""
    custom_auth: bool = False
    email_link_signin: bool = False
    screen_name: str = ""
    federated_only: bool = False
    disabled_shown: bool = False
    """Whether the account shows that it is not disabled: an administrator or an import has said so."""
    passkeys: tuple[Passkey, ...] = ()
    shared_email: str = ""
    """The address, where an import brought it although another account had it: that one is reached by it."""
    shared_phone: str = ""
    """The same of the number."""
    blanks: tuple[str, ...] = ()
    """Texts that were set to nothing, and are shown so: display_name, photo_url."""
    wrong_passwords: int = 0
    """Since the last right one, or since the lockout ended."""
    locked_until: Micros = 0


NOTHING_RARE = Rarities()


def blanks(**texts: str | None) -> tuple[str, ...]:
    """The names of the texts that are given as nothing; None is not given."""
    return tuple(name for name, text in texts.items() if text == "")


class User(Record, frozen=True):
    """An account. `valid_since` is seconds: sessions that began earlier are over."""

    local_id: str
    created_at: Micros
    email: str = ""
    email_verified: bool | None = None
    """None: it was never said, and so is not shown of an account that has no address."""
    password: str | ImportedHash = ""
    """In plain text: nothing here is secret, and hashing as production does would cost 50 ms a sign-in."""
    password_updated_at: Micros = 0
    valid_since: Seconds = 0
    display_name: str = ""
    photo_url: str = ""
    phone_number: str = ""
    disabled: bool = False
    last_login_at: Micros = 0
    last_refresh_at: Micros = 0
    custom_attributes: str = ""
    """A JSON object as text."""
    links: tuple[Link, ...] = ()
    factors: tuple[Factor, ...] = ()
    rare: Rarities = NOTHING_RARE

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing opens the account again: no address, number, password, provider, passkey or custom token."""
        openers = (self.email, self.phone_number, self.password, self.links, self.rare.passkeys, self.rare.custom_auth)
        return not any(openers)

    @property
    def name(self) -> str:
        """The name by which people know the account: its e-mail address, or the id of one without."""
        return self.email or self.local_id

    def factor(self, factor_id: str) -> Factor | None:
        """The second factor of that enrollment id."""
        return next((factor for factor in self.factors if factor.id == factor_id), None)


class OobCode(Record, frozen=True):
    """A code sent by e-mail. `local_id` is empty for sign-in links to addresses that have no account yet."""

    code: str
    request_type: OobReqType
    email: str
    expires_at: Micros
    """0: never."""
    local_id: str = ""
    new_email: str = ""
    link: str = ""


class SmsSession(Record, frozen=True):
    """A code sent by SMS. `purpose` is ``signIn`` (first factor), ``mfaEnrollment`` or ``mfaSignIn``."""

    session_info: str
    phone_number: str
    code: str
    created_at: Micros
    expires_at: Micros
    """0: never."""
    purpose: str = "signIn"
    local_id: str = ""
    """The account whose second factor this is about."""
    factor_id: str = ""
    reusable: bool = False
    """Sessions of configured test numbers outlive their use."""
    wrong_codes: int = 0


class TotpSession(Record, frozen=True):
    """A TOTP enrollment under way, or (when `done`) finished."""

    session_info: str
    local_id: str
    secret: str
    expires_at: Micros
    attempts: int = 0
    done: bool = False


class TemporaryProof(Record, frozen=True):
    """A phone number that was proven but belongs to another account."""

    proof: str
    phone_number: str
    expires_at: Micros


class IdentityProviders(Record, frozen=True):
    """The configured identity providers of a project or tenant, by their ids."""

    oidc: dict[str, OAuthIdpConfig] = {}
    saml: dict[str, InboundSamlConfig] = {}
    supported: dict[str, DefaultSupportedIdpConfig] = {}
    """Those that are known by default."""


class SpentToken(Record, frozen=True):
    """An identity provider's token with a nonce, which is good once. `expires_at` is its own end."""

    mark: str
    expires_at: Micros
