"""MFA version 1 by onelogin 3.1.6, whose generator checks answers more strictly than any other: the content type to
the letter, no nulls, an object for a trigger's data."""

import pytest


@pytest.fixture
def ada(person):
    return person("3.1.6")


@pytest.fixture
def call(ada):
    token = ada.emulator.onelogin.token()

    def call(method, device=None, **body):
        path = {"user_id": ada.id} | ({} if device is None else {"device_id": str(device)})
        return ada.attempt(method, path_params=path, token=token, **({"body": body} if body else {}))

    return call


def test_all_seven_operations_in_a_row(ada, call):
    factors = call("get_mfa_factors")
    assert factors.value["data"]["auth_factors"][0]["name"] == "OneLogin SMS"
    enrolled = call("enroll_mfa_factor", factor_id=58959, display_name="x", number="+15555550100", verified=False)
    (device,) = enrolled.value["data"]
    verified = call("verify_mfa_factor", device["id"], otp_token=ada.code(), state_token=device["state_token"])
    assert verified.value["type"] == "success"
    listed = call("get_enrolled_factors")
    assert [item["active"] for item in listed.value["data"]["otp_devices"]] == [True]
    triggered = call("activate_mfa_factors", device["id"])
    (item,) = triggered.value["data"]["otp_devices"]
    again = call("verify_mfa_factor", device["id"], otp_token=ada.code(), state_token=item["state_token"])
    assert again.value["message"] == "Success"
    assert len(call("generate_mf_atoken").value["mfa_token"]) == 8
    removed = call("remove_mfa_factors", device["id"])
    outcomes = (factors, enrolled, verified, listed, triggered, again, removed)
    assert [outcome.value for outcome in outcomes if outcome.raised] == []


def test_a_trigger_that_answers_a_list_raises(person):
    ada = person("3.1.6", dialect="doc")
    device = ada.emulator.onelogin.user("ada").enroll_sms().id
    path = {"user_id": ada.id, "device_id": str(device)}
    outcome = ada.attempt("activate_mfa_factors", path_params=path, token=ada.emulator.onelogin.token())
    assert outcome.raised
