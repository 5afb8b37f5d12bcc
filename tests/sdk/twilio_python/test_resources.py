"""Services, webhooks and the rest; paging; passkeys."""

import pytest
from twilio.base.exceptions import TwilioException

from mfa_emulator import Emulator


def test_a_service_is_made_changed_and_deleted(client, refused):
    services = client.verify.v2.services
    service = services.create(friendly_name="Owl Bank", code_length=8, totp_issuer="Owl", custom_code_enabled=True)
    assert (service.code_length, service.totp["issuer"], service.custom_code_enabled) == (8, "Owl", True)
    assert services(service.sid).update(friendly_name="Barn Bank").friendly_name == "Barn Bank"
    assert services(service.sid).fetch().friendly_name == "Barn Bank"
    assert len(services.list()) == 2
    assert services(service.sid).delete() is True
    with refused(404, 20404):
        services(service.sid).fetch()


def test_messaging_configurations(service):
    first, second = "MG" + 32 * "a", "MG" + 32 * "b"
    service.messaging_configurations.create(country="US", messaging_service_sid=first)
    changed = service.messaging_configurations("US").update(messaging_service_sid=second)
    assert changed.messaging_service_sid == second
    assert service.messaging_configurations("US").fetch().country == "US"
    assert len(service.messaging_configurations.list()) == 1
    assert service.messaging_configurations("US").delete() is True


def test_webhooks(service):
    made = service.webhooks.create(
        friendly_name="all", event_types=["factor.created", "factor.deleted"], webhook_url="http://127.0.0.1:9/"
    )
    assert made.event_types == ["factor.created", "factor.deleted"]
    assert service.webhooks(made.sid).update(status="disabled", event_types=["*"]).event_types == ["*"]
    assert service.webhooks(made.sid).fetch().status == "disabled"
    assert len(service.webhooks.list()) == 1
    assert service.webhooks(made.sid).delete() is True


def test_the_safe_list_forms_and_templates(client):
    numbers = client.verify.v2.safelist
    numbers.create(phone_number="+18001234567")
    assert client.verify.v2.safelist("+18001234567").fetch().phone_number == "+18001234567"
    assert client.verify.v2.safelist("+18001234567").delete() is True
    assert client.verify.v2.forms("form-push").fetch().form_type == "form-push"
    assert client.verify.v2.templates.list() == []


def test_a_list_that_fails_is_the_sdks_own_exception(client):
    with pytest.raises(TwilioException, match="Unable to fetch page"):
        client.verify.v2.services("VA" + 32 * "0").entities.list()


def test_an_api_key_works_as_the_token_does(emulator):
    from twilio.rest import Client

    account = emulator.twilio_verify
    client = Client(account.api_key, account.api_secret, account.account_sid)
    client.verify.base_url = emulator.url
    assert client.verify.v2.services(account.service_sid).fetch().account_sid == account.account_sid
    client.http_client.session.close()


def test_a_region_and_an_edge_lead_here_too(emulator):
    from twilio.rest import Client

    from mfa_emulator.sdk.twilio import EmulatorHttpClient

    account = emulator.twilio_verify
    http = EmulatorHttpClient(emulator.url)
    client = Client(account.account_sid, account.auth_token, http_client=http, region="ie1", edge="dublin")
    assert len(client.verify.v2.services.list()) == 1
    http.session.close()


def test_worlds_of_one_emulator_are_apart(emulator):
    from mfa_emulator.sdk.twilio import in_process_client

    other = emulator.add_world("other", seed=1)
    client = in_process_client(emulator, other)
    client.verify.v2.services.create(friendly_name="Owl Bank")
    assert client.account_sid != emulator.twilio_verify.account_sid
    mine = in_process_client(emulator)
    assert (len(client.verify.v2.services.list()), len(mine.verify.v2.services.list())) == (2, 1)
    for one in (client, mine):
        one.http_client.close()


def test_paging_leads_through_120_factors_and_never_to_twilio():
    from twilio.rest import Client

    settings = {"twilio_verify": {"totp_factors_per_entity": 200, "factor_creations_per_day": 0}}
    with Emulator(freeze=True, settings=settings) as emulator:
        account = emulator.twilio_verify
        client = Client(account.account_sid, account.auth_token)
        client.verify.base_url = emulator.url
        ada = client.verify.v2.services(account.service_sid).entities("ada-lovelace")
        made = [ada.new_factors.create(friendly_name=str(n), factor_type="totp").sid for n in range(120)]
        assert [factor.sid for factor in ada.factors.list()] == made
        assert [factor.sid for factor in ada.factors.stream(page_size=7)] == made
        assert len(ada.factors.list(limit=33, page_size=10)) == 33
        page = ada.factors.page(page_size=50)
        assert page.next_page_url.startswith(emulator.url)
        second = page.next_page()
        assert [factor.sid for factor in second] == made[50:100]
        assert [factor.sid for factor in second.previous_page()] == made[:50]
        client.http_client.session.close()


def test_passkeys(client, service, emulator):
    client.verify.v2.services(emulator.twilio_verify.service_sid).update(passkeys_relying_party_id="example.com")
    browser = emulator.twilio_verify.virtual_authenticator()
    raw = {"friendly_name": "key", "identity": "ada-lovelace"}
    made = post(client, service, "Factors", raw)
    assert post(client, service, "VerifyFactor", browser.create(made["options"]))["status"] == "verified"
    challenge = post(client, service, "Challenges", {})
    approved = post(client, service, "ApproveChallenge", browser.get(challenge["options"]))
    assert approved["status"] == "approved"


def post(client, service, path, body):
    import json

    url = f"https://verify.twilio.com/v2/Services/{service._solution['sid']}/Passkeys/{path}"
    if client.verify.base_url != "https://verify.twilio.com":
        url = url.replace("https://verify.twilio.com", client.verify.base_url)
    answer = client.request("POST", url, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 201), answer.text
    return json.loads(answer.text)
