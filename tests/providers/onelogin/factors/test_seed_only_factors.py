"""Factors that no API enrolls: YubiKey, Duo and security questions."""

import pytest

VERIFY = "/api/1/users/{ada}/otp_devices/{device}/verify"


@pytest.fixture
def verify(client):
    def verify(device, code):
        return client.post(VERIFY.replace("{device}", str(device.id)), {"otp_token": code})

    return verify


def test_duo_passcodes_count_once_each(enrolled, verify):
    duo = enrolled("duo", passcodes=["1234567", "7654321"])
    assert [verify(duo, code).status for code in ("1234567", "1234567", "7654321", "0")] == [200, 401, 200, 401]


def test_security_questions_cannot_be_answered_here(enrolled, verify):
    answer = verify(enrolled("security_questions"), "blue")
    assert (answer.status, "security questions" in answer.reason) == (401, True)


def test_none_of_them_can_be_triggered_into_sending_anything(client, enrolled):
    for factor in ("yubikey", "duo", "security_questions"):
        assert client.post(f"/api/1/users/{{ada}}/otp_devices/{enrolled(factor).id}/trigger").status == 200
    assert len(client.emulator.inbox) == 0


def test_none_of_them_is_offered_for_enrollment(client):
    assert len(client.get("/api/2/mfa/users/{ada}/factors").body) == 5
