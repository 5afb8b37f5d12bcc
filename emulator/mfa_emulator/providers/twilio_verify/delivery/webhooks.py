"""Webhooks of a service. They are fired by `webhook_events`."""

from typing import Any

from msgspec.structs import replace

from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.providers.twilio_verify import auth, dates, paging, resource_urls
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.records import WebhookRecord
from mfa_emulator.providers.twilio_verify.types import delivery as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: Call[types.CreateWebhookParams]) -> types.Webhook:
    """A new webhook."""
    body = call.body
    webhook = WebhookRecord(
        number=call.state.next_number(),
        sid="YW" + call.world.ids.hex(32),
        friendly_name=body.friendly_name,
        event_types=tuple(body.event_types),
        webhook_url=body.webhook_url,
        status=body.status or "enabled",
        version=body.version or "v2",
        created_at=call.now,
        updated_at=call.now,
    )
    return view(call, call.caller.data.webhooks.put(webhook))


def list_all(call: Call[types.ListWebhookParams]) -> paging.Listing:
    """The service's webhooks."""
    rows = TableRows(call.caller.data.webhooks)
    return paging.answer(call, "webhooks", rows, lambda webhook: view(call, webhook))


def fetch(call: Call[Nothing]) -> types.Webhook:
    """One webhook."""
    return view(call, require(call))


def update(call: Call[types.UpdateWebhookParams]) -> types.Webhook:
    """Update a webhook; parameters that are not sent keep their values."""
    webhook, body = require(call), call.body
    names = ("friendly_name", "webhook_url", "status", "version")
    given: dict[str, Any] = {name: value for name in names if (value := getattr(body, name)) is not None}
    if body.event_types is not None:
        given["event_types"] = tuple(body.event_types)
    return view(call, call.caller.data.webhooks.put(replace(webhook, **given, updated_at=call.now)))


def delete(call: Call[Nothing]) -> None:
    """Remove a webhook; what is under way still arrives."""
    call.caller.data.webhooks.delete(require(call).number)


def require(call: Call[object]) -> WebhookRecord:
    """The webhook that the path names. Raises NotFound."""
    return auth.require_own(call, call.caller.data.webhooks, "webhook", "YW")


def view(call: Call[object], webhook: WebhookRecord) -> types.Webhook:
    """The webhook as clients see it."""
    service = call.caller.service
    return types.Webhook(
        sid=webhook.sid,
        service_sid=service.sid,
        account_sid=service.account_sid,
        friendly_name=webhook.friendly_name,
        event_types=list(webhook.event_types),
        status=webhook.status,
        version=webhook.version,
        webhook_url=webhook.webhook_url,
        webhook_method="POST",  # published, but not settable
        date_created=dates.date(webhook.created_at),
        date_updated=dates.date(webhook.updated_at),
        url=f"{resource_urls.service_url(call, service.sid)}/Webhooks/{webhook.sid}",
    )
