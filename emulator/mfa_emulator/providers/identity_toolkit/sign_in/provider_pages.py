"""Pages of identity providers on which users sign in there."""

import zlib
from base64 import b64encode
from urllib.parse import urlencode
from xml.sax.saxutils import quoteattr

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.initial_config import FAKE_API_KEY
from mfa_emulator.providers.identity_toolkit.provider_configs import request_signing
from mfa_emulator.providers.identity_toolkit.sign_in.configured_providers import Configuration
from mfa_emulator.providers.identity_toolkit.sign_in.saml_responses import request_id
from mfa_emulator.providers.identity_toolkit.types.configuration.identity_providers import (
    IdpConfig,
    InboundSamlConfig,
    OAuthIdpConfig,
    OAuthResponseType,
    SpConfig,
)
from mfa_emulator.providers.identity_toolkit.types.sign_up import CreateAuthUriRequest
from mfa_emulator.providers.identity_toolkit.wire import emulator_url

AuthUriCall = Call[CreateAuthUriRequest]


def page_of(call: AuthUriCall, config: Configuration | None, session_id: str) -> str:
    """The URL of the provider's own page or, by setting or for want of one, of the widget that plays every provider."""
    if call.settings.provider_pages == "provider":
        if isinstance(config, OAuthIdpConfig):
            return _oidc(call, config, session_id)
        if isinstance(config, InboundSamlConfig):
            return _saml(call, config, session_id)
    return _widget(call, session_id)


def _widget(call: AuthUriCall, session_id: str) -> str:
    """The official emulator's sign-in widget (documented)."""
    query = {
        **call.body.custom_parameter,
        "providerId": call.body.provider_id,
        "redirectUrl": call.body.continue_uri or "",
        "state": session_id,
        "apiKey": FAKE_API_KEY,
    }
    return f"{emulator_url(call.request)}/emulator/auth/handler?{urlencode(query)}"


def _oidc(call: AuthUriCall, config: OAuthIdpConfig, session_id: str) -> str:
    """The issuer's endpoint. Production asks the issuer where it is; that it is ``/authorize`` is a guess here."""
    asked = config.response_type or OAuthResponseType()
    query = {
        **call.body.custom_parameter,
        "response_type": "code" if asked.code else "id_token",
        "client_id": config.client_id or "",
        "redirect_uri": call.body.continue_uri or "",
        "state": session_id,
        "scope": " ".join(("openid email profile", *call.body.oauth_scope.split())),
        "nonce": call.world.ids.hex(64),
    }
    return f"{(config.issuer or '').rstrip('/')}/authorize?{urlencode(query)}"


def _saml(call: AuthUriCall, config: InboundSamlConfig, session_id: str) -> str:
    """The provider's page with a request in SAML's redirect binding, signed if the configuration says so."""
    provider, app = config.idp_config or IdpConfig(), config.sp_config or SpConfig()
    request = (
        '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
        ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0"'
        f' ID="{request_id(session_id)}" IssueInstant="{rfc3339(call.now)}"'
        f" Destination={quoteattr(provider.sso_url or '')}"
        f" AssertionConsumerServiceURL={quoteattr(call.body.continue_uri or '')}"
        ' ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST">'
        f"<saml:Issuer>{_escaped(app.sp_entity_id or '')}</saml:Issuer></samlp:AuthnRequest>"
    )
    query = urlencode({"SAMLRequest": _deflated(request), "RelayState": session_id})
    if provider.sign_request:
        query += f"&{urlencode({'SigAlg': request_signing.ALGORITHM})}"
        query += f"&{urlencode({'Signature': request_signing.signature(call, call.body.provider_id, query)})}"
    url = provider.sso_url or ""
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _deflated(text: str) -> str:
    packer = zlib.compressobj(wbits=-15)
    return b64encode(packer.compress(text.encode()) + packer.flush()).decode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
