"""The Service resource and its requests."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.types.base import PageParams, Params, sid_or_empty

# 30 by the page of the resource, 32 by the parameter in twilio-oai.
Name = Annotated[str, Meta(min_length=1, max_length=30)]
CodeLength = Annotated[int, Meta(ge=4, le=10)]
TotpCodeLength = Annotated[int, Meta(ge=3, le=8)]
TimeStep = Annotated[int, Meta(ge=20, le=60)]
Skew = Annotated[int, Meta(ge=0, le=2)]
Preference = Literal["required", "preferred", "discouraged", ""]
Channel = Literal["sms", "call", "email", "whatsapp", "sna"]
NumberPrefix = Annotated[str, Meta(pattern=r"^\+[1-9][0-9]{0,14}$", description="the begin of a number, as +8260")]
SnaResult = Literal[0, 60500, 60510, 60511, 60517, 60520, 60531, 60532, 60533, 60534, 60540]
"""The other number (60500), in general (60510), downstream (60511, 60534), the user agent (60517), the URL (60520), no
carrier (60531), two SIM cards (60532), a header (60533), a carrier that rejects the number (60540)."""


class UpdateServiceParams(Params, frozen=True, kw_only=True):
    """A change of a service; parameters that are not given leave their values."""

    friendly_name: Name | None = None
    code_length: CodeLength | None = None
    lookup_enabled: bool | None = None
    skip_sms_to_landlines: bool | None = None
    dtmf_input_required: bool | None = None
    tts_name: str | None = None
    psd2_enabled: bool | None = None
    do_not_share_warning_enabled: bool | None = None
    custom_code_enabled: bool | None = None
    push_include_date: bool | None = msgspec.field(default=None, name="Push.IncludeDate")
    push_apn_credential_sid: Annotated[str, sid_or_empty("CR")] | None = msgspec.field(
        default=None, name="Push.ApnCredentialSid"
    )
    push_fcm_credential_sid: Annotated[str, sid_or_empty("CR")] | None = msgspec.field(
        default=None, name="Push.FcmCredentialSid"
    )
    totp_issuer: str | None = msgspec.field(default=None, name="Totp.Issuer")
    totp_time_step: TimeStep | None = msgspec.field(default=None, name="Totp.TimeStep")
    totp_code_length: TotpCodeLength | None = msgspec.field(default=None, name="Totp.CodeLength")
    totp_skew: Skew | None = msgspec.field(default=None, name="Totp.Skew")
    default_template_sid: Annotated[str, sid_or_empty("HJ")] | None = None
    whatsapp_msg_service_sid: Annotated[str, sid_or_empty("MG")] | None = msgspec.field(
        default=None, name="Whatsapp.MsgServiceSid"
    )
    whatsapp_from: str | None = msgspec.field(default=None, name="Whatsapp.From")
    relying_party_id: str | None = msgspec.field(default=None, name="Passkeys.RelyingParty.Id")
    relying_party_name: str | None = msgspec.field(default=None, name="Passkeys.RelyingParty.Name")
    relying_party_origins: str | None = msgspec.field(default=None, name="Passkeys.RelyingParty.Origins")
    passkeys_authenticator_attachment: Literal["platform", "cross-platform", "any", ""] | None = msgspec.field(
        default=None, name="Passkeys.AuthenticatorAttachment"
    )
    passkeys_discoverable_credentials: Preference | None = msgspec.field(
        default=None, name="Passkeys.DiscoverableCredentials"
    )
    passkeys_user_verification: Preference | None = msgspec.field(default=None, name="Passkeys.UserVerification")
    verify_event_subscription_enabled: bool | None = None

    @classmethod
    def refuse(cls, name: str, reason: str) -> VendorError:
        """Totp and Passkeys parameters are refused with 60306, the others with 60200 (guess)."""
        kind = InvalidRequest if name.startswith(("Totp.", "Passkeys.")) else cls.refusal
        return kind.about(name, reason)


class CreateServiceParams(UpdateServiceParams, frozen=True, kw_only=True):
    """A new service: everything but its name is optional."""

    friendly_name: Name


class ListServiceParams(PageParams, frozen=True, kw_only=True):
    """Services of the account."""


class ServicePush(msgspec.Struct, frozen=True):
    """Push settings."""

    include_date: bool = True
    """Recorded so in a new service."""
    apn_credential_sid: str | None = None
    fcm_credential_sid: str | None = None


class ServiceTotp(msgspec.Struct, frozen=True):
    """TOTP settings, the defaults of new factors; what is not set is shown as what is in effect."""

    issuer: str | None = None
    time_step: TimeStep | None = None
    code_length: TotpCodeLength | None = None
    skew: Skew | None = None


class ServiceDelivery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The world in which a service's codes go out, beside the settings of the same names; seeds alone say it."""

    disabled_channels: tuple[Channel, ...] = ()
    """Channels that answer 60223."""
    mailer: bool = True
    """Whether the service has a mailer; one without answers 60217 for email."""
    fraud_guard: tuple[NumberPrefix, ...] = ()
    """Begins of phone numbers that Fraud Guard blocks: 60410."""
    landlines: tuple[NumberPrefix, ...] = ()
    """Begins of phone numbers that are landlines: shown by lookups, and skipped by `skip_sms_to_landlines`."""
    sna_result: SnaResult = 0
    """The number with which carriers let silent network authentication fail; 0 when they take part."""


class ServiceWhatsapp(msgspec.Struct, frozen=True):
    """The WhatsApp sender."""

    msg_service_sid: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")


class RelyingParty(msgspec.Struct, frozen=True):
    """The relying party that a passkey is for."""

    id: str | None = None
    name: str | None = None
    origins: tuple[str, ...] | None = None


class ServicePasskeys(msgspec.Struct, frozen=True):
    """Passkeys settings; an empty enumeration value is echoed as it was sent."""

    relying_party: RelyingParty = RelyingParty()
    authenticator_attachment: str | None = None
    discoverable_credentials: str | None = None
    user_verification: str | None = None


class Service(msgspec.Struct):
    """verify.v2.service"""

    sid: str
    account_sid: str
    friendly_name: str
    code_length: int
    lookup_enabled: bool
    psd2_enabled: bool
    skip_sms_to_landlines: bool
    dtmf_input_required: bool
    tts_name: str | None
    do_not_share_warning_enabled: bool
    custom_code_enabled: bool
    push: ServicePush
    totp: ServiceTotp
    default_template_sid: str | None
    whatsapp: ServiceWhatsapp
    passkeys: ServicePasskeys
    verify_event_subscription_enabled: bool
    date_created: str
    date_updated: str
    url: str
    links: dict[str, str]
