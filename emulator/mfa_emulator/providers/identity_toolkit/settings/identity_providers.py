"""Settings of identity providers and passkeys."""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.settings import Text
from mfa_emulator.providers.identity_toolkit.settings.tenants import TenantSettings

PublicKey: TypeAlias = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9+/]*=*\Z", max_length=2000, description="a public key's DER in Base64, or empty")
]

ProviderName: TypeAlias = Annotated[str, Meta(pattern=r"^(?!saml\.).+\Z", max_length=1000)]


class KeySet(msgspec.Struct, frozen=True):
    """A JSON Web Key Set, as providers publish them; other members than its keys are passed over."""

    keys: tuple[JsonObject, ...]


KeySets: TypeAlias = Annotated[
    dict[ProviderName, KeySet],
    Meta(max_length=1000, description="an object: JSON Web Key Sets by ids of providers, none of SAML"),
]


class ProviderSettings(TenantSettings, frozen=True, kw_only=True):
    """The settings of accounts, factors and tenants, and those of configured identity providers."""

    idp_needs_configuration: bool = False
    """Whether a sign-in by an identity provider needs that one's configuration. Production: OPERATION_NOT_ALLOWED.

    One that is configured and not enabled is refused in both presets.

    Source: recorded, t-k/fireemu
    """

    idp_tokens_checked: bool = False
    """Whether an ID token must be a signed JWT with an end to come, and a SAML response signed XML. Production: yes.

    ID tokens are checked by `idp_keys`, SAML responses by the configuration's `idpCertificates`, which needs the extra
    `saml`. Issuer and audience of a configured provider are compared in both presets, here only if the token has them.

    Source: recorded, t-k/fireemu
    """

    idp_keys: KeySets = msgspec.field(default_factory=dict)
    """Public keys with which identity providers sign ID tokens, by the providers' ids: those that the test has made.

    A provider's own keys are not fetched, and nobody but it could sign with them. A provider whose keys are told here
    signs nobody in without a signature by one of them; one without keys signs everybody in, and nobody where
    `idp_tokens_checked` is on.

    Source: recorded, t-k/fireemu
    """

    idp_ids: Literal["lowered", "exact"] = "lowered"
    """Comparison of a provider's id: in lower case, or as it is written, as in production.

    Source: recorded, t-k/fireemu
    """

    idp_answers: Literal["emulator", "production"] = "emulator"
    """Form of the answer to a sign-in by an identity provider.

    Production's `federatedId` of OpenID Connect and SAML is `provider/sub`, `context` is for SAML, no access token
    is made up, the ways into an account that must confirm are not told, and further claims of an OpenID Connect token
    become attributes.

    Source: recorded, t-k/fireemu
    """

    passkeys_verified: bool = False
    """Whether passkeys are real: made by an authenticator upon a challenge, and signing one to sign in.

    That needs the extra `passkeys`. The official emulator takes any id. Production's API is not published.

    Source: ours.
    """

    passkey_site: Text = "localhost"
    """Relying party of passkeys: the host of the app's pages, or a name above it.

    Source: documented, firebase/firebase-tools src/emulator/auth/operations.ts
    """

    provider_pages: Literal["widget", "provider"] = "widget"
    """Page to which `createAuthUri` leads: the official emulator's widget, or the configured provider's own.

    Source: recorded, t-k/fireemu
    """

    game_center_key: PublicKey = ""
    """Key of RSA with which Game Center signs for the players of a test: the public half of one that the test has made.

    Apple's own is not fetched, and nobody but Apple could sign with it. Empty: no signature is checked, and where
    `idp_tokens_checked` is on, no player gets in.

    Source: documented, developer.apple.com/documentation/gamekit/gklocalplayer
    """
