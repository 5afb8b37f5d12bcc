"""Rules of a request for a verification: addresses, channels, custom codes, payments."""

from ipaddress import ip_address
from typing import cast

from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import email_addresses, magic_phone_numbers, obstacles, phone_numbers
from mfa_emulator.providers.twilio_verify.errors import InvalidParameter
from mfa_emulator.providers.twilio_verify.errors.verifications import (
    AppHashUnsupported,
    FeatureNotEnabled,
    MissingPsd2Parameter,
    Psd2CallUnsupported,
    Psd2SnaUnsupported,
)
from mfa_emulator.providers.twilio_verify.types.services import Channel
from mfa_emulator.providers.twilio_verify.types.verifications import CreateVerificationParams

_CHANNELS = ("sms", "call", "email", "whatsapp", "sna")


def check(call: Call[CreateVerificationParams]) -> Channel:
    """The channel to use, once everything about the request is in order."""
    if call.settings.magic_numbers:
        magic_phone_numbers.refuse(call.body.to)
    channel = _channel(call)
    _check_address(call, channel)
    obstacles.check(call, channel)
    _check_payment(call, channel)
    _check_custom(call)
    _check_rest(call.body, channel)
    return channel


def new_code(call: Call[CreateVerificationParams], length: int) -> str:
    """The code to send: the caller's own, the magic one, the one pinned for the address, or a random one."""
    body = call.body
    if body.custom_code:
        return body.custom_code
    if (
        call.settings.magic_numbers
        and body.to == magic_phone_numbers.ACCEPTED
        and length == len(magic_phone_numbers.CODE)
    ):
        return magic_phone_numbers.CODE
    return call.world.ids.code(body.to, length)


def _channel(call: Call[CreateVerificationParams]) -> Channel:
    asked = call.body.channel.lower()
    if asked == "auto" and call.settings.auto_channel != "off":
        return _automatic(call)
    if asked == "auto":
        raise InvalidParameter.about("Channel", "auto is a pilot that this account is not in (auto_channel)")
    if asked not in _CHANNELS:
        raise InvalidParameter.about("Channel", f"{asked!r} is not one of {', '.join(_CHANNELS)}, auto")
    return cast("Channel", asked)


def _automatic(call: Call[CreateVerificationParams]) -> Channel:
    """The channel that `auto` chooses: sna where the phone's address is known and sna is on, else sms (documented)."""
    if call.settings.auto_channel not in ("pilot", "off"):
        return cast("Channel", call.settings.auto_channel)
    return "sna" if call.body.device_ip and not obstacles.is_disabled(call, "sna") else "sms"


def check_any_address(context: ServiceContext, to: str) -> None:
    """Refuse what is neither an e-mail address nor a possible phone number. Raises InvalidParameter."""
    if not email_addresses.is_email(to) and not _is_phone_number(context, to):
        raise InvalidParameter.valued("To", to, f"To is neither an e-mail address nor a possible number: {to!r}")


def _is_phone_number(context: ServiceContext, to: str) -> bool:
    return phone_numbers.is_phone_number(to, strict=context.settings.strict_numbers) or magic_phone_numbers.is_one(to)


def _check_address(call: Call[CreateVerificationParams], channel: Channel) -> None:
    to = call.body.to
    if channel == "email":
        if not email_addresses.is_email(to):
            raise InvalidParameter.valued("To", to, f"To is no e-mail address: {to!r}")
    elif not _is_phone_number(call, to):
        raise InvalidParameter.valued("To", to, f"To is no possible phone number in E.164 (+15017122661): {to!r}")


def _check_payment(call: Call[CreateVerificationParams], channel: Channel) -> None:
    if not call.caller.service.psd2_enabled:
        return
    if channel == "call":
        raise Psd2CallUnsupported(reason="a PSD2 service cannot call")
    if channel == "sna":
        raise Psd2SnaUnsupported(reason="a PSD2 service cannot use sna")
    if not call.body.amount or not call.body.payee:
        raise MissingPsd2Parameter(reason="the service has psd2_enabled: Amount and Payee are needed")


def _check_custom(call: Call[CreateVerificationParams]) -> None:
    if call.body.custom_code is not None and not call.caller.service.custom_code_enabled:
        raise FeatureNotEnabled(reason="CustomCode: the service does not have custom_code_enabled")
    if call.body.custom_friendly_name is not None and not call.settings.custom_friendly_name:
        raise FeatureNotEnabled(reason="CustomFriendlyName: the setting custom_friendly_name is off")


def _check_rest(body: CreateVerificationParams, channel: Channel) -> None:
    if body.app_hash and channel != "sms":
        raise AppHashUnsupported(reason=f"AppHash with the channel {channel}")
    if body.device_ip is not None and not _is_ip(body.device_ip):
        raise InvalidParameter.about("DeviceIp", f"{body.device_ip!r} is no IP address")
    sender = body.channel_configuration.get("from")
    if sender is not None and not (isinstance(sender, str) and email_addresses.is_email(sender)):
        raise InvalidParameter.about("ChannelConfiguration", f"from is no e-mail address: {sender!r}")


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
