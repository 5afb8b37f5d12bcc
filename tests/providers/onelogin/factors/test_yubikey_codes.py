"""Codes that a YubiKey types."""

import pytest

from mfa_emulator.core.ids import Ids
from mfa_emulator.providers.onelogin.factors import yubikey_codes

VERIFY = "/api/1/users/{ada}/otp_devices/{device}/verify"


@pytest.fixture
def verify(client):
    def verify(device, code):
        return client.post(VERIFY.replace("{device}", str(device.id)), {"otp_token": code})

    return verify


def test_a_yubikey_types_44_characters_that_count_once(enrolled, verify):
    key = enrolled("yubikey")
    code = key.touch()
    assert len(code) == 44
    assert verify(key, code).status == 200
    again = verify(key, code)
    assert (again.status, "used already" in again.reason) == (401, True)
    assert verify(key, key.touch()).status == 200


def test_a_yubikey_code_from_before_the_last_one_is_refused(enrolled, verify):
    key = enrolled("yubikey")
    early, late = key.touch(), key.touch()
    assert [verify(key, late).status, verify(key, early).status] == [200, 401]


def test_another_yubikeys_code_is_refused(enrolled, verify):
    key, other = enrolled("yubikey"), enrolled("yubikey")
    assert verify(key, other.touch()).status == 401
    assert verify(key, "c" * 44).status == 401
    assert verify(key, "123456").status == 401


@pytest.mark.parametrize("touch", [1, 255, 256, 65_535, 8_000_000])
def test_the_counter_comes_back_out_of_a_yubikey_code(touch):
    key = yubikey_codes.Key.new(Ids("a seed"))
    code = yubikey_codes.press(key, touch, b"noise")
    assert yubikey_codes.counter_of(key, code) == touch
    other = yubikey_codes.Key(key.public_id, key.private_id, "0" * 32)
    assert yubikey_codes.counter_of(other, code) is None
