"""Push factors: a phone's key, its proof, and where its notifications go."""

from msgspec.structs import replace

from mfa_emulator.providers.twilio_verify import ecdsa_signatures
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest, MissingParameter
from mfa_emulator.providers.twilio_verify.factor_errors import FactorVerificationFailed, InvalidBinding
from mfa_emulator.providers.twilio_verify.records import FactorRecord
from mfa_emulator.providers.twilio_verify.types import factors as types

ALGORITHM = "ES256"


def check_new(call: Call[types.CreateNewFactorParams]) -> None:
    """Everything but the token of a phone without notifications is required (Android leaves that out)."""
    body = call.body
    for name, value in (
        ("Binding.PublicKey", body.public_key),
        ("Config.AppId", body.app_id),
        ("Config.NotificationPlatform", body.notification_platform),
        ("Config.SdkVersion", body.sdk_version),
    ):
        if not value:
            raise MissingParameter.about(name)
    if body.notification_platform != "none" and not body.notification_token:
        raise MissingParameter.about("Config.NotificationToken")
    _check_token(call, body.notification_token)
    if body.binding_alg not in (None, ALGORITHM):
        raise InvalidBinding(reason=f"Binding.Alg is {body.binding_alg!r}, not {ALGORITHM}")
    try:
        ecdsa_signatures.public_key(body.public_key or "")
    except ecdsa_signatures.BadKey as error:
        raise InvalidBinding(reason=f"Binding.PublicKey: {error}") from None


def binding_of(call: Call[types.CreateNewFactorParams]) -> str:
    """The public key that was sent."""
    return call.body.public_key or ""


def make(call: Call[types.CreateNewFactorParams], factor: FactorRecord) -> FactorRecord:
    """The factor with its key and a credential of its own, by which the phone logs in later."""
    body = call.body
    return replace(
        factor,
        public_key=body.public_key or "",
        metadata=body.metadata,
        push=types.PushConfig(
            sdk_version=body.sdk_version or "",
            app_id=body.app_id or "",
            notification_platform=body.notification_platform or "none",
            notification_token=body.notification_token or None,
            credential_sid="CR" + call.world.ids.hex(32),  # guess: its prefix is unpublished
        ),
    )


def binding(call: Call[object], factor: FactorRecord) -> types.PushBinding:
    """The key as it was sent."""
    return types.PushBinding(ALGORITHM, factor.public_key)


def changed(call: Call[types.UpdateFactorParams], factor: FactorRecord) -> FactorRecord:
    """The factor with what is given of its configuration; none of it is required on update (guess)."""
    body, config = call.body, factor.push
    assert config is not None
    _check_token(call, body.notification_token)
    platform = body.notification_platform or config.notification_platform
    token = body.notification_token or config.notification_token
    if platform != "none" and not token:
        raise InvalidRequest.about("Config.NotificationToken", f"needed for the platform {platform}")
    config = replace(
        config,
        sdk_version=body.sdk_version or config.sdk_version,
        notification_platform=platform,
        notification_token=token,
    )
    return replace(factor, push=config)


def verified(call: Call[types.UpdateFactorParams], factor: FactorRecord) -> FactorRecord:
    """The factor after its phone signed the factor's SID (DER, Base64; SDK source). Raises FactorVerificationFailed."""
    signature = ecdsa_signatures.from_base64(call.body.auth_payload or "")
    if not ecdsa_signatures.holds(ecdsa_signatures.public_key(factor.public_key), signature, factor.sid.encode()):
        raise FactorVerificationFailed(
            reason=f"AuthPayload is not the signature of {factor.sid!r} by the factor's key, DER in Base64"
        )
    return replace(factor, status="verified")


def _check_token(call: Call[object], token: str | None) -> None:
    least = call.settings.notification_token_min_length
    if token is not None and 0 < len(token) < least:
        raise InvalidRequest.about("Config.NotificationToken", f"at least {least} characters")
