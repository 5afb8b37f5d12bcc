"""The public keys that verifiers fetch. The official emulator has none; here they exist when tokens are signed."""

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.tokens.sessions import ISSUER
from mfa_emulator.providers.identity_toolkit.wire import emulator_url, encode

_ACCOUNT = "securetoken@system.gserviceaccount.com"
X509 = f"/robot/v1/metadata/x509/{_ACCOUNT}"
JWK = f"/service_accounts/v1/jwk/{_ACCOUNT}"


def certificates(call: Call[None]) -> Reply:
    """Key id -> certificate in PEM, for `getPublicKeys` and the like; empty while tokens are unsigned."""
    return Reply(200, encode(call.world.tokens.certificates()), _CACHED)


def jwks(call: Call[None]) -> Reply:
    """The keys as a JSON Web Key Set."""
    return Reply(200, encode(call.world.tokens.keys()), _CACHED)


def openid_configuration(call: Call[None]) -> Reply:
    """The document by which verifiers of OpenID Connect find issuer and keys (a guess, reduced)."""
    document: JsonObject = {
        "issuer": ISSUER + call.params["project"],
        "jwks_uri": f"{emulator_url(call.request)}{JWK}",
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256" if call.world.tokens.signs else "none"],
    }
    return Reply(200, msgspec.json.encode(document), _CACHED)


# Verifiers keep keys as long as this header says. The key lives as long as the process.
_CACHED = (("cache-control", "public, max-age=3600, must-revalidate, no-transform"),)
