"""TOTP and push factors and their challenges."""

from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def totp(ada):
    return ada.new_factors.create(friendly_name="Ada’s phone", factor_type="totp")


@pytest.fixture
def verified(ada, totp, code):
    assert ada.factors(totp.sid).update(auth_payload=code(totp)).status == "verified"
    return totp


def test_a_totp_factor_is_made_verified_and_read(ada, totp, code, emulator):
    assert totp.status == "unverified"
    assert totp.config == {"alg": "sha1", "skew": 1, "code_length": 6, "time_step": 30}
    assert isinstance(totp.date_created, datetime)
    assert abs(totp.date_created - emulator.clock.now()) < timedelta(seconds=1)
    wrong = ada.factors(totp.sid).update(auth_payload=code(totp, 5))
    assert wrong.status == "unverified"
    assert ada.factors(totp.sid).update(auth_payload=code(totp)).status == "verified"
    assert ada.factors(totp.sid).fetch().friendly_name == "Ada’s phone"


def test_a_factor_is_renamed_and_deleted(ada, totp, refused):
    assert ada.factors(totp.sid).update(friendly_name="new", config_time_step=60).config["time_step"] == 60
    assert ada.factors(totp.sid).delete() is True
    with refused(404, 20404):
        ada.factors(totp.sid).fetch()


def test_five_wrong_codes_lock_the_factor(ada, totp, code, refused):
    for _ in range(5):
        ada.factors(totp.sid).update(auth_payload=code(totp, 5))
    with refused(429, 60310):
        ada.factors(totp.sid).update(auth_payload=code(totp))


def test_a_totp_challenge_is_approved_on_creation_or_later(ada, verified, code, emulator):
    assert ada.challenges.create(factor_sid=verified.sid, auth_payload=code(verified)).status == "approved"
    emulator.clock.advance("30s")
    challenge = ada.challenges.create(factor_sid=verified.sid)
    assert challenge.status == "pending"
    assert ada.challenges(challenge.sid).update(auth_payload=code(verified, 5)).status == "pending"
    assert ada.challenges(challenge.sid).update(auth_payload=code(verified)).status == "approved"
    assert ada.challenges(challenge.sid).fetch().date_responded is not None
    assert len(ada.challenges.list(factor_sid=verified.sid, status="approved", order="desc")) == 2


def test_a_challenge_expires_by_the_clock(ada, verified, code, emulator, refused):
    until = emulator.clock.now().astimezone(UTC) + timedelta(minutes=30)
    challenge = ada.challenges.create(factor_sid=verified.sid, expiration_date=until)
    emulator.clock.advance("30m")
    assert ada.challenges(challenge.sid).fetch().status == "expired"
    with refused(403, 60323):
        ada.challenges(challenge.sid).update(auth_payload=code(verified))


@pytest.mark.parametrize("decision", ["approved", "denied"])
def test_a_push_challenge_is_answered_on_the_phone(ada, service, emulator, decision):
    phone = emulator.twilio_verify.phone("ada-lovelace")
    token = service.access_tokens.create(identity="ada-lovelace", factor_type="push", ttl=120)
    assert service.access_tokens(token.sid).fetch().token == token.token
    factor = phone.enroll(token.token)
    challenge = ada.challenges.create(
        factor_sid=factor["sid"],
        details_message="Log in?",
        details_fields=[{"label": "Where", "value": "Paris"}, {"label": "When", "value": "now"}],
        hidden_details={"ip": "1.2.3.4"},
    )
    assert challenge.details["fields"][1] == {"label": "When", "value": "now"}
    assert challenge.hidden_details == {"ip": "1.2.3.4"}
    assert ada.challenges(challenge.sid).notifications.create(ttl=60).ttl == 60
    phone.approve() if decision == "approved" else phone.deny()
    assert ada.challenges(challenge.sid).fetch().status == decision


def test_a_backend_can_create_a_push_factor_itself(ada, emulator):
    phone = emulator.twilio_verify.phone("ada-lovelace")
    factor = ada.new_factors.create(
        friendly_name="phone",
        factor_type="push",
        binding_alg="ES256",
        binding_public_key=phone.public_key,
        config_app_id="com.example.app",
        config_notification_platform="none",
        config_sdk_version="1.0",
        metadata={"os": "Android"},
    )
    assert factor.binding["public_key"] == phone.public_key
    assert factor.metadata == {"os": "Android"}


def test_entities_are_made_listed_and_deleted(service, refused):
    entity = service.entities.create(identity="grace-hopper")
    assert service.entities("grace-hopper").fetch().sid == entity.sid
    assert [one.identity for one in service.entities.list()] == ["grace-hopper"]
    with refused(409, 60301):
        service.entities.create(identity="grace-hopper")
    assert service.entities("grace-hopper").delete() is True
    assert service.entities.list() == []
