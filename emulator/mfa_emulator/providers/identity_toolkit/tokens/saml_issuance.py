"""SAML responses for apps that trust the emulated service: signed where its tokens are, by the same key.

The key's certificate is the one by which tokens are verified. Production's for this operation is not published.
"""

import re
from base64 import b64encode
from xml.sax.saxutils import escape, quoteattr

from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.core.time.windows import MINUTE
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.tokens import xml_signatures
from mfa_emulator.providers.identity_toolkit.tokens.sessions import ISSUER, session_of
from mfa_emulator.providers.identity_toolkit.types.issued_saml import (
    IssueSamlResponseRequest,
    IssueSamlResponseResponse,
)

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIFETIME = 5 * MINUTE
"""Seconds for which a response is good (a guess)."""


def issue_saml_response(call: Call[IssueSamlResponseRequest]) -> IssueSamlResponseResponse:
    """The ID token's user as a response for the audience `rpId`. The endpoint is that of Google Workspace (a guess)."""
    scope, body = scope_of(call), call.body
    user = session_of(call, scope).user
    if not body.rp_id:
        raise errors.InvalidArgument(reason="the request has no rpId")
    if not user.email:
        raise errors.MissingEmail(reason=f"user {user.local_id} has no e-mail address")
    if _NO_XML.search(f"{body.rp_id}{user.email}"):
        raise errors.InvalidArgument(reason="rpId or the user's address has a character that XML has no place for")
    endpoint = f"https://www.google.com/a/{user.email.rsplit('@', 1)[1]}/acs"
    first, _, last = user.display_name.partition(" ")
    return IssueSamlResponseResponse(
        saml_response=b64encode(_signed(call, scope.project_id, user, endpoint).encode()).decode(),
        acs_endpoint=endpoint,
        email=user.email,
        first_name=first or None,
        last_name=last or None,
        is_new_user=False,
        relay_state=call.world.ids.url_safe(32) if body.saml_app_entity_id else None,
    )


def _signed(call: Call[IssueSamlResponseRequest], project_id: str, user: User, endpoint: str) -> str:
    pair, assertion_id = call.world.tokens.key_pair(), f"_{call.world.ids.hex(32)}"
    if pair is None:
        return _response(call, project_id, user, endpoint, assertion_id)
    document = _response(call, project_id, user, endpoint, assertion_id, xml_signatures.PLACE)
    return xml_signatures.signed(document, assertion_id, pair)


def _response(
    call: Call[IssueSamlResponseRequest],
    project_id: str,
    user: User,
    endpoint: str,
    assertion_id: str,
    signature: str = "",
) -> str:
    begin, end = rfc3339(call.now), rfc3339(call.now + _LIFETIME * SECOND)
    issuer, audience = escape(ISSUER + project_id), escape(call.body.rp_id)
    return (
        '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
        ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0"'
        f' ID="_{call.world.ids.hex(32)}" IssueInstant="{begin}" Destination={quoteattr(endpoint)}>'
        f"<saml:Issuer>{issuer}</saml:Issuer>"
        '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f'<saml:Assertion Version="2.0" ID="{assertion_id}" IssueInstant="{begin}">'
        f"<saml:Issuer>{issuer}</saml:Issuer>{signature}"
        '<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">'
        f"{escape(user.email)}</saml:NameID>"
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<saml:SubjectConfirmationData NotOnOrAfter="{end}" Recipient={quoteattr(endpoint)}/>'
        "</saml:SubjectConfirmation></saml:Subject>"
        f'<saml:Conditions NotBefore="{begin}" NotOnOrAfter="{end}"><saml:AudienceRestriction>'
        f"<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        "</saml:Assertion></samlp:Response>"
    )
