"""The first generated SDK, 3.0.1: one API class, the Authorization header as an argument, lists for polls."""

import pytest


@pytest.fixture
def ada(person):
    return person("3.0.1")


@pytest.fixture
def bearer(ada):
    return f"bearer:{ada.emulator.onelogin.token()}"


def test_factors_and_devices_are_listed(ada, bearer):
    device = ada.emulator.onelogin.user("ada").enroll_sms().id
    factors = ada.call("get_available_factors", bearer, ada.id).value
    assert "OneLogin Protect" in [factor["name"] for factor in factors]
    devices = ada.call("get_enrolled_factors", bearer, ada.id).value
    assert [item["device_id"] for item in devices] == [str(device)]


def begin(ada):
    """Begin a verification by push; ids are numbers because this SDK types them so."""
    phone = ada.emulator.onelogin.user("ada").enroll_push()
    bearer = f"bearer:{ada.emulator.onelogin.token()}"
    request = {"$model": "ActivateFactorRequest", "device_id": phone.id}
    assert ada.call("activate_factor", bearer, ada.id, request).type == "NoneType"  # it declares no answer
    verification = int(phone.waiting)
    return phone, lambda: ada.attempt("verify_factor_voice", bearer, ada.id, verification)


def test_polls_come_in_lists(person):
    phone, poll = begin(person("3.0.1", id_style="numeric"))
    assert [item["status"] for item in poll().value] == ["pending"]
    phone.approve()
    assert [item["status"] for item in poll().value] == ["accepted"]


def test_a_poll_that_is_an_object_raises(person):
    _, poll = begin(person("3.0.1", id_style="numeric", dialect="gen"))
    outcome = poll()
    assert (outcome.raised, outcome.type) == (True, "ApiTypeError")


def test_a_log_in_with_a_second_factor(ada, bearer):
    device = ada.emulator.onelogin.user("ada").enroll_totp()
    login = {
        "$model": "CreateSessionLoginTokenRequest",
        "username_or_email": "ada",
        "password": "secret-1",
        "subdomain": "acme",
    }
    (asked,) = ada.call("create_session_login_token", bearer, login).value["data"]
    factor = {
        "$model": "V1VerifyFactorRequest",
        "device_id": str(device.id),
        "state_token": asked["state_token"],
        "otp_token": device.authenticator.code(),
    }
    (session,) = ada.call("v1_verify_factor", bearer, factor).value["data"]
    assert session["status"] == "Authenticated"


def test_a_null_return_to_url_raises(person):
    ada = person("3.0.1", dialect="doc")
    ada.emulator.onelogin.user("ada")
    login = {
        "$model": "CreateSessionLoginTokenRequest",
        "username_or_email": "ada",
        "password": "secret-1",
        "subdomain": "acme",
    }
    bearer = f"bearer:{ada.emulator.onelogin.token()}"
    assert ada.attempt("create_session_login_token", bearer, login).raised
