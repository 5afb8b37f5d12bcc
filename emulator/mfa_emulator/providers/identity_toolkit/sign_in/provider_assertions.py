"""Assertions of identity providers about a user, as requests bring them.

No provider is asked: as in the official emulator, ID tokens are JWTs without a check or plain JSON objects of
claims, and SAML responses are JSON objects. That is what SDKs in tests and the emulator's own widget send. A token
that means something to its provider alone stands for a user of whom nothing but an id is known.
"""

from hashlib import blake2b, sha256
from urllib.parse import parse_qsl, urlsplit

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.tokens import BadToken, read_unverified
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts.provider_links import OWN_WAYS
from mfa_emulator.providers.identity_toolkit.input_formats import is_absolute
from mfa_emulator.providers.identity_toolkit.records import Link
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import too_deep
from mfa_emulator.providers.identity_toolkit.types.sign_in import SignInWithIdpRequest, SignInWithIdpResponse

_CREDENTIAL = (
    *("providerId", "id_token", "access_token", "code", "SAMLResponse"),
    *("oauth_token_secret", "refresh_token", "expires_in", "nonce"),
)
"""The parameters that make a credential; others, such as the state of an authorization, are of one request only."""


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

    def answer(self) -> SignInWithIdpResponse:
        """The profile as members of the answer. Clients want an access token, so there always is one."""
        token = self.access_token or f"FirebaseAuthEmulatorFakeAccessToken_{self.provider_id}"
        return SignInWithIdpResponse(
            kind="identitytoolkit#VerifyAssertionResponse",
            context="",
            provider_id=self.provider_id,
            federated_id=self.federated_id,
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
            oauth_access_token=token,
            oauth_id_token=self.id_token or None,
        )


def read(given: dict[str, str], settings: Settings) -> Assertion:
    """The assertion in a credential.

    Raises `InvalidCredentialOrProviderId`, `InvalidIdpResponse` or `MissingOrInvalidNonce`.
    """
    provider_id = given.get("providerId", "").lower()
    if not provider_id:
        raise errors.InvalidCredentialOrProviderId(reason="postBody and requestUri name no providerId")
    if provider_id in OWN_WAYS:
        raise errors.InvalidCredentialOrProviderId(reason=f"{provider_id!r} is no identity provider")
    if provider_id.startswith("saml."):
        return _saml(provider_id, given)
    id_token, access_token = given.get("id_token", ""), given.get("access_token", "")
    claims = _claims(id_token) or _claims(access_token)
    if claims is None and not id_token:
        claims = _stranger(provider_id, access_token or given.get("code", ""), settings)
    if claims is None or too_deep(claims):
        raise errors.InvalidIdpResponse(reason="the id_token is neither a JWT nor a JSON object, or nested too deep")
    # Its SDK has no way to send a nonce for Google.
    if settings.idp_nonces_checked and id_token and provider_id != "google.com":
        _check_nonce(given, claims)
    return _oauth(provider_id, claims, id_token, access_token)


def _stranger(provider_id: str, token: str, settings: Settings) -> JsonObject:
    """The user whom an access token or an authorization code stands for: the same whenever the same one comes."""
    if not token:
        raise errors.InvalidCredentialOrProviderId(reason="there is neither an id_token nor an access_token nor a code")
    if token.lstrip().startswith("{"):
        raise errors.InvalidIdpResponse(reason="the access_token begins like a JSON object and is none")
    if settings.opaque_idp_tokens == "refuse":
        raise errors.InvalidIdpResponse(reason="opaque_idp_tokens is 'refuse': only the provider could read this token")
    return {"sub": str(int.from_bytes(blake2b(f"{provider_id} {token}".encode(), digest_size=8).digest()))}


def credential_of(body: SignInWithIdpRequest) -> dict[str, str]:
    """The credential in `requestUri` and `postBody`, which is laid over the former's query and fragment.

    Raises `MissingRequestUri` or `InvalidRequestUri`.
    """
    if not body.request_uri:
        raise errors.MissingRequestUri(reason="the request has no requestUri")
    if not is_absolute(body.request_uri):
        raise errors.InvalidRequestUri(reason=f"{body.request_uri!r} has no scheme or no host")
    parts = urlsplit(body.request_uri)
    found: dict[str, str] = {}
    for text in (parts.query, parts.fragment, body.post_body):
        found.update(parse_qsl(text, keep_blank_values=True))
    return {name: found[name] for name in _CREDENTIAL if name in found}


def _check_nonce(given: dict[str, str], claims: JsonObject) -> None:
    """Refuse a nonce that does not fit: the token has the SHA-256 hash of the one that the app sends beside it."""
    hashed = claims.get("nonce")
    if hashed and sha256(given.get("nonce", "").encode()).hexdigest() != hashed:
        raise errors.MissingOrInvalidNonce(reason="the id_token's nonce is not the SHA-256 hash of the nonce beside it")


def _claims(token: str) -> JsonObject | None:
    """The claims of a JWT or a JSON object; None when the text is neither."""
    if not token:
        return None
    if token.lstrip().startswith("{"):
        return _object(token)
    try:
        return read_unverified(token)[1]
    except BadToken:
        return None


def _object(text: str) -> JsonObject | None:
    try:
        return msgspec.json.decode(text, type=JsonObject)
    except (ValueError, RecursionError):
        return None


def _oauth(provider_id: str, claims: JsonObject, id_token: str, access_token: str) -> Assertion:
    sub = claims.get("sub")
    if not isinstance(sub, str) or not sub:
        raise errors.InvalidIdpResponse(reason="the id_token has no sub, which must be a text")
    return Assertion(
        provider_id=provider_id,
        sub=sub,
        raw=_google(claims) if provider_id == "google.com" else claims,
        email=_email(claims.get("email")),
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
        id_token=id_token,
        access_token=access_token,
    )


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


def _saml(provider_id: str, given: dict[str, str]) -> Assertion:
    response = _object(given.get("SAMLResponse", ""))
    if response is None or too_deep(response):
        raise errors.InvalidIdpResponse(reason="SAMLResponse is not a JSON object, or is nested too deep")
    assertion = _part(response, "assertion")
    name_id = _part(assertion, "subject").get("nameId")
    if not isinstance(name_id, str) or not name_id:
        raise errors.InvalidIdpResponse("Missing assertion.subject.nameId in SAMLResponse.", reason="no nameId")
    attributes = _part(assertion, "attributeStatements")
    email = name_id if "@" in name_id else ""
    # The provider vouches for the address.
    return Assertion(provider_id, name_id, attributes, _email(email), bool(email), attributes=attributes)


def _part(whole: JsonObject, name: str) -> JsonObject:
    part = whole.get(name)
    if not isinstance(part, dict):
        raise errors.InvalidIdpResponse(f"Missing {name} in SAMLResponse.", reason=f"{name} is no object")
    return part


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _email(value: Json) -> str:
    email = _text(value).lower()
    if email and (email.count("@") != 1 or email[0] == "@" or email[-1] == "@"):
        raise errors.InvalidIdpResponse(reason=f"the provider's e-mail {email!r} is no e-mail address")
    return email
