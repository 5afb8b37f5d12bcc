"""Assertions of providers of SAML: of a response in XML or as a JSON object, or of an ID token in its place."""

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.sign_in import saml_responses
from mfa_emulator.providers.identity_toolkit.sign_in.provider_assertions import (
    Assertion,
    claims_in,
    email_in,
    from_claims,
    object_in,
)
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import too_deep
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import InboundSamlConfig


def read(
    context: Context, config: InboundSamlConfig | None, provider_id: str, given: dict[str, str], session_id: str
) -> Assertion:
    """The assertion in a credential of a SAML provider. Raises `InvalidIdpResponse`.

    The official emulator takes an ID token beside the response, which then tells who the user is, or in its place.
    Where signatures are wanted it tells nothing.
    """
    text, id_token = given.get("SAMLResponse", ""), given.get("id_token", "")
    claims = None if context.settings.idp_tokens_checked else claims_in(id_token)
    if id_token and claims is not None and not too_deep(claims):
        return _beside(context, config, provider_id, claims, given, session_id)
    name_id, attributes = _response(context, config, text, session_id)
    email = email_in(name_id) if "@" in name_id else ""
    # The provider vouches for the address.
    return Assertion(provider_id, name_id, attributes, email, bool(email), attributes=attributes)


def _beside(
    context: Context,
    config: InboundSamlConfig | None,
    provider_id: str,
    claims: JsonObject,
    given: dict[str, str],
    session_id: str,
) -> Assertion:
    """The assertion of an ID token, with address and attributes of the response where there is one."""
    assertion = from_claims(context.settings, provider_id, claims, given["id_token"])
    if not given.get("SAMLResponse"):
        return assertion
    name_id, attributes = _response(context, config, given["SAMLResponse"], session_id, needs_attributes=False)
    email = email_in(name_id) if "@" in name_id else ""
    return msgspec.structs.replace(
        assertion, email=email, email_verified=bool(email), raw=attributes, attributes=attributes
    )


def _response(
    context: Context, config: InboundSamlConfig | None, text: str, session_id: str, *, needs_attributes: bool = True
) -> tuple[str, JsonObject]:
    """The user's name and attributes."""
    checked = context.settings.idp_tokens_checked
    xml = saml_responses.read_signed(text, config) if checked else saml_responses.read(text)
    if xml is not None:
        saml_responses.check(context, config, xml, session_id)
        return _named(xml.name_id), xml.attributes
    response = object_in(text)
    if response is None or too_deep(response):
        raise errors.InvalidIdpResponse(reason="SAMLResponse is neither XML nor a JSON object, or is nested too deep")
    assertion = _part(response, "assertion")
    name_id = _part(assertion, "subject").get("nameId")
    if not needs_attributes and "attributeStatements" not in assertion:
        return _named(name_id), {}
    return _named(name_id), _part(assertion, "attributeStatements")


def _named(name_id: object) -> str:
    if not isinstance(name_id, str) or not name_id:
        raise errors.InvalidIdpResponse("Missing assertion.subject.nameId in SAMLResponse.", reason="no nameId")
    return name_id


def _part(whole: JsonObject, name: str) -> JsonObject:
    part = whole.get(name)
    if not isinstance(part, dict):
        raise errors.InvalidIdpResponse(f"Missing {name} in SAMLResponse.", reason=f"{name} is no object")
    return part
