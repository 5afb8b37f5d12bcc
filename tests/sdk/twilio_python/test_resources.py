"""Services, webhooks and the rest; passkeys."""

import pytest
from twilio.base.exceptions import TwilioException


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


def test_webhooks(service):
    made = service.webhooks.create(
        friendly_name="all", event_types=["factor.created", "factor.deleted"], webhook_url="http://127.0.0.1:9/"
    )
    assert made.event_types == ["factor.created", "factor.deleted"]
    assert service.webhooks(made.sid).update(status="disabled", event_types=["*"]).event_types == ["*"]
    assert service.webhooks(made.sid).fetch().status == "disabled"
    assert len(service.webhooks.list()) == 1
    assert service.webhooks(made.sid).delete() is True


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
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    from mfa_emulator.sdk.twilio import redirect

    account = emulator.twilio_verify
    http = redirect(TwilioHttpClient(), emulator.url)
    client = Client(account.account_sid, account.auth_token, http_client=http, region="ie1", edge="dublin")
    assert len(client.verify.v2.services.list()) == 1
    http.session.close()


def test_worlds_of_one_emulator_are_apart(emulator):
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    from mfa_emulator.sdk.twilio import in_process

    def client_of(world):
        account = world.twilio_verify
        http = in_process(TwilioHttpClient(), emulator, world)
        return Client(account.account_sid, account.auth_token, http_client=http)

    other = emulator.worlds.add("other", seed=1)
    client = client_of(other)
    client.verify.v2.services.create(friendly_name="Owl Bank")
    assert client.account_sid == emulator.twilio_verify.account_sid, "programs are configured alike for all worlds"
    mine = client_of(emulator.world)
    assert (len(client.verify.v2.services.list()), len(mine.verify.v2.services.list())) == (2, 1)


def test_passkeys(client, service, emulator):
    client.verify.v2.services(emulator.twilio_verify.service_sid).update(passkeys_relying_party_id="example.com")
    browser = emulator.twilio_verify.browser()
    criteria = {
        "authenticator_attachment": "platform",
        "discoverable_credentials": "preferred",
        "user_verification": "preferred",
    }
    raw = {"friendly_name": "key", "identity": "ada-lovelace", "config": criteria}
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


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("https://verify.twilio.com/v2/Services?PageSize=1", "http://here:1/verify.twilio.com/v2/Services?PageSize=1"),
        ("https://twilio.com/x", "http://here:1/twilio.com/x"),
        ("http://here:1/v2/Services", "http://here:1/v2/Services"),
        ("https://twilio.com.example/x", "https://twilio.com.example/x"),
    ],
)
def test_only_what_is_meant_for_twilio_is_redirected(asked, sent):
    from mfa_emulator.sdk.twilio import redirect

    class Http:
        is_async = False

        def request(self, method, url, **options):
            return method, url, options

    assert redirect(Http(), "http://here:1/").request("GET", asked, timeout=3) == ("GET", sent, {"timeout": 3})
