"""Fields of requests that are accepted and change nothing here."""

from collections.abc import Mapping

WITHOUT_EFFECT: Mapping[str, str] = {
    "verify_event_subscription_enabled": "Event Streams are a product of their own, which is not here",
    "ttl": "a notification is in the inbox at once",
}
"""Fields that are kept and shown, by the names that answers have, with the reason why."""

PASSED_OVER: Mapping[str, str] = {
    "response.transports": "a hint of the browser's, which no check needs",
    "authenticatorAttachment": "a hint of the browser's, which no check needs",
}
"""Names of fields as published, with the reason why."""
