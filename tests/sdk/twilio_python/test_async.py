"""The same SDK under asyncio."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pyotp
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from mfa_emulator.sdk.twilio import in_process, redirect

# twilio-python's own use of aiohttp
pytestmark = [
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The 'auth' parameter is deprecated:DeprecationWarning"),
]
PHONE = "+15017122661"


@pytest.fixture
def run(emulator) -> Callable[[Callable[[Any], Awaitable[None]]], None]:
    """Runs a coroutine function with the default service of an asynchronous client."""

    def runner(story: Callable[[Any], Awaitable[None]]) -> None:
        async def main() -> None:
            account = emulator.twilio_verify
            async with redirect(AsyncTwilioHttpClient(), emulator.url) as http:
                client = Client(account.account_sid, account.auth_token, http_client=http)
                await story(client.verify.v2.services(account.service_sid))

        asyncio.run(main())

    return runner


def test_a_totp_factor_and_its_challenge(emulator, run):
    async def story(service):
        ada = service.entities("ada-lovelace")
        factor = await ada.new_factors.create_async(friendly_name="phone", factor_type="totp")
        app = pyotp.parse_uri(factor.binding["uri"])
        verified = await ada.factors(factor.sid).update_async(auth_payload=app.at(emulator.clock.now()))
        assert verified.status == "verified"
        code = app.at(emulator.clock.now())
        challenge = await ada.challenges.create_async(factor_sid=factor.sid, auth_payload=code)
        assert challenge.status == "approved"
        assert await ada.factors(factor.sid).delete_async() is True

    run(story)


def test_an_sms_verification(emulator, run):
    async def story(service):
        await service.verifications.create_async(to=PHONE, channel="sms")
        check = await service.verification_checks.create_async(to=PHONE, code="0000")
        assert check.valid is False
        check = await service.verification_checks.create_async(to=PHONE, code=emulator.inbox.latest(to=PHONE).code)
        assert check.status == "approved"
        with pytest.raises(TwilioRestException) as error:
            await service.verification_checks.create_async(to=PHONE, code="123456")
        assert error.value.code == 20404

    run(story)


def test_pages_are_followed(emulator, run):
    async def story(service):
        for number in range(12):
            await service.entities.create_async(identity=f"identity-{number}")
        listed = await service.entities.list_async(page_size=5)
        assert [entity.identity for entity in listed] == [f"identity-{number}" for number in range(12)]

    run(story)


def test_many_calls_at_once(emulator, run):
    async def story(service):
        numbers = [f"+1501712{number:04}" for number in range(30)]
        await asyncio.gather(*(service.verifications.create_async(to=to, channel="sms") for to in numbers))
        checks = [
            service.verification_checks.create_async(to=to, code=emulator.inbox.latest(to=to).code) for to in numbers
        ]
        assert {check.status for check in await asyncio.gather(*checks)} == {"approved"}

    run(story)


def test_no_socket_is_needed(emulator):
    async def main() -> None:
        account = emulator.twilio_verify
        async with AsyncTwilioHttpClient() as http:
            client = Client(account.account_sid, account.auth_token, http_client=in_process(http, emulator))
            assert [one.sid for one in await client.verify.v2.services.list_async()] == [account.service_sid]

    asyncio.run(main())
    assert [one.operation for one in emulator.requests.find()] == ["ListService"]
