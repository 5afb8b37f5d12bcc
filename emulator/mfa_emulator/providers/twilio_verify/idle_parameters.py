"""Parameters without effect: known ones that mean nothing to the channel or the type of factor that is asked for.

Twilio ignores them (guess). So do we, and the reason of the answer names them: a test sees why nothing came of one.
"""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter

import msgspec

from mfa_emulator.core.http.messages import Request
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.records import VerificationRecord
from mfa_emulator.providers.twilio_verify.types.challenges import CreateChallengeParams
from mfa_emulator.providers.twilio_verify.types.factors import CreateNewFactorParams, FactorType, UpdateFactorParams
from mfa_emulator.providers.twilio_verify.types.services import Channel
from mfa_emulator.providers.twilio_verify.types.verifications import (
    CreateVerificationCheckParams,
    CreateVerificationParams,
)

_OF_FACTORS: dict[FactorType, frozenset[str]] = {
    "totp": frozenset(("secret", "time_step", "skew", "code_length", "alg")),
    "push": frozenset(
        ("binding_alg", "public_key", "app_id", "notification_platform", "notification_token", "sdk_version")
    ),
    "passkeys": frozenset(),
}
"""Parameters that belong to factors of one type."""

_OPTIONS = (
    "send_digits",
    "amount",
    "payee",
    "rate_limits",
    "channel_configuration",
    "template_custom_substitutions",
    "custom_message",
    "device_ip",
    "enable_sna_client_token",
)
_options_of = attrgetter(*_OPTIONS)
_NO_OPTIONS: tuple[object, ...] = (None, None, None, {}, {}, {}, None, None, False)


def of_factor(call: Call[CreateNewFactorParams] | Call[UpdateFactorParams], factor_type: FactorType) -> None:
    """Name the parameters that are for factors of other types."""
    others, names = _of_others(type(call.body), factor_type)
    values = others(call.body)
    if values.count(None) < len(values):
        found = [name for name, value in zip(names, values, strict=True) if value is not None]
        _tell(call.request, f"a {factor_type} factor", found)


def of_challenge(call: Call[CreateChallengeParams], factor_type: FactorType) -> None:
    """Name the answer that comes with the question and is not of a TOTP factor."""
    if call.body.auth_payload is not None and factor_type != "totp":
        _tell(call.request, f"a new {factor_type} challenge", ["AuthPayload"])


def of_verification(call: Call[CreateVerificationParams], channel: Channel, *, by_template: bool) -> None:
    """Name the options that do nothing for this channel, this service or this text."""
    if _options_of(call.body) != _NO_OPTIONS:
        _tell(call.request, "this verification", list(_idle_options(call, channel, by_template=by_template)))


def of_check(call: Call[CreateVerificationCheckParams], verification: VerificationRecord) -> None:
    """Name what is for checks of another channel, or of PSD2 services."""
    body = call.body
    if body.sna_client_token is None and body.amount is None and body.payee is None:
        return
    psd2 = call.caller.service.psd2_enabled
    idle = {
        "SnaClientToken": body.sna_client_token is not None and not verification.sna_client_token,
        "Amount": body.amount is not None and not psd2,
        "Payee": body.payee is not None and not psd2,
    }
    _tell(call.request, "this check", [name for name, is_idle in idle.items() if is_idle])


def _idle_options(call: Call[CreateVerificationParams], channel: Channel, *, by_template: bool) -> Iterator[str]:
    body = call.body
    if body.send_digits and channel != "call":
        yield "SendDigits (for calls)"
    if not call.caller.service.psd2_enabled:
        yield from (f"{name} (for PSD2 services)" for name in ("Amount", "Payee") if getattr(body, name.lower()))
    if body.channel_configuration and channel != "email":
        yield "ChannelConfiguration (for email)"
    else:
        yield from (f"ChannelConfiguration.{_shown(name)}" for name in body.channel_configuration if name != "from")
    if body.template_custom_substitutions and (body.templates is not None or not by_template):
        yield "TemplateCustomSubstitutions (for a template)"
    if body.custom_message and by_template:
        yield "CustomMessage (there is a template)"
    if body.device_ip and body.channel.lower() != "auto":
        yield "DeviceIp (for the channel auto)"
    if body.enable_sna_client_token and channel != "sna":
        yield "EnableSnaClientToken (for sna)"
    for name in body.rate_limits:
        limit = call.caller.data.rate_limits.by("unique_name", name)
        if limit is None or not call.caller.data.buckets.count("rate_limit", limit.sid):
            yield f"RateLimits.{_shown(name)} ({'no such rate limit' if limit is None else 'it has no buckets'})"


@cache
def _of_others(
    body: type[msgspec.Struct], factor_type: FactorType
) -> tuple[Callable[[object], tuple[object, ...]], tuple[str, ...]]:
    """The values of a body that are for factors of other types, and their published names."""
    others = frozenset[str]().union(*(names for kind, names in _OF_FACTORS.items() if kind != factor_type))
    names = dict(zip(body.__struct_fields__, body.__struct_encode_fields__, strict=True))
    fields = [field for field in names if field in others]  # several for each type: a tuple is taken
    return attrgetter(*fields), tuple(names[field] for field in fields)


def _shown(name: str) -> str:
    # Escaped, since a client writes it.
    return name[:40].encode("unicode_escape").decode()


def _tell(request: Request, of: str, names: list[str]) -> None:
    if names:
        request.note(f"without effect on {of}: {', '.join(names)}")
