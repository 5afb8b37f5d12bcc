"""The hand-written client 2.0.4 without any help: its subdomain leads it to the emulator's TLS side."""

import pytest

from mfa_emulator.serving.secure import Secure


@pytest.fixture
def ada(person):
    pytest.importorskip("trustme", reason="TLS needs the extra [tls]")
    return person("2.0.4", secure=Secure())


def test_sms_from_registration_to_removal(ada):
    begun = ada.call("enroll_factor", ada.id, 58959, "Phone").value
    assert ada.call("verify_enroll_factor_otp", ada.id, begun["id"], ada.code()).value["status"] == "accepted"
    (device,) = ada.call("get_enrolled_factors", ada.id).value
    assert ada.call("remove_factor", ada.id, device["id"]).value is True


def test_a_log_in_names_a_callback_that_leads_back_here(ada):
    device = ada.emulator.onelogin.user("ada").enroll_totp()
    login = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
    asked = ada.call("create_session_login_token", login).value
    assert asked["callback_url"] == (
        f"https://{ada.emulator.env['MFA_EMULATOR_TLS']}/t.onelogin.com/api/1/login/verify_factor"
    )
    code = device.authenticator.code()
    session = ada.call("get_session_token_verified", device.id, asked["state_token"], code).value
    assert session["status"] == "Authenticated"
