"""The shared vocabulary: entities made and found, their factors, phones and browsers."""

import pytest

from mfa_emulator.providers.twilio_verify.handles import PasskeyFactor, PushFactor, TotpFactor
from mfa_emulator.providers.twilio_verify.provider import PROVIDER
from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDeviceError

DETAILS = {"Details.Message": "Log in?"}


@pytest.fixture
def ada(account):
    """An entity without factors."""
    return account.api.entity("ada-lovelace")


def test_an_entity_is_made_once_and_found_from_then_on(account, ada):
    assert account.api.entity("ada-lovelace").id == account.api.user("ada-lovelace").id == ada.id
    assert [entity.name for entity in account.api.entities] == [entity.name for entity in account.api.users]
    assert account.get(account.e).json()["sid"] == ada.id
    assert ada.record.identity == ada.identity == "ada-lovelace"


def test_an_entity_in_other_letters_is_the_one_that_twilio_finds(account, ada):
    assert account.api.entity("ADA-LOVELACE").id == ada.id


@pytest.mark.parametrize("identity", ["short", "ada@example.com", "x" * 65])
def test_what_cannot_be_an_identity_is_a_value_error(account, identity):
    with pytest.raises(ValueError, match="8 to 64 letters"):
        account.api.user(identity)
    assert account.api.users == []


def test_an_unknown_entity_is_a_lookup_error_that_names_the_nearest(account, ada):
    assert account.api.find_user("ada-lovelace").id == account.api.find_entity("ada-lovelace").id == ada.id
    with pytest.raises(LookupError, match="did you mean 'ada-lovelace'"):
        account.api.find_user("ada-lovelance")


def test_an_entity_belongs_to_one_service(account, ada):
    other = account.make("/v2/Services", {"FriendlyName": "Owl Bank"})["sid"]
    with pytest.raises(LookupError):
        account.api.find_entity("ada-lovelace", service_sid=other)
    assert account.api.entity("ada-lovelace", service_sid=other).id != ada.id
    with pytest.raises(LookupError, match="no service VA0"):
        account.api.entity("ada-lovelace", service_sid="VA0")


def test_a_totp_factor_is_verified_and_its_app_shows_codes(account, ada):
    factor = ada.enroll_totp("Ada's phone")
    assert (factor.kind, factor.status, factor.record.friendly_name) == ("totp", "verified", "Ada's phone")
    assert factor.code() == factor.authenticator.code()
    form = {"FactorSid": factor.id, "AuthPayload": factor.code()}
    assert account.make(f"{account.e}/Challenges", form)["status"] == "approved"


def test_a_totp_factor_takes_a_secret_once(ada):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert ada.enroll_totp(secret=secret).authenticator.secret == secret
    with pytest.raises(ValueError, match="this binding already"):
        ada.enroll_totp(secret=secret)
    with pytest.raises(ValueError, match="Base32"):
        ada.enroll_totp(secret="1")
    assert len(ada.factors) == 1


def test_enrolling_tells_the_webhooks(account, ada):
    account.make(
        f"{account.s}/Webhooks",
        {"FriendlyName": "a", "EventTypes": ["factor.created", "factor.verified"], "WebhookUrl": "http://localhost:1"},
    )
    ada.enroll_totp()
    assert [delivery.event for delivery in account.world.outbound.drain()] == ["factor.created", "factor.verified"]


@pytest.mark.parametrize(("tap", "status"), [("approve", "approved"), ("deny", "denied")])
def test_the_enrolled_phone_answers_with_its_own_key(account, ada, tap, status):
    factor = ada.enroll_push()
    challenge = account.challenge(factor.device.factor, **DETAILS)
    getattr(factor, tap)()
    assert account.get(f"{account.e}/Challenges/{challenge['sid']}").json()["status"] == status
    (answered,) = account.world.journal.find(operation="UpdateChallenge")
    assert answered.status == 200


def test_a_tap_may_come_later(account, ada):
    factor = ada.enroll_push()
    url = f"{account.e}/Challenges/{account.challenge(factor.device.factor, **DETAILS)['sid']}"
    factor.approve(after="10s")
    account.world.clock.advance("9s")
    assert account.get(url).json()["status"] == "pending"
    account.world.clock.advance("1s")
    assert account.get(url).json()["status"] == "approved"


def test_a_found_factor_takes_taps_without_its_key(account, ada):
    challenge = account.challenge(ada.enroll_push().device.factor, **DETAILS)
    (found,) = ada.factors
    found.deny()
    assert account.get(f"{account.e}/Challenges/{challenge['sid']}").json()["status"] == "denied"
    with pytest.raises(LookupError, match="enroll_push"):
        _ = found.device


def test_without_a_challenge_there_is_nothing_to_answer(ada):
    factor = ada.enroll_push()
    with pytest.raises(LookupError, match="nothing waits"):
        factor.approve()
    with pytest.raises(LookupError, match="nothing waits"):
        ada.enroll_totp().deny()
    with pytest.raises(LookupError, match="no authenticator app"):
        factor.code()


def test_a_challenge_names_its_factor(account, ada):
    factor = ada.enroll_push()
    account.challenge(factor.device.factor, **DETAILS)
    (waiting,) = account.world.providers["twilio_verify"].challenges(account.world)
    assert waiting.factor == factor.id


def test_a_phone_meets_the_faults_of_its_calls(account, ada):
    account.emulator.faults.add(operation="CreateNewFactor", status=503)
    with pytest.raises(PushDeviceError) as error:
        ada.enroll_push()
    assert error.value.status == 503
    assert ada.factors == []


def test_the_app_may_enroll_a_phone_by_itself(account, ada):
    phone = account.api.phone("ada-lovelace", platform="none")
    token = account.make(f"{account.s}/AccessTokens", {"Identity": "ada-lovelace", "FactorType": "push"})["token"]
    phone.create(token)
    (factor,) = ada.factors
    assert factor.status == "unverified"
    factor.approve()
    assert factor.status == "verified"


def test_a_passkey_is_registered_by_a_browser_and_approves(account, ada):
    factor = ada.enroll_passkey()
    assert (factor.kind, factor.status) == ("passkeys", "verified")
    with pytest.raises(LookupError, match="no passkeys challenge"):
        factor.approve()
    body = {"identity": "ada-lovelace", "factor_sid": factor.id}
    made = account.http.post(f"{account.s}/Passkeys/Challenges", json=body).json()
    factor.approve()
    assert account.get(f"{account.e}/Challenges/{made['sid']}").json()["status"] == "approved"


def test_a_passkey_may_answer_later_but_cannot_deny(account, ada):
    factor = ada.enroll_passkey()
    body = {"identity": "ada-lovelace", "factor_sid": factor.id}
    url = f"{account.e}/Challenges/{account.http.post(f'{account.s}/Passkeys/Challenges', json=body).json()['sid']}"
    with pytest.raises(LookupError, match="cannot deny"):
        factor.deny()
    factor.approve(after="5s")
    assert account.get(url).json()["status"] == "pending"
    account.world.clock.advance("5s")
    assert account.get(url).json()["status"] == "approved"


def test_a_passkey_of_another_origin_than_the_services_is_refused_and_leaves_nothing(account, ada):
    account.make(account.s, {"Passkeys.RelyingParty.Id": "example.com"}, 200)
    with pytest.raises(ValueError, match=r"evil\.test"):
        ada.enroll_passkey("https://evil.test")
    assert ada.factors == []
    assert ada.enroll_passkey("https://example.com").browser.origin == "https://example.com"


def test_factors_are_found_by_their_kinds_until_they_are_removed(ada):
    kinds = [type(factor) for factor in (ada.enroll_totp(), ada.enroll_push(), ada.enroll_passkey())]
    assert kinds == [type(factor) for factor in ada.factors] == [TotpFactor, PushFactor, PasskeyFactor]
    totp = ada.factors[0]
    totp.remove()
    assert len(ada.factors) == 2
    with pytest.raises(LookupError):
        totp.remove()
    with pytest.raises(LookupError):
        _ = totp.status


def test_a_factor_that_aged_away_unverified_is_gone(account, ada):
    account.totp(verified=False)
    (factor,) = ada.factors
    account.world.clock.advance("1d")
    assert ada.factors == []
    with pytest.raises(LookupError):
        _ = factor.record


def test_the_people_of_a_world_are_its_entities(account, ada):
    assert [person.name for person in account.world.people()] == [ada.name]


def test_every_operation_has_documented_errors():
    assert all("20003" in operation.errors for operation in PROVIDER.operations)
    assert {number for operation in PROVIDER.operations for number in operation.errors} <= set(PROVIDER.errors)


def test_reprs_say_who_and_how(account, ada):
    factor = ada.enroll_totp()
    assert repr(ada) == "<Entity ada-lovelace, second factors: totp>"
    assert repr(factor) == f"<TotpFactor totp {factor.id}, verified>"
    assert repr(account.api.phone("ada-lovelace")) == "<PushDevice of ada-lovelace, factor: none>"
    assert repr(account.api.browser()) == "<VirtualAuthenticator on https://example.com, passkeys: 0>"
    assert repr(account.api) == f"<TwilioVerify {account.api.account_sid}, services: 1>"
    account.world.reset()
    assert repr(ada) == f"<Entity {ada.id}, which does not exist (any more)>"
    assert repr(factor) == f"<TotpFactor {factor.id}, which does not exist (any more)>"
