"""Services: create, list, fetch, update, delete."""

import re
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.core.store.shredding import shred_later
from mfa_emulator.providers.twilio_verify import dates, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import AccountCall, AnyCall, Call
from mfa_emulator.providers.twilio_verify.errors import InvalidParameter
from mfa_emulator.providers.twilio_verify.records import ServiceRecord
from mfa_emulator.providers.twilio_verify.state import ServiceData
from mfa_emulator.providers.twilio_verify.types import services as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing

_PLAIN = (
    "friendly_name",
    "code_length",
    "lookup_enabled",
    "skip_sms_to_landlines",
    "dtmf_input_required",
    "tts_name",
    "psd2_enabled",
    "do_not_share_warning_enabled",
    "custom_code_enabled",
    "default_template_sid",
    "verify_event_subscription_enabled",
)
_CLEARED_BY_EMPTY = ("default_template_sid", "tts_name")
_GOOD_NAME = re.compile(r"[\w -]+", re.ASCII)
_MOST_DIGITS = 4
_LINKS = {
    "verifications": "Verifications",
    "verification_checks": "VerificationCheck",
    "rate_limits": "RateLimits",
    "messaging_configurations": "MessagingConfigurations",
    "entities": "Entities",
    "webhooks": "Webhooks",
    "access_tokens": "AccessTokens",
}


def create(call: AccountCall[types.CreateServiceParams]) -> types.Service:
    """A new service of the account."""
    _check_name(call)
    sid = "VA" + call.world.ids.hex(32)
    blank = ServiceRecord(
        number=call.state.next_number(),
        sid=sid,
        account_sid=call.caller,
        friendly_name=call.body.friendly_name,
        created_at=call.now,
        updated_at=call.now,
    )
    return view(call, call.state.add(changed(blank, call.body)))


def list_all(call: AccountCall[types.ListServiceParams]) -> paging.Listing:
    """The account's services."""
    rows = TableRows(call.state.services, lambda service: service.account_sid == call.caller)
    return paging.answer(call, "services", rows, lambda service: view(call, service))


def fetch(call: Call[Nothing]) -> types.Service:
    """One service."""
    return view(call, call.caller.service)


def update(call: Call[types.UpdateServiceParams]) -> types.Service:
    """Update a service; parameters that are not sent keep their values."""
    _check_name(call)
    service = replace(changed(call.caller.service, call.body), updated_at=call.now)
    return view(call, call.state.services.put(service))


def delete(call: Call[Nothing]) -> None:
    """Remove a service with all that belongs to it; attempts stay with the account (guess)."""
    service = call.caller.service
    call.state.services.delete(service.number)
    dropped: ServiceData | None = call.state.data.pop(service.sid, None)
    if dropped is not None:
        shred_later(dropped.shred())


def view(call: AnyCall[object], service: ServiceRecord) -> types.Service:
    """The service as clients see it."""
    url = resource_urls.service_url(call, service.sid)
    fields = asdict(service)
    del fields["number"], fields["created_at"], fields["updated_at"], fields["delivery"]
    fields["totp"] = totp_in_effect(service)
    return types.Service(
        **fields,
        date_created=dates.date(service.created_at),
        date_updated=dates.date(service.updated_at),
        url=url,
        links={name: f"{url}/{segment}" for name, segment in _LINKS.items()},
    )


def totp_in_effect(service: ServiceRecord) -> types.ServiceTotp:
    """The defaults of new TOTP factors, as a service shows them (recorded)."""
    own = service.totp
    return types.ServiceTotp(
        issuer=own.issuer or service.friendly_name,
        time_step=30 if own.time_step is None else own.time_step,
        code_length=6 if own.code_length is None else own.code_length,
        skew=1 if own.skew is None else own.skew,
    )


def changed(service: ServiceRecord, params: types.UpdateServiceParams) -> ServiceRecord:
    """The service with what is given in `params`."""
    plain: dict[str, Any] = _given(params, {name: name for name in _PLAIN})
    for name in _CLEARED_BY_EMPTY:
        if plain.get(name) == "":
            plain[name] = None
    return replace(
        service,
        **plain,
        push=replace(service.push, **_given(params, _prefixed("push_", types.ServicePush), clear=True)),
        totp=replace(service.totp, **_given(params, _prefixed("totp_", types.ServiceTotp))),
        whatsapp=replace(service.whatsapp, **_whatsapp(params)),
        passkeys=_passkeys(service.passkeys, params),
    )


def _passkeys(old: types.ServicePasskeys, params: types.UpdateServiceParams) -> types.ServicePasskeys:
    party = _given(params, {"id": "relying_party_id", "name": "relying_party_name"})
    if params.relying_party_origins is not None:
        party["origins"] = tuple(filter(None, (part.strip() for part in params.relying_party_origins.split(","))))
    choices = ("authenticator_attachment", "discoverable_credentials", "user_verification")
    return replace(
        old,
        relying_party=replace(old.relying_party, **party),
        **_given(params, {name: f"passkeys_{name}" for name in choices}),
    )


def _whatsapp(params: types.UpdateServiceParams) -> dict[str, Any]:
    names = {"msg_service_sid": "whatsapp_msg_service_sid", "from_": "whatsapp_from"}
    return _given(params, names, clear=True)


def _prefixed(prefix: str, part: type[msgspec.Struct]) -> dict[str, str]:
    return {name: prefix + name for name in part.__struct_fields__}


def _given(params: types.UpdateServiceParams, names: dict[str, str], *, clear: bool = False) -> dict[str, Any]:
    """The values that were sent, by our names; with `clear` an empty text takes a value away (guess)."""
    found = {own: getattr(params, theirs) for own, theirs in names.items()}
    return {
        own: (value or None if clear and value == "" else value) for own, value in found.items() if value is not None
    }


def _check_name(call: AnyCall[types.CreateServiceParams | types.UpdateServiceParams]) -> None:
    name = call.body.friendly_name
    if name is None:
        return
    digits = sum(character.isdigit() for character in name)
    if digits > _MOST_DIGITS:
        raise InvalidParameter.about("FriendlyName", f"{digits} digits, at most {_MOST_DIGITS}")
    if call.settings.strict_names and not _GOOD_NAME.fullmatch(name):
        raise InvalidParameter.about("FriendlyName", "letters, digits, space, dash and underscore only")
