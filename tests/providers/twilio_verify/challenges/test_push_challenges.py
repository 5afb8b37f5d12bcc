"""Push challenges: sent to the phone, answered with its signature, or by a tap of the control API."""

import msgspec
import pytest

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.tokens import read_unverified
from mfa_emulator.providers.twilio_verify.challenges.auth_payloads import SIGNED_FIELDS
from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDeviceError

DETAILS = {
    "Details.Message": "Log in?",
    "Details.Fields": ['{"label":"Action","value":"Sign in"}', '{"label":"Where","value":"Paris"}'],
    "HiddenDetails": '{"ip":"172.168.1.234"}',
}


@pytest.fixture
def phone(account):
    """Ada's phone."""
    return account.api.entity("ada-lovelace").enroll_push().device


@pytest.fixture
def challenge(account, phone):
    """A challenge that waits on it."""
    return account.challenge(phone.factor, **DETAILS)


def test_a_challenge_shows_what_the_user_is_asked(account, challenge):
    assert challenge["details"] == {
        "message": "Log in?",
        "fields": [{"label": "Action", "value": "Sign in"}, {"label": "Where", "value": "Paris"}],
        "date": "2026-11-21T10:00:00Z",
    }
    assert challenge["hidden_details"] == {"ip": "172.168.1.234"}
    assert (challenge["status"], challenge["responded_reason"]) == ("pending", "none")
    assert challenge["links"] == {"notifications": challenge["url"] + "/Notifications"}


def test_the_date_is_left_out_when_the_service_does_not_include_it(account, phone):
    account.make(account.s, {"Push.IncludeDate": "false"}, 200)
    assert "date" not in account.challenge(phone.factor, **DETAILS)["details"]


def test_the_first_notification_goes_out_at_once(account, challenge):
    message = account.emulator.inbox.latest(to="ada-lovelace", channel="push")
    assert message.body == "Log in?"
    assert message.context["challenge_sid"] == challenge["sid"]


def test_a_pending_challenge_names_the_fields_to_sign(account, phone, challenge):
    url = f"{account.e}/Challenges/{challenge['sid']}"
    assert account.get(url).headers[SIGNED_FIELDS].split(",") == list(challenge)
    phone.approve()
    assert SIGNED_FIELDS not in account.get(url).headers


@pytest.mark.parametrize("decision", ["approved", "denied"])
def test_the_phone_answers_with_a_signed_token(account, phone, challenge, decision):
    answered = phone.approve() if decision == "approved" else phone.deny()
    assert (answered["status"], answered["date_responded"]) == (decision, "2026-11-21T10:00:00Z")
    assert account.get(f"{account.e}/Challenges/{challenge['sid']}").json()["status"] == decision


@pytest.mark.parametrize(
    "change", [{"status": "pending"}, {"status": None}, {"sid": "YC0"}, {"factor_sid": "YF0"}, {"details": None}]
)
def test_an_answer_that_does_not_fit_is_refused_and_leaves_it_pending(account, phone, challenge, refused, change):
    claims = {**challenge, "status": "approved"} | change
    payload = phone._token({"typ": "JWT", "alg": "ES256"}, claims)
    answer = account.post(f"{account.e}/Challenges/{challenge['sid']}", {"AuthPayload": payload})
    assert next(iter(change)) in refused(answer, 403, 60324)
    assert phone.challenges()[0]["sid"] == challenge["sid"]


def test_only_the_sids_need_be_right_if_the_settings_say_so(account_with):
    account = account_with(device_compares_all_fields=False)
    phone = account.api.entity("ada-lovelace").enroll_push().device
    challenge = account.challenge(phone.factor, **DETAILS)
    claims = {"sid": challenge["sid"], "factor_sid": phone.factor["sid"], "status": "approved"}
    payload = phone._token({"typ": "JWT", "alg": "ES256"}, claims)
    url = f"{account.e}/Challenges/{challenge['sid']}"
    assert account.make(url, {"AuthPayload": payload}, 200)["status"] == "approved"


def test_a_changed_answer_loses_its_signature(account, phone, challenge, refused):
    payload = phone.payload(challenge, ",".join(challenge), "denied")
    header, _, signature = payload.split(".")
    claims = read_unverified(payload)[1] | {"status": "approved"}
    from mfa_emulator.core import base64url

    forged = f"{header}.{base64url.encode(msgspec.json.encode(claims))}.{signature}"
    answer = account.post(f"{account.e}/Challenges/{challenge['sid']}", {"AuthPayload": forged})
    assert "signature" in refused(answer, 403, 60324)


@pytest.mark.parametrize("payload", ["x", "a.b.c", "123456", ""])
def test_what_is_no_token_is_refused(account, challenge, refused, payload):
    answer = account.post(f"{account.e}/Challenges/{challenge['sid']}", {"AuthPayload": payload})
    refused(answer, 403, 60324)


def test_a_second_answer_comes_too_late(account, phone, challenge, refused):
    phone.deny()
    with pytest.raises(PushDeviceError) as error:
        phone.approve(challenge["sid"])
    assert "denied at" in refused(error.value.answer, 403, 60322)


def test_an_expired_challenge_takes_no_answer(account, phone, challenge, refused):
    account.world.clock.advance("5m")
    with pytest.raises(PushDeviceError) as error:
        phone.approve(challenge["sid"])
    refused(error.value.answer, 403, 60323)
    assert phone.challenges() == []


def test_a_push_challenge_needs_a_message(account, phone, refused):
    form = {"FactorSid": phone.factor["sid"]}
    refused(account.post(f"{account.e}/Challenges", form), 400, 60306, "Invalid Request: Details.Message")


@pytest.mark.parametrize(
    "form",
    [
        {"Details.Message": "x" * 257},
        {"Details.Fields": ['{"label":"a","value":"b"}'] * 21},
        {"Details.Fields": ['{"label":"' + "x" * 37 + '","value":"b"}']},
        {"Details.Fields": ['{"label":"a","value":"' + "x" * 129 + '"}']},
        {"Details.Fields": ["text"]},
        {"Details.Fields": ['{"label":"a"}']},
        {"HiddenDetails": '{"ip":1}'},
        {"HiddenDetails": '{"ip":"' + "x" * 1024 + '"}'},
    ],
)
def test_details_over_their_limits_are_refused(account, phone, refused, form):
    given = {"FactorSid": phone.factor["sid"], "Details.Message": "Log in?"} | form
    refused(account.post(f"{account.e}/Challenges", given), 400, 60306)
    assert phone.challenges() == []


def test_notifications_are_sent_again_three_times(account, challenge, refused):
    url = f"{account.e}/Challenges/{challenge['sid']}/Notifications"
    for _ in range(3):
        notification = account.make(url, {"Ttl": "60"})
        assert (notification["ttl"], notification["priority"]) == (60, "high")
    refused(account.post(url), 429, 60309)
    assert len(account.emulator.inbox.messages(to="ada-lovelace")) == 4


def test_a_notification_lives_five_minutes_unless_said_otherwise(account, challenge, refused):
    url = f"{account.e}/Challenges/{challenge['sid']}/Notifications"
    assert account.make(url)["ttl"] == 300
    refused(account.post(url, {"Ttl": "301"}), 400, 60306)


def test_a_notification_of_an_ended_challenge_is_refused(account, phone, challenge, refused):
    url = f"{account.e}/Challenges/{challenge['sid']}/Notifications"
    phone.approve()
    refused(account.post(url), 403, 60322)
    late = account.challenge(phone.factor, **DETAILS)
    account.world.clock.advance("5m")
    refused(account.post(f"{account.e}/Challenges/{late['sid']}/Notifications"), 403, 60323)


def test_a_phone_without_notifications_gets_none(account, refused):
    phone = account.api.entity("ada-lovelace").enroll_push(platform="none").device
    challenge = account.challenge(phone.factor, **DETAILS)
    assert account.emulator.inbox.newest(channel="push") is None
    refused(account.post(f"{account.e}/Challenges/{challenge['sid']}/Notifications"), 400, 60307)
    assert phone.approve()["status"] == "approved"


def test_a_totp_challenge_has_no_notifications(account, refused):
    challenge = account.challenge(account.totp())
    refused(account.post(f"{account.e}/Challenges/{challenge['sid']}/Notifications"), 400, 60306)


def test_anybody_may_tap_for_the_user(account, phone, challenge):
    provider = account.world.providers["twilio_verify"]
    (waiting,) = provider.challenges(account.world)
    assert (waiting.id, waiting.to, waiting.text, waiting.status) == (
        challenge["sid"],
        "ada-lovelace",
        "Log in?",
        "pending",
    )
    assert provider.decide(account.world, challenge["sid"], "deny") is True
    assert account.get(f"{account.e}/Challenges/{challenge['sid']}").json()["status"] == "denied"
    with pytest.raises(VendorError):
        provider.decide(account.world, challenge["sid"], "approve")
    assert provider.decide(account.world, "YC" + 32 * "0", "approve") is False


def test_a_tap_stands_for_the_app_that_proves_its_key(account):
    phone = account.api.phone("grace-hopper")
    token = account.make(f"{account.s}/AccessTokens", {"Identity": "grace-hopper", "FactorType": "push"})["token"]
    sid = phone.create(token)["sid"]
    provider = account.world.providers["twilio_verify"]
    with pytest.raises(VendorError):
        provider.decide(account.world, sid, "deny")
    (factor,) = account.api.find_entity("grace-hopper").factors
    assert factor.status == "unverified"
    factor.approve()
    assert factor.status == "verified"
    account.world.clock.advance("1d")
    assert provider.decide(account.world, sid, "approve") is True


def test_an_aged_factor_and_a_totp_factor_take_no_tap(account):
    phone = account.api.phone("grace-hopper")
    token = account.make(f"{account.s}/AccessTokens", {"Identity": "grace-hopper", "FactorType": "push"})["token"]
    old, totp = phone.create(token)["sid"], account.totp(verified=False)["sid"]
    account.world.clock.advance("1d")
    for sid in (old, totp):
        assert account.world.providers["twilio_verify"].decide(account.world, sid, "approve") is False
