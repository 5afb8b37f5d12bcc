"""Assertions of identity providers about a user: a profile, whatever the credential that brings it."""

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.tokens import BadToken, read_unverified
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.records import Link
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpResponse

_PUBLISHED_CLAIMS = frozenset(
    {
        *(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "nbf",
            "jti",
            "azp",
            "nonce",
            "auth_time",
            "acr",
            "amr",
            "at_hash",
            "c_hash",
        ),
        *("name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture"),
        *("website", "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number"),
        *("phone_number_verified", "address", "updated_at"),
    }
)
"""Source: documented, https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims"""


class Assertion(msgspec.Struct, frozen=True):
    """A user's profile at a provider. `raw` is all of it, `attributes` those of SAML."""

    provider_id: str
    sub: str
    raw: JsonObject
    email: str = ""
    email_verified: bool = False
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    screen_name: str = ""
    picture: str = ""
    nick_name: str = ""
    birth_date: str = ""
    language: str = ""
    time_zone: str = ""
    attributes: JsonObject = {}
    id_token: str = ""
    access_token: str = ""

    @property
    def federated_id(self) -> str:
        """The id as the provider's own world writes it."""
        return f"https://accounts.google.com/{self.sub}" if self.provider_id == "google.com" else self.sub

    def link(self) -> Link:
        """The profile as an account keeps it."""
        return Link(
            provider_id=self.provider_id,
            raw_id=self.sub,
            federated_id=self.sub,  # the URL form stands in the answer of the sign-in alone
            display_name=self.name,
            email=self.email,
            photo_url=self.picture,
            screen_name=self.screen_name,
        )

    def answer(self, settings: Settings) -> SignInWithIdpResponse:
        """The profile as members of the answer. Clients want an access token, so the official emulator makes one up."""
        real = settings.idp_answers == "production"
        made_up = None if real else f"FirebaseAuthEmulatorFakeAccessToken_{self.provider_id}"
        named = real and self.provider_id.startswith(("oidc.", "saml."))
        return SignInWithIdpResponse(
            kind="identitytoolkit#VerifyAssertionResponse",
            context="" if not real or self.provider_id.startswith("saml.") else None,
            provider_id=self.provider_id,
            federated_id=f"{self.provider_id}/{self.sub}" if named else self.federated_id,
            display_name=self.name or None,
            full_name=self.name or None,
            first_name=self.first_name or None,
            last_name=self.last_name or None,
            screen_name=self.screen_name or None,
            email=self.email or None,
            email_verified=self.email_verified if self.email else None,
            photo_url=self.picture or None,
            nick_name=self.nick_name or None,
            date_of_birth=self.birth_date or None,
            language=self.language or None,
            time_zone=self.time_zone or None,
            raw_user_info=msgspec.json.encode(self.raw).decode(),
            oauth_access_token=self.access_token or made_up,
            oauth_id_token=self.id_token or None,
        )


def claims_in(token: str) -> JsonObject | None:
    """The claims of a JWT or a JSON object; None when the text is neither."""
    if not token:
        return None
    if token.lstrip().startswith("{"):
        return object_in(token)
    try:
        return read_unverified(token)[1]
    except BadToken:
        return None


def object_in(text: str) -> JsonObject | None:
    """The JSON object in a text; None when it is none."""
    try:
        return msgspec.json.decode(text, type=JsonObject)
    except (ValueError, RecursionError):
        return None


def from_claims(
    settings: Settings, provider_id: str, claims: JsonObject, id_token: str = "", access_token: str = ""
) -> Assertion:
    """The assertion of claims in the words of OpenID Connect. Raises `InvalidIdpResponse`."""
    sub = claims.get("sub")
    if not isinstance(sub, str) or not sub:
        raise errors.InvalidIdpResponse(reason="the id_token has no sub, which must be a text")
    return Assertion(
        provider_id=provider_id,
        sub=sub,
        raw=_google(claims) if provider_id == "google.com" else claims,
        email=email_in(claims.get("email")),
        email_verified=bool(claims.get("email_verified")),
        name=_text(claims.get("name")) or _text(claims.get("display_name")),
        first_name=_text(claims.get("given_name")),
        last_name=_text(claims.get("family_name")),
        screen_name=_text(claims.get("screen_name")),
        picture=_text(claims.get("picture")),
        nick_name=_text(claims.get("nickname")),
        birth_date=_text(claims.get("birthdate")),
        language=_text(claims.get("locale")),
        time_zone=_text(claims.get("zoneinfo")),
        attributes=_attributes(settings, provider_id, claims),
        id_token=id_token,
        access_token=access_token,
    )


def _attributes(settings: Settings, provider_id: str, claims: JsonObject) -> JsonObject:
    """The claims that a provider adds to the published ones; in production they become attributes (recorded)."""
    if settings.idp_answers == "emulator" or not provider_id.startswith("oidc."):
        return {}
    return {name: value for name, value in claims.items() if name not in _PUBLISHED_CLAIMS}


def _google(claims: JsonObject) -> JsonObject:
    """Claims in the words of Google's own user info."""
    scopes = ["openid", "https://www.googleapis.com/auth/userinfo.profile"]
    if claims.get("email"):
        scopes.append("https://www.googleapis.com/auth/userinfo.email")
    found = {
        "granted_scopes": " ".join(scopes),
        "id": claims["sub"],
        "name": claims.get("name"),
        "given_name": claims.get("given_name"),
        "family_name": claims.get("family_name"),
        "email": claims.get("email"),
        "verified_email": bool(claims.get("email_verified")),
        "picture": claims.get("picture"),
        "locale": "en",
    }
    return {name: value for name, value in found.items() if value is not None}


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def email_in(value: Json) -> str:
    """An address as a provider says it, in lower case; empty for none. Raises `InvalidIdpResponse`."""
    email = _text(value).lower()
    if email and (email.count("@") != 1 or email[0] == "@" or email[-1] == "@"):
        raise errors.InvalidIdpResponse(reason=f"the provider's e-mail {email!r} is no e-mail address")
    return email
