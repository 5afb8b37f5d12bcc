"""Events of factors and challenges, and the signed webhooks that tell of them."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.twilio_verify.context import ServiceContext
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, FactorRecord, WebhookRecord
from mfa_emulator.providers.twilio_verify.state import NAME

SIGNATURE = "X-Twilio-Signature"


def fire(context: ServiceContext, event: str, factor: FactorRecord, challenge: ChallengeRecord | None = None) -> None:
    """Tell every enabled webhook of the service that asked for this event; it goes out after the answer."""
    webhooks = context.caller.data.webhooks
    if not len(webhooks) or factor.factor_type not in context.settings.webhook_factor_types:
        return
    for webhook in webhooks:
        if webhook.status == "enabled" and {"*", event} & set(webhook.event_types):
            _send(context, webhook, event, factor, challenge)


def sign(auth_token: str, url: str, params: Mapping[str, str]) -> str:
    """The X-Twilio-Signature of a form: HMAC-SHA1 over the URL and every name and value, names in order."""
    text = url + "".join(f"{name}{params[name]}" for name in sorted(params))
    return b64encode(hmac.digest(auth_token.encode(), text.encode(), "sha1")).decode()


def signature_problem(env: Mapping[str, str], delivery: JsonObject) -> str:
    """The reason why a delivery is not signed as Twilio's own validators want it; "" if it is."""
    headers = delivery["headers"]
    assert isinstance(headers, dict)
    given = headers.get(SIGNATURE)
    params = dict(parse_qsl(str(delivery["body"]), keep_blank_values=True))
    right = sign(env["TWILIO_AUTH_TOKEN"], str(delivery["url"]), params)
    if given is None:
        return f"there is no header {SIGNATURE}"
    return "" if given == right else f"{SIGNATURE} is {given}; for this account, URL and form it would be {right}"


def _send(
    context: ServiceContext,
    webhook: WebhookRecord,
    event: str,
    factor: FactorRecord,
    challenge: ChallengeRecord | None,
) -> None:
    account = context.state.accounts.get(context.caller.service.account_sid)
    assert account is not None
    params = _params(context, event, factor)
    if challenge is not None:
        params |= _challenge_params(challenge)
    if webhook.version == "v2":
        params |= {"factor_friendly_name": factor.friendly_name, "factor_metadata": _json(factor.metadata)}
    context.world.outbound.send(
        provider=NAME,
        event=event,
        url=webhook.webhook_url,
        headers={
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "User-Agent": "TwilioProxy/1.1",
            SIGNATURE: sign(account.auth_token, webhook.webhook_url, params),
        },
        body=urlencode(params).encode(),
        expect=200,  # else production logs https://www.twilio.com/docs/errors/60330
        retries=context.settings.webhook_retries,
    )


def _params(context: ServiceContext, event: str, factor: FactorRecord) -> dict[str, str]:
    """Parameters of every event (documented)."""
    return {
        "uuid": context.world.ids.uuid(),
        "type": event,
        "account_sid": context.caller.service.account_sid,
        "service_sid": context.caller.service.sid,
        "entity_identity": factor.identity,
        "factor_sid": factor.sid,
        "factor_type": factor.factor_type,
    }


def _challenge_params(challenge: ChallengeRecord) -> dict[str, str]:
    """Parameters of a challenge's event; objects are JSON texts (guess: further names are unpublished)."""
    return {
        "challenge_sid": challenge.sid,
        "challenge_status": challenge.status,
        "challenge_details": _json(challenge.details),
        "challenge_hidden_details": _json(challenge.hidden_details),
        "challenge_metadata": _json(challenge.metadata),
        "challenge_expiration_date": rfc3339(challenge.expires_at, 0),
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
