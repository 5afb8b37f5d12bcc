"""Verifications by SMS and the rest, attempts and limits."""

import pytest

PHONE = "+15017122661"


@pytest.fixture
def sent(emulator):
    return lambda to=PHONE: emulator.inbox.latest(to=to).code


def test_a_code_is_sent_and_approved(service, sent):
    verification = service.verifications.create(to=PHONE, channel="sms")
    assert (verification.status, verification.channel) == ("pending", "sms")
    assert verification.lookup["carrier"] is None
    assert [attempt["channel"] for attempt in verification.send_code_attempts] == ["sms"]
    assert service.verifications(PHONE).fetch().sid == verification.sid
    check = service.verification_checks.create(to=PHONE, code=sent())
    assert (check.status, check.valid) == ("approved", True)


def test_a_resend_has_the_same_code(service, sent):
    first = service.verifications.create(to=PHONE, channel="sms")
    code = sent()
    second = service.verifications.create(to=PHONE, channel="call")
    assert (second.sid, sent()) == (first.sid, code)
    assert len(second.send_code_attempts) == 2


def test_the_sixth_send_is_refused(service, refused):
    for _ in range(5):
        service.verifications.create(to=PHONE, channel="sms")
    with refused(429, 60203):
        service.verifications.create(to=PHONE, channel="sms")


def test_five_wrong_checks_lock_it_until_it_expires(service, sent, emulator, refused):
    service.verifications.create(to=PHONE, channel="sms")
    for _ in range(5):
        assert service.verification_checks.create(to=PHONE, code="0000").valid is False
    with refused(429, 60202):
        service.verification_checks.create(to=PHONE, code=sent())
    emulator.clock.advance("10m")
    with refused(404, 20404):
        service.verification_checks.create(to=PHONE, code=sent())
    service.verifications.create(to=PHONE, channel="sms")
    assert service.verification_checks.create(to=PHONE, code=sent()).status == "approved"


def test_a_code_expires_by_the_clock(service, sent, emulator, refused):
    service.verifications.create(to=PHONE, channel="whatsapp")
    emulator.clock.advance("10m")
    with refused(404, 20404):
        service.verification_checks.create(to=PHONE, code=sent())


def test_an_update_cancels(service, refused):
    verification = service.verifications.create(to="ada@example.com", channel="email")
    assert service.verifications(verification.sid).update(status="canceled").status == "canceled"
    assert service.verifications(verification.sid).fetch().status == "canceled"
    with refused(404, 20404):
        service.verifications(verification.sid).update(status="approved")


def test_rate_limits_and_buckets_hold_back(service, refused):
    limit = service.rate_limits.create(unique_name="ip", description="by address")
    bucket = service.rate_limits(limit.sid).buckets.create(max=1, interval=60)
    assert service.rate_limits(limit.sid).buckets(bucket.sid).fetch().interval == 60
    assert [one.sid for one in service.rate_limits(limit.sid).buckets.list()] == [bucket.sid]
    service.verifications.create(to=PHONE, channel="sms", rate_limits={"ip": "1.2.3.4"})
    with refused(429, 20429):
        service.verifications.create(to="+15017122662", channel="sms", rate_limits={"ip": "1.2.3.4"})
    assert service.rate_limits(limit.sid).buckets(bucket.sid).update(max=2).max == 2
    service.verifications.create(to="+15017122662", channel="sms", rate_limits={"ip": "1.2.3.4"})
    assert service.rate_limits(limit.sid).update(description="new").description == "new"
    assert service.rate_limits(limit.sid).buckets(bucket.sid).delete() is True
    assert service.rate_limits(limit.sid).delete() is True
    assert service.rate_limits.list() == []


def test_attempts_are_listed_and_summed_up(client, service, sent):
    service.verifications.create(to=PHONE, channel="sms", tags='{"a":"b"}', locale="en")
    service.verifications.create(to="+4915100000000", channel="call")
    service.verification_checks.create(to=PHONE, code=sent())
    attempts = client.verify.v2.verification_attempts
    assert [one.conversion_status for one in attempts.list()] == ["converted", "unconverted"]
    (german,) = attempts.list(country="DE")
    assert client.verify.v2.verification_attempts(german.sid).fetch().channel == "call"
    summary = client.verify.v2.verification_attempts_summary().fetch()
    assert (summary.total_attempts, summary.conversion_rate_percentage) == (2, "50")
