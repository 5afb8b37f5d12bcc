"""Webhooks: the resource, and real deliveries with a signature that Twilio's own validator accepts."""

from urllib.parse import parse_qs, parse_qsl

import httpx2
import pytest

from mfa_emulator import Emulator
from mfa_emulator.providers.twilio_verify import FRONT

EVENTS = ["*", "factor.created", "factor.verified", "factor.deleted", "challenge.approved", "challenge.denied"]


@pytest.fixture
def form(receiver):
    """A webhook for everything."""
    return {"FriendlyName": "all", "EventTypes": ["*"], "WebhookUrl": receiver.url}


def test_a_webhook_is_made_read_changed_and_deleted(account, form, refused):
    made = account.make(f"{account.s}/Webhooks", form)
    assert (made["status"], made["version"], made["webhook_method"]) == ("enabled", "v2", "POST")
    url = f"{account.s}/Webhooks/{made['sid']}"
    assert account.get(url).json() == made
    changed = account.make(url, {"Status": "disabled", "Version": "v1", "EventTypes": EVENTS[1:]}, 200)
    assert (changed["status"], changed["version"], changed["event_types"]) == ("disabled", "v1", EVENTS[1:])
    assert changed["friendly_name"] == "all"
    assert len(account.get(f"{account.s}/Webhooks").json()["webhooks"]) == 1
    assert account.delete(url).status_code == 204
    refused(account.get(url), 404, 20404)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EventTypes", ["factor.renamed"]),
        ("EventTypes", ["*", "x"]),
        ("WebhookUrl", "ftp://example.com"),
        ("WebhookUrl", "example.com"),
        ("WebhookUrl", "https://example.com/a b"),
        ("WebhookUrl", "https://exam ple.com"),
        ("Status", "on"),
        ("Version", "v3"),
    ],
)
def test_a_bad_parameter_is_60306(account, form, refused, name, value):
    assert name in refused(account.post(f"{account.s}/Webhooks", {**form, name: value}), 400, 60306)


@pytest.mark.parametrize("name", ["FriendlyName", "EventTypes", "WebhookUrl"])
def test_what_is_required_is_named(account, form, refused, name):
    del form[name]
    refused(account.post(f"{account.s}/Webhooks", form), 400, 20001)


def events(account, receiver):
    account.world.outbound.drain()
    return [dict(parse_qsl(body.decode(), keep_blank_values=True)) for _, _, body in receiver.received]


def test_factors_and_challenges_tell_of_themselves_in_order(account, form, receiver):
    account.make(f"{account.s}/Webhooks", form)
    totp = account.totp()
    account.challenge(totp, AuthPayload=account.code(totp))
    phone = account.api.entity("ada-lovelace").enroll_push().device
    account.challenge(phone.factor, **{"Details.Message": "?"})
    phone.deny()
    account.challenge(phone.factor, **{"Details.Message": "?"})
    phone.approve()
    account.delete(account.e)
    assert [(event["type"], event["factor_type"]) for event in events(account, receiver)] == [
        ("factor.created", "totp"),
        ("factor.verified", "totp"),
        ("challenge.approved", "totp"),
        ("factor.created", "push"),
        ("factor.verified", "push"),
        ("challenge.denied", "push"),
        ("challenge.approved", "push"),
        ("factor.deleted", "totp"),
        ("factor.deleted", "push"),
    ]


def test_an_event_tells_whom_it_is_about(account, form, receiver):
    account.make(f"{account.s}/Webhooks", form)
    factor = account.totp(Metadata='{"os":"Android"}')
    account.challenge(factor, AuthPayload=account.code(factor), HiddenDetails='{"ip":"1.2.3.4"}')
    created, _, approved = events(account, receiver)
    assert len(created.pop("uuid")) == 36
    assert created == {
        "type": "factor.created",
        "account_sid": account.api.account_sid,
        "service_sid": account.api.service_sid,
        "entity_identity": "ada-lovelace",
        "factor_sid": factor["sid"],
        "factor_type": "totp",
        "factor_friendly_name": "Ada's phone",
        "factor_metadata": '{"os":"Android"}',
    }
    assert approved["challenge_status"] == "approved"
    assert approved["challenge_hidden_details"] == '{"ip":"1.2.3.4"}'
    assert approved["challenge_expiration_date"] == "2026-11-21T10:05:00Z"


def test_version_1_tells_less(account, form, receiver):
    account.make(f"{account.s}/Webhooks", {**form, "Version": "v1"})
    account.totp(verified=False)
    assert "factor_friendly_name" not in events(account, receiver)[0]


def test_twilios_own_validator_accepts_the_signature(account, form, receiver):
    validators = pytest.importorskip("twilio.request_validator")
    account.make(f"{account.s}/Webhooks", form)
    account.totp()
    account.world.outbound.drain()
    validator = validators.RequestValidator(account.api.auth_token)
    for _, headers, body in receiver.received:
        params = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        assert headers["Content-Type"].startswith("application/x-www-form-urlencoded")
        assert validator.validate(receiver.url, params, headers["X-Twilio-Signature"])
        assert not validator.validate(receiver.url, {**params, "type": "x"}, headers["X-Twilio-Signature"])


def test_credentials_in_the_url_are_sent_when_the_receiver_asks_for_them(account, form, receiver):
    validators = pytest.importorskip("twilio.request_validator")
    receiver.credentials = ("owl", "p@ss")
    url = receiver.url.replace("//", "//owl:p%40ss@")
    account.make(f"{account.s}/Webhooks", {**form, "WebhookUrl": url})
    account.totp(verified=False)
    (delivery,) = account.world.outbound.drain()
    assert delivery.status == "delivered"
    (_, first, body), (_, second, again) = receiver.received
    assert "Authorization" not in first
    assert second["Authorization"] == "Basic b3dsOnBAc3M="
    assert (body, first["X-Twilio-Signature"]) == (again, second["X-Twilio-Signature"])
    params = dict(parse_qsl(body.decode(), keep_blank_values=True))
    assert validators.RequestValidator(account.api.auth_token).validate(url, params, first["X-Twilio-Signature"])


def test_a_receiver_that_wants_other_credentials_fails_the_delivery(account, form, receiver):
    receiver.credentials = ("owl", "other")
    url = receiver.url.replace("//", "//owl:secret@")
    account.make(f"{account.s}/Webhooks", {**form, "WebhookUrl": url})
    account.totp(verified=False)
    (delivery,) = account.world.outbound.drain()
    assert (delivery.status, len(receiver.received)) == ("failed", 2)


def test_strictly_webhooks_are_for_push_alone(account_with, form, receiver):
    account = account_with("strict")
    account.make(f"{account.s}/Webhooks", form)
    account.totp(verified=False)
    assert events(account, receiver) == []


def test_only_events_that_were_asked_for_are_told(account, form, receiver):
    account.make(f"{account.s}/Webhooks", {**form, "EventTypes": ["factor.verified", "factor.deleted"]})
    factor = account.totp()
    account.delete(f"{account.e}/Factors/{factor['sid']}")
    assert [event["type"] for event in events(account, receiver)] == ["factor.verified", "factor.deleted"]


def test_a_disabled_webhook_and_another_service_tell_nothing(account, form, receiver):
    account.make(f"{account.s}/Webhooks", {**form, "Status": "disabled"})
    account.make(f"{account.service()}/Webhooks", form)
    account.totp()
    assert events(account, receiver) == []


def test_a_refused_change_tells_nothing(account, form, receiver, refused):
    account.make(f"{account.s}/Webhooks", form)
    account.post(f"{account.e}/Factors", {"FriendlyName": "a", "FactorType": "totp", "Config.Skew": "9"})
    assert events(account, receiver) == []


def test_webhooks_can_be_for_push_alone(account_with, form, receiver):
    account = account_with(webhook_factor_types=["push"])
    account.make(f"{account.s}/Webhooks", form)
    account.totp()
    account.api.entity("ada-lovelace").enroll_push()
    assert {event["factor_type"] for event in events(account, receiver)} == {"push"}


def test_a_receiver_that_fails_does_not_fail_the_call(account, form, receiver):
    receiver.status = 500
    account.make(f"{account.s}/Webhooks", form)
    account.totp()
    assert {delivery.status for delivery in account.world.outbound.drain()} == {"failed"}


def test_a_receiver_elsewhere_is_not_called(account):
    form = {"FriendlyName": "a", "EventTypes": ["*"], "WebhookUrl": "https://owlbank.twilio.com/hook"}
    account.make(f"{account.s}/Webhooks", form)
    account.totp(verified=False)
    (delivery,) = account.world.outbound.drain()
    assert (delivery.status, delivery.event) == ("refused", "factor.created")


def test_a_live_server_sends_after_its_answer(form, receiver):
    with Emulator(freeze=True, providers=[FRONT]) as emulator:
        account = emulator.twilio_verify
        auth = (account.account_sid, account.auth_token)
        url = f"{emulator.url}/v2/Services/{account.service_sid}"
        with httpx2.Client(auth=auth, trust_env=False, timeout=60) as client:
            client.post(f"{url}/Webhooks", data=form)
            factor = {"FriendlyName": "a", "FactorType": "totp"}
            assert client.post(f"{url}/Entities/ada-lovelace/Factors", data=factor).status_code == 201
        (delivery,) = emulator.world.outbound.drain()
        assert (delivery.event, delivery.status) == ("factor.created", "delivered")
        assert len(receiver.received) == 1
