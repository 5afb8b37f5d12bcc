"""Regressions of each SDK with the other shapes: the reason why there are dialects.

Each test forces a dialect, or the shape that the documents print, and sees the SDK raise or read nothing; beside it
the shape that the SDK is given by default works.
"""

import pytest

NEW = ("4.0.1", "3.2.9")


@pytest.fixture
def sms():
    """Give Ada an SMS device."""
    return lambda ada: ada.emulator.onelogin.user("ada").enroll_sms().id


@pytest.mark.parametrize("version", NEW)
def test_generated_sdks_raise_on_a_trigger_that_answers_a_list(person, sms, version):
    ada = person(version, dialect="doc")
    outcome = ada.attempt("activate_mfa_factors", ada.id, str(sms(ada)))
    assert (outcome.raised, outcome.type) == (True, "ValidationError")


@pytest.mark.parametrize("version", NEW)
def test_generated_sdks_raise_on_a_verification_whose_device_id_is_a_text(person, sms, version):
    ada = person(version, dialect="doc")
    request = {"$model": "CreateDeviceVerificationRequest", "device_id": sms(ada)}
    outcome = ada.attempt("create_device_verification", ada.id, create_device_verification_request=request)
    assert (outcome.raised, outcome.type) == (True, "ValidationError")


@pytest.mark.parametrize("version", NEW)
def test_generated_sdks_raise_on_lists_of_one(person, version):
    ada = person(version, v2_array_bodies=True)
    request = {"$model": "CreateFactorRegistrationRequest", "factor_id": 58959, "display_name": "x"}
    outcome = ada.attempt("create_factor_registration", ada.id, create_factor_registration_request=request)
    assert outcome.raised


@pytest.mark.parametrize("version", NEW)
def test_generated_sdks_read_nothing_from_a_temporary_token_with_201(person, version):
    ada = person(version, dialect="legacy")
    assert ada.call("generate_mf_atoken", ada.id).type == "NoneType"


@pytest.mark.parametrize("version", NEW)
def test_generated_sdks_do_not_find_reusable_under_its_documented_name(person, version):
    ada = person(version, dialect="doc")
    request = {"$model": "GenerateMFAtokenRequest", "reusable": True}
    assert "resuable" not in ada.call("generate_mf_atoken", ada.id, request).value


@pytest.mark.parametrize("version", NEW)
def test_generated_sdks_raise_on_wrapped_users(person, version):
    ada = person(version, dialect="doc")
    assert ada.attempt("list_users").raised


@pytest.mark.parametrize("version", NEW)
def test_generated_sdks_read_nothing_from_a_new_user_with_200(person, version):
    user = {"$model": "User", "email": "new@example.com"}
    assert person(version, dialect="doc").call("create_user", user=user).type == "NoneType"
    assert person(version).call("create_user", user=user).value["email"] == "new@example.com"


def test_factors_raise_in_3_1_5_as_against_the_real_service(person):
    ada = person("3.1.5")
    outcome = ada.attempt("get_auth_factors", ada.id)
    assert (outcome.raised, outcome.type) == (True, "ValidationError")


def test_the_rest_of_3_1_5_works(person, sms):
    ada = person("3.1.5")
    device = sms(ada)
    (item,) = ada.call("activate_mfa_factors", ada.id, str(device)).value["data"]["otp_devices"]
    body = {"$model": "VerifyMfaFactorRequest", "otp_token": ada.code(), "state_token": item["state_token"]}
    assert ada.call("verify_mfa_factor", ada.id, str(device), body).value["type"] == "success"
    assert ada.call("get_authentication_devices", ada.id).value[0]["device_id"] == str(device)


def test_the_oldest_client_reads_nothing_from_a_temporary_token_with_200(person):
    ada = person("1.9.1", dialect="doc")
    assert ada.call("generate_mfa_token", ada.id).type == "NoneType"


def test_the_oldest_client_raises_on_a_trigger_that_answers_an_object(person, sms):
    ada = person("1.9.1", dialect="gen")
    outcome = ada.attempt("activate_factor", ada.id, sms(ada))
    assert outcome.raised or outcome.value is None


def test_wrapped_users_are_needed_by_the_hand_written_client(person):
    ada = person("2.0.4", dialect="gen")
    outcome = ada.attempt("get_users", versions={"user": 1})
    assert outcome.raised or not outcome.value
    assert person("2.0.4").call("get_users", versions={"user": 1}).value[0]["email"] == "ada@example.com"
