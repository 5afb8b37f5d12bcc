"""Every operation, by the SDK's methods and by their asynchronous twins."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pyotp
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from mfa_emulator import Emulator
from mfa_emulator.providers.twilio_verify.api import OPERATIONS
from mfa_emulator.sdk.twilio import redirect

PHONE = "+15017122661"
PUBLISHED = {one.id for one in OPERATIONS if one.published and "Passkey" not in one.id}
"""Passkeys have a test of their own, for they need a browser."""


class Story:
    """Does everything once with a client, by methods whose names end in `suffix`."""

    def __init__(self, emulator: Emulator, client: Client, suffix: str) -> None:
        self.emulator = emulator
        self.api = client.verify.v2
        self.service = self.api.services(emulator.twilio_verify.service_sid)
        self.ada = self.service.entities("ada-lovelace")
        self.suffix = suffix

    async def do(self, resource: Any, verb: str, **params: Any) -> Any:
        answer = getattr(resource, verb + self.suffix)(**params)
        return await answer if self.suffix else answer

    async def gone(self, resource: Any) -> None:
        """It can be deleted, and is not found from then on."""
        assert await self.do(resource, "delete") is True
        with pytest.raises(TwilioRestException) as error:
            await self.do(resource, "fetch")
        assert (error.value.status, error.value.code) == (404, 20404)

    async def tell(self) -> None:
        for family in (self.services, self.entities, self.access_tokens, self.factors, self.notifications):
            await family()
        for family in (self.verifications, self.attempts, self.rate_limits, self.messaging_configurations):
            await family()
        for family in (self.webhooks, self.the_accounts_own):
            await family()
        assert {one.operation for one in self.emulator.requests if one.status < 300} == PUBLISHED

    async def services(self) -> None:
        made = await self.do(self.api.services, "create", friendly_name="Owl Bank", totp_issuer="Owl")
        owl = self.api.services(made.sid)
        assert (await self.do(owl, "update", code_length=8)).code_length == 8
        assert (await self.do(owl, "fetch")).totp["issuer"] == "Owl"
        assert [one.friendly_name for one in await self.do(self.api.services, "list")] == ["Emulator", "Owl Bank"]
        await self.gone(owl)

    async def entities(self) -> None:
        made = await self.do(self.service.entities, "create", identity="grace-hopper")
        grace = self.service.entities("grace-hopper")
        assert (await self.do(grace, "fetch")).sid == made.sid
        assert [one.sid for one in await self.do(self.service.entities, "list")] == [made.sid]
        await self.gone(grace)

    async def access_tokens(self) -> None:
        tokens = self.service.access_tokens
        made = await self.do(tokens, "create", identity="grace-hopper", factor_type="push", ttl=120)
        found = await self.do(self.service.access_tokens(made.sid), "fetch")
        assert (found.token, found.ttl) == (made.token, 120)

    async def factors(self) -> None:
        made = await self.do(self.ada.new_factors, "create", friendly_name="phone", factor_type="totp")
        factor = self.ada.factors(made.sid)
        code = pyotp.parse_uri(made.binding["uri"]).at(self.emulator.clock.now())
        assert (await self.do(factor, "update", auth_payload=code)).status == "verified"
        assert (await self.do(factor, "fetch")).status == "verified"
        assert [one.sid for one in await self.do(self.ada.factors, "list")] == [made.sid]
        await self.challenges(made.sid, code)
        await self.gone(factor)

    async def challenges(self, factor: str, code: str) -> None:
        made = await self.do(self.ada.challenges, "create", factor_sid=factor)
        challenge = self.ada.challenges(made.sid)
        assert (await self.do(challenge, "fetch")).status == "pending"
        assert (await self.do(challenge, "update", auth_payload=code)).status == "approved"
        assert [one.sid for one in await self.do(self.ada.challenges, "list", status="approved")] == [made.sid]

    async def notifications(self) -> None:
        factor = self.emulator.twilio_verify.entity("ada-lovelace").enroll_push().device.factor
        made = await self.do(self.ada.challenges, "create", factor_sid=factor["sid"], details_message="Log in?")
        sent = await self.do(self.ada.challenges(made.sid).notifications, "create", ttl=60)
        assert (sent.challenge_sid, sent.ttl) == (made.sid, 60)

    async def verifications(self) -> None:
        first = await self.do(self.service.verifications, "create", to=PHONE, channel="sms")
        canceled = await self.do(self.service.verifications(first.sid), "update", status="canceled")
        assert canceled.status == "canceled"
        second = await self.do(self.service.verifications, "create", to=PHONE, channel="sms")
        assert (await self.do(self.service.verifications(PHONE), "fetch")).sid == second.sid
        message = self.emulator.inbox.latest(to=PHONE)
        assert message is not None
        check = await self.do(self.service.verification_checks, "create", to=PHONE, code=message.code)
        assert (check.sid, check.status) == (second.sid, "approved")

    async def attempts(self) -> None:
        found = await self.do(self.api.verification_attempts, "list")
        assert [one.conversion_status for one in found] == ["unconverted", "converted"]
        attempt = await self.do(self.api.verification_attempts(found[1].sid), "fetch")
        assert attempt.channel_data["to"] == PHONE
        summary = await self.do(self.api.verification_attempts_summary(), "fetch")
        assert (summary.total_attempts, summary.conversion_rate_percentage) == (2, "50")

    async def rate_limits(self) -> None:
        made = await self.do(self.service.rate_limits, "create", unique_name="ip", description="by address")
        limit = self.service.rate_limits(made.sid)
        assert (await self.do(limit, "update", description="new")).description == "new"
        assert (await self.do(limit, "fetch")).unique_name == "ip"
        assert [one.sid for one in await self.do(self.service.rate_limits, "list")] == [made.sid]
        await self.buckets(limit)
        await self.gone(limit)

    async def buckets(self, limit: Any) -> None:
        made = await self.do(limit.buckets, "create", max=1, interval=60)
        bucket = limit.buckets(made.sid)
        assert (await self.do(bucket, "update", max=2)).max == 2
        assert (await self.do(bucket, "fetch")).interval == 60
        assert [one.sid for one in await self.do(limit.buckets, "list")] == [made.sid]
        await self.gone(bucket)

    async def messaging_configurations(self) -> None:
        first, second = "MG" + 32 * "a", "MG" + 32 * "b"
        configurations = self.service.messaging_configurations
        await self.do(configurations, "create", country="US", messaging_service_sid=first)
        us = self.service.messaging_configurations("US")
        assert (await self.do(us, "update", messaging_service_sid=second)).messaging_service_sid == second
        assert (await self.do(us, "fetch")).messaging_service_sid == second
        assert [one.country for one in await self.do(configurations, "list")] == ["US"]
        await self.gone(us)

    async def webhooks(self) -> None:
        options = {"friendly_name": "all", "event_types": ["*"], "webhook_url": "http://127.0.0.1:9/"}
        made = await self.do(self.service.webhooks, "create", **options)
        hook = self.service.webhooks(made.sid)
        assert (await self.do(hook, "update", status="disabled")).status == "disabled"
        assert (await self.do(hook, "fetch")).event_types == ["*"]
        assert [one.sid for one in await self.do(self.service.webhooks, "list")] == [made.sid]
        await self.gone(hook)

    async def the_accounts_own(self) -> None:
        made = await self.do(self.api.safelist, "create", phone_number="+18001234567")
        number = self.api.safelist("+18001234567")
        assert (await self.do(number, "fetch")).sid == made.sid
        await self.gone(number)
        assert (await self.do(self.api.forms("form-push"), "fetch")).form_type == "form-push"
        assert await self.do(self.api.templates, "list") == []


def test_every_operation_is_done(emulator: Emulator, client: Client) -> None:
    finish(Story(emulator, client, "").tell())


# twilio-python's own use of aiohttp
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:The 'auth' parameter is deprecated:DeprecationWarning")
def test_every_operation_is_done_by_asyncio(emulator: Emulator) -> None:
    async def main() -> None:
        account = emulator.twilio_verify
        async with redirect(AsyncTwilioHttpClient(), emulator.url) as http:
            client = Client(account.account_sid, account.auth_token, http_client=http)
            await Story(emulator, client, "_async").tell()

    asyncio.run(main())


def finish(story: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that never waits, without an event loop: the client in process brings its own."""
    with pytest.raises(StopIteration):
        story.send(None)
