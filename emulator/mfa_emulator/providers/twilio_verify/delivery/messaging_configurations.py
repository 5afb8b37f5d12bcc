"""Messaging configurations: which messaging service sends to a country."""

from msgspec.structs import replace

from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.providers.twilio_verify import dates, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.delivery import phone_numbers
from mfa_emulator.providers.twilio_verify.errors import NotFound
from mfa_emulator.providers.twilio_verify.errors.verifications import MessagingConfigurationExists
from mfa_emulator.providers.twilio_verify.records import MessagingConfigurationRecord
from mfa_emulator.providers.twilio_verify.types import delivery as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateMessagingConfigurationParams]) -> types.MessagingConfiguration:
    """A new one. Raises MessagingConfigurationExists."""
    configurations, country = call.caller.data.messaging_configurations, call.body.country
    if configurations.by("sid", country) is not None:
        raise MessagingConfigurationExists(reason=f"the service has one for {country}")
    record = MessagingConfigurationRecord(
        number=call.state.next_number(),
        sid=country,
        messaging_service_sid=call.body.messaging_service_sid,
        created_at=call.now,
        updated_at=call.now,
    )
    return view(call, configurations.put(record))


def list_all(call: Call[types.ListMessagingConfigurationParams]) -> paging.Listing:
    """The service's configurations."""
    rows = TableRows(call.caller.data.messaging_configurations)
    return paging.answer(call, "messaging_configurations", rows, lambda record: view(call, record))


def fetch(call: Call[Nothing]) -> types.MessagingConfiguration:
    """The one of a country."""
    return view(call, require(call))


def update(call: Call[types.UpdateMessagingConfigurationParams]) -> types.MessagingConfiguration:
    """Another messaging service for a country."""
    changed = replace(require(call), messaging_service_sid=call.body.messaging_service_sid, updated_at=call.now)
    return view(call, call.caller.data.messaging_configurations.put(changed))


def delete(call: Call[Nothing]) -> None:
    """Remove the one of a country."""
    call.caller.data.messaging_configurations.delete(require(call).number)


def require(call: Call[object]) -> MessagingConfigurationRecord:
    """The configuration that the path names. Raises NotFound."""
    country = call.params["Country"]
    record: MessagingConfigurationRecord | None = call.caller.data.messaging_configurations.by("sid", country)
    if record is None:
        raise NotFound(reason=f"no messaging configuration for {country!r} in service {call.caller.service.sid}")
    return record


def sender_to(context: ServiceContext, to: str) -> str:
    """The messaging service that texts a number: that of its country, else the one for all; empty: neither."""
    configurations = context.caller.data.messaging_configurations
    record = configurations.by("sid", phone_numbers.country(to)) or configurations.by("sid", "all")
    return "" if record is None else record.messaging_service_sid


def view(call: Call[object], record: MessagingConfigurationRecord) -> types.MessagingConfiguration:
    """The configuration as clients see it."""
    service = call.caller.service
    return types.MessagingConfiguration(
        account_sid=service.account_sid,
        service_sid=service.sid,
        country=record.sid,
        messaging_service_sid=record.messaging_service_sid,
        date_created=dates.date(record.created_at),
        date_updated=dates.date(record.updated_at),
        url=f"{resource_urls.service_url(call, service.sid)}/MessagingConfigurations/{record.sid}",
    )
