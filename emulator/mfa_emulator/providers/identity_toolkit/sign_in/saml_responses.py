"""SAML responses in XML, as identity providers post them: read, and held against the provider's configuration."""

import binascii
from base64 import b64decode
from hashlib import sha256
from xml.etree import ElementTree

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.time import durations
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.tokens import xml_signatures
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    IdpConfig,
    InboundSamlConfig,
    SpConfig,
)

_SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
_RESPONSE = "{urn:oasis:names:tc:SAML:2.0:protocol}Response"
_ASSERTION = f"{_SAML}Assertion"


class SamlResponse(msgspec.Struct, frozen=True):
    """A response as far as it matters. `begins` and `ends` hold the instants of its conditions."""

    name_id: str
    issuer: str
    destination: str
    in_response_to: str
    audiences: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    attributes: JsonObject


def request_id(session_id: str) -> str:
    """The id of the request that a session begins with, which the response repeats."""
    return f"_{sha256(session_id.encode()).hexdigest()[:32]}"


def read(text: str) -> SamlResponse | None:
    """The response in a text of Base64; None when it holds no XML. Raises `InvalidIdpResponse` for other XML."""
    document = _document_in(text)
    root = None if document is None else _root_of(document)
    return None if root is None else _response(root, root)


def read_signed(text: str, config: InboundSamlConfig | None) -> SamlResponse:
    """The response, whose assertion is the one that a certificate of the configuration vouches for.

    Raises `InvalidIdpResponse`.
    """
    document = _document_in(text)
    root = None if document is None else _root_of(document)
    if document is None or root is None:
        raise errors.InvalidIdpResponse(reason="the SAMLResponse is no XML; idp_tokens_checked=false takes JSON too")
    provider = (config.idp_config if config is not None else None) or IdpConfig()
    certificates = [each.x509_certificate or "" for each in provider.idp_certificates or ()]
    signed = _root_of(xml_signatures.signed_part(document, certificates))
    if signed is None:
        raise errors.InvalidIdpResponse(reason="the signature of the SAMLResponse is over something that is no XML")
    return _response(signed if signed.tag == _RESPONSE else root, signed)


def _document_in(text: str) -> bytes | None:
    try:
        document = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    # A document type could define entities without end, and no response has one.
    return None if b"<!DOCTYPE" in document else document


def _root_of(document: bytes) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(document)
    except (ValueError, ElementTree.ParseError, LookupError):
        return None


def _response(root: ElementTree.Element, part: ElementTree.Element) -> SamlResponse:
    """The response in a document, of which this part holds the assertion that counts. Raises `InvalidIdpResponse`."""
    assertion = part if part.tag == _ASSERTION else part.find(_ASSERTION)
    if root.tag != _RESPONSE or assertion is None:
        raise errors.InvalidIdpResponse(reason="the SAMLResponse is XML, but no response with an assertion")
    confirmation = assertion.find(f"{_SAML}Subject/{_SAML}SubjectConfirmation/{_SAML}SubjectConfirmationData")
    conditions = assertion.find(f"{_SAML}Conditions")
    limits = [part for part in (conditions, confirmation) if part is not None]
    return SamlResponse(
        name_id=(assertion.findtext(f"{_SAML}Subject/{_SAML}NameID") or "").strip(),
        issuer=(assertion.findtext(f"{_SAML}Issuer") or root.findtext(f"{_SAML}Issuer") or "").strip(),
        destination=root.get("Destination", ""),
        in_response_to=root.get("InResponseTo", ""),
        audiences=tuple((each.text or "").strip() for each in assertion.iter(f"{_SAML}Audience")),
        begins=tuple(part.attrib["NotBefore"] for part in limits if "NotBefore" in part.attrib),
        ends=tuple(part.attrib["NotOnOrAfter"] for part in limits if "NotOnOrAfter" in part.attrib),
        attributes={each.get("Name", ""): _values(each) for each in assertion.iter(f"{_SAML}Attribute")},
    )


def check(context: Context, config: InboundSamlConfig | None, response: SamlResponse, session_id: str) -> None:
    """Refuse a response that is not for this app, not of this provider or not of this time.

    Without a configuration its times alone are looked at. Raises `InvalidIdpResponse`.
    """
    _check_times(context, response)
    if session_id and context.settings.idp_tokens_checked and response.in_response_to != request_id(session_id):
        raise errors.InvalidIdpResponse(reason="the SAMLResponse's InResponseTo is not the request of this sessionId")
    if config is None:
        return
    provider, app = config.idp_config or IdpConfig(), config.sp_config or SpConfig()
    if response.issuer != provider.idp_entity_id:
        raise errors.InvalidIdpResponse(reason=f"the issuer is {response.issuer!r}, not {provider.idp_entity_id!r}")
    if app.sp_entity_id not in response.audiences:
        raise errors.InvalidIdpResponse(reason=f"the audience is {response.audiences}, not {app.sp_entity_id!r}")
    if response.destination and response.destination != app.callback_uri:
        raise errors.InvalidIdpResponse(reason=f"the Destination is {response.destination!r}, not {app.callback_uri!r}")


def _check_times(context: Context, response: SamlResponse) -> None:
    try:
        early = any(context.now < durations.instant(text) for text in response.begins)
        late = any(context.now >= durations.instant(text) for text in response.ends)
    except ValueError as error:
        raise errors.InvalidIdpResponse(reason=f"a time of the SAMLResponse cannot be read: {error}") from None
    if early or late:
        raise errors.InvalidIdpResponse(reason=f"the SAMLResponse is {'not good yet' if early else 'good no more'}")


def _values(attribute: ElementTree.Element) -> Json:
    """One value as a text, several as a list (recorded)."""
    values: list[Json] = ["".join(each.itertext()).strip() for each in attribute.iter(f"{_SAML}AttributeValue")]
    return values[0] if len(values) == 1 else values
