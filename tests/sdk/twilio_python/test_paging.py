"""Lists that are longer than a page."""

import pytest


@pytest.fixture
def made(emulator, code):
    """As many factors as a person can have: 100 of TOTP and 20 of push. They are made without a socket: a form sent
    through a proxy takes requests 40 ms, because urllib3 leaves Nagle's algorithm on there."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    from mfa_emulator.sdk.twilio import in_process

    account = emulator.twilio_verify
    http = in_process(TwilioHttpClient(), emulator)
    client = Client(account.account_sid, account.auth_token, http_client=http)
    ada = client.verify.v2.services(account.service_sid).entities("ada-lovelace")

    def totp():
        return ada.new_factors.create(friendly_name="phone", factor_type="totp")

    made = [totp() for _ in range(60)]
    for factor in made:
        assert ada.factors(factor.sid).update(auth_payload=code(factor)).status == "verified"
    # A day allows 100, and only verified ones outlive it.
    emulator.clock.advance("24h")
    made += [totp() for _ in range(40)]
    phones = [emulator.twilio_verify.entity("ada-lovelace").enroll_push().device for _ in range(20)]
    return [factor.sid for factor in made] + [phone.factor["sid"] for phone in phones]


def test_paging_leads_through_120_factors_and_never_to_twilio(ada, emulator, made):
    assert [factor.sid for factor in ada.factors.list()] == made
    assert [factor.sid for factor in ada.factors.stream(page_size=7)] == made
    assert [factor.sid for factor in ada.factors.list(limit=33, page_size=10)] == made[:33]
    first = ada.factors.page(page_size=50)
    second = first.next_page()
    assert [factor.sid for factor in second] == made[50:100]
    assert [factor.sid for factor in second.previous_page()] == made[:50]
    # 3 pages of the size that nobody gave, 18 of 7, 4 of 10 and 3 of 50: all of them were asked for here.
    assert len(emulator.world.journal.find(operation="ListFactor")) == 3 + 18 + 4 + 3
