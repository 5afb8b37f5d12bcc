"""Log-ins of phones: with an access token to create a factor, and from then on with tokens of its key."""

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.issued.marks import NOT_HERE
from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.core.tokens import BadToken, read_unverified
from mfa_emulator.providers.twilio_verify import ecdsa_signatures
from mfa_emulator.providers.twilio_verify.context import Context, ServiceContext
from mfa_emulator.providers.twilio_verify.errors import NotFound, Unauthenticated
from mfa_emulator.providers.twilio_verify.records import AccessTokenRecord, FactorRecord, ServiceRecord
from mfa_emulator.providers.twilio_verify.state import ServiceData

CONTENT_TYPE = "twilio-pba;v=1"


def login(context: Context, service: ServiceRecord, data: ServiceData, token: str) -> FactorRecord:
    """The factor whose key signed the token that the mobile SDKs send as password of the user ``token``.

    Header ``{typ: JWT, alg: ES256, cty: "twilio-pba;v=1", kid: <credential sid>}``, claims
    ``{sub: <account sid>, nbf, exp: nbf + 600}`` (https://github.com/twilio/twilio-verify-android).
    """
    try:
        header, _ = read_unverified(token)
        factor = data.factors.by("credential_sid", _text(header.get("kid")))
        if factor is None:
            raise BadToken(f"no factor of service {service.sid} has the credential {header.get('kid')!r}")
        _, claims = ecdsa_signatures.read_token(ecdsa_signatures.public_key(factor.public_key), token)
        _check(header, claims, service, context.now, context.settings.device_token_validity)
    except BadToken as error:
        raise Unauthenticated.at(context.now, f"device token: {error}") from None
    return factor


def granted(context: Context, data: ServiceData, token: str) -> AccessTokenRecord:
    """The access token that a device sends to create its factor."""
    grant = data.access_tokens.by("token", token)
    if grant is None:
        raise Unauthenticated.at(context.now, f"no such access token in this service: {NOT_HERE}")
    if not data.access_tokens.is_live(grant, context.now):
        raise Unauthenticated.at(context.now, f"access token expired at {rfc3339(grant.expires_at)}")
    if grant.used and context.settings.access_token_single_use:
        raise Unauthenticated.at(context.now, "access token was used already")
    return grant


def own_factor(context: ServiceContext, factor_sid: str) -> None:
    """Keep a device to the factor that it logged in with. Raises NotFound (guess)."""
    device = context.caller.device
    if device is not None and device.sid != factor_sid:
        raise NotFound(reason=f"the device of factor {device.sid} asks for {factor_sid}")


def own_entity(context: ServiceContext, entity_sid: str) -> None:
    """Keep a device to the entity of its factor. Raises NotFound (guess)."""
    device = context.caller.device
    if device is not None and device.entity_sid != entity_sid:
        raise NotFound(reason=f"the device of {device.identity} asks for another entity")


def _check(header: JsonObject, claims: JsonObject, service: ServiceRecord, now: int, longest: int) -> None:
    if header.get("cty") != CONTENT_TYPE:
        raise BadToken(f"its cty is {header.get('cty')!r}, not {CONTENT_TYPE!r}")
    if claims.get("sub") != service.account_sid:
        raise BadToken(f"its sub is {claims.get('sub')!r}, not {service.account_sid}")
    begins, ends = claims.get("nbf"), claims.get("exp")
    if not isinstance(begins, int) or not isinstance(ends, int):
        raise BadToken("nbf and exp must be whole seconds")
    seconds = now // SECOND
    if not begins <= seconds < ends:
        raise BadToken(f"it holds from {begins} to {ends}; now it is {seconds}")
    if ends - begins > longest:
        raise BadToken(f"it holds {ends - begins} s, longer than {longest} s")


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
