"""Push factors: a phone's key, its proof, and where its notifications go."""

from msgspec.structs import replace

from mfa_emulator.providers.twilio_verify import ecdsa_signatures
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.errors.factors import FactorVerificationFailed, InvalidBinding
from mfa_emulator.providers.twilio_verify.records import FactorRecord
from mfa_emulator.providers.twilio_verify.types import factors as types

ALGORITHM = "ES256"


def check_new(context: ServiceContext, wanted: types.CreateNewFactorParams) -> None:
    """Refuse a phone that leaves something out, but for the token of one without notifications (verify-android)."""
    for name, value in (
        ("Binding.PublicKey", wanted.public_key),
        ("Config.AppId", wanted.app_id),
        ("Config.NotificationPlatform", wanted.notification_platform),
        ("Config.SdkVersion", wanted.sdk_version),
    ):
        if not value:
            raise InvalidRequest.about(name, "is missing: a push factor needs it")
    if wanted.notification_platform != "none" and not wanted.notification_token:
        raise InvalidRequest.about("Config.NotificationToken", f"needed for {wanted.notification_platform}")
    _check_token(context, wanted.notification_token)
    if wanted.binding_alg not in (None, ALGORITHM):
        raise InvalidBinding(reason=f"Binding.Alg is {wanted.binding_alg!r}, not {ALGORITHM}")
    try:
        ecdsa_signatures.public_key(wanted.public_key or "")
    except ecdsa_signatures.BadKey as error:
        raise InvalidBinding(reason=f"Binding.PublicKey: {error}") from None


def binding_of(wanted: types.CreateNewFactorParams) -> str:
    """The public key that was sent."""
    return wanted.public_key or ""


def make(context: ServiceContext, wanted: types.CreateNewFactorParams, factor: FactorRecord) -> FactorRecord:
    """The factor with its key and a credential of its own, by which the phone logs in later."""
    return replace(
        factor,
        public_key=wanted.public_key or "",
        metadata=wanted.metadata,
        push=types.PushConfig(
            sdk_version=wanted.sdk_version or "",
            app_id=wanted.app_id or "",
            notification_platform=wanted.notification_platform or "none",
            notification_token=wanted.notification_token or None,
            credential_sid="CR" + context.world.ids.hex(32),  # guess: its prefix is unpublished
        ),
    )


def binding(context: ServiceContext, factor: FactorRecord) -> types.PushBinding:
    """The key as it was sent."""
    return types.PushBinding(ALGORITHM, factor.public_key)


def changed(context: ServiceContext, wanted: types.UpdateFactorParams, factor: FactorRecord) -> FactorRecord:
    """The factor with what is given of its configuration; none of it is required on update (guess)."""
    config = factor.push
    assert config is not None
    _check_token(context, wanted.notification_token)
    platform = wanted.notification_platform or config.notification_platform
    token = wanted.notification_token or config.notification_token
    if platform != "none" and not token:
        raise InvalidRequest.about("Config.NotificationToken", f"needed for the platform {platform}")
    config = replace(
        config,
        sdk_version=wanted.sdk_version or config.sdk_version,
        notification_platform=platform,
        notification_token=token,
    )
    return replace(factor, push=config)


def verified(call: Call[types.UpdateFactorParams], factor: FactorRecord) -> FactorRecord:
    """The factor after its phone signed its SID (DER, Base64; verify-android). Raises FactorVerificationFailed."""
    signature = ecdsa_signatures.from_base64(call.body.auth_payload or "")
    if not ecdsa_signatures.holds(ecdsa_signatures.public_key(factor.public_key), signature, factor.sid.encode()):
        raise FactorVerificationFailed(
            reason=f"AuthPayload is not the signature of {factor.sid!r} by the factor's key, DER in Base64"
        )
    return factor.verified()


def _check_token(context: ServiceContext, token: str | None) -> None:
    least = context.settings.notification_token_min_length
    if token is not None and 0 < len(token) < least:
        raise InvalidRequest.about("Config.NotificationToken", f"at least {least} characters")
