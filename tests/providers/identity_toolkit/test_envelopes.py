"""The shapes of refusals."""

import pytest

from mfa_emulator.core.errors import Failure
from mfa_emulator.providers.identity_toolkit.provider import PROVIDER

SIGN_IN = "/v1/accounts:signInWithPassword"
START = "/v2/accounts/mfaEnrollment:start"
UNKNOWN = {"email": "nobody@example.com", "password": "secret-1"}


def test_a_business_error_has_errors_and_no_status(it):
    answer = it.call(SIGN_IN, UNKNOWN)
    assert answer.status == 400
    assert answer.json == {
        "error": {
            "code": 400,
            "message": "EMAIL_NOT_FOUND",
            "errors": [{"message": "EMAIL_NOT_FOUND", "domain": "global", "reason": "invalid"}],
        }
    }


def test_the_official_emulator_has_one_shape_for_v1_and_v2(it):
    assert it.call(START, {}).json["error"].keys() == {"code", "message", "errors"}


def test_production_has_a_status_in_place_of_errors_in_v2_and_at_the_token_endpoint(strict):
    for path in (START, "/v1/token"):
        error = strict.call(path, {}).json["error"]
        assert error.keys() == {"code", "message", "status"}
        assert error["status"] == "INVALID_ARGUMENT"
    assert "errors" in strict.call(SIGN_IN, {**UNKNOWN, "returnSecureToken": True}).json["error"]


def test_xgafv_asks_for_one_shape_or_the_other(it, strict):
    assert it.call(SIGN_IN, UNKNOWN, **{"$.xgafv": "2"}).json["error"].keys() == {"code", "message", "status"}
    assert strict.call(START, {}, **{"$.xgafv": "1"}).json["error"].keys() == {"code", "message", "errors"}
    assert "errors" in it.call(SIGN_IN, UNKNOWN, **{"$.xgafv": "9"}).json["error"]


def test_text_after_the_code_is_cut_off_by_a_colon_between_blanks(it):
    message = it.call("/v1/accounts:signUp", {"email": "a@b.co", "password": "short"}).json["error"]["message"]
    assert message == "WEAK_PASSWORD : Password should be at least 6 characters"


def test_malformed_json_is_a_parse_error(it):
    answer = it.call(SIGN_IN, b"{")
    assert answer.status == 400
    assert answer.json["error"]["status"] == "INVALID_ARGUMENT"
    assert answer.json["error"]["errors"][0]["reason"] == "parseError"


def test_a_wrong_type_names_the_field(it):
    error = it.call(SIGN_IN, {"email": ["x"]}).json["error"]
    assert error["status"] == "INVALID_ARGUMENT"
    assert error["details"][0]["fieldViolations"][0]["field"] == "email"


def test_unknown_fields_are_ignored_by_the_official_emulator_and_refused_by_production(it, strict):
    body = {**UNKNOWN, "surprise": 1}
    assert it.refused(SIGN_IN, body) == "EMAIL_NOT_FOUND"
    error = strict.call(SIGN_IN, body).json["error"]
    assert error["message"].startswith('Invalid JSON payload received. Unknown name "surprise"')
    assert error["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"


def test_an_unknown_route_is_404(it):
    answer = it.call("/v1/accounts:nothing", {})
    assert answer.status == 404
    assert answer.json["error"]["status"] == "NOT_FOUND"
    assert answer.json["error"]["errors"][0]["reason"] == "notFound"
    assert "/v1/accounts:nothing" in answer.reason


def test_a_wrong_verb_is_405_and_the_reason_names_the_right_one(it):
    answer = it.call(SIGN_IN, method="GET")
    assert answer.status == 405
    assert "POST" in answer.reason


def test_what_is_not_built_is_501_with_its_name(it):
    error = PROVIDER.failure(Failure.NOT_BUILT, "accounts.fly")
    assert error.status == 501
    assert "accounts.fly" in error.message
    answer = it.call("/v1/accounts:sendOobCode", {"requestType": "REVERT_SECOND_FACTOR_ADDITION", "email": "a@b.co"})
    assert answer.status == 501
    assert answer.json["error"]["status"] == "NOT_IMPLEMENTED"
    assert answer.json["error"]["errors"][0]["reason"] == "unimplemented"


def test_a_body_over_the_limit_is_413(it):
    answer = it.call(SIGN_IN, b'{"email":"' + b"x" * 1_100_000 + b'"}')
    assert answer.status == 413
    assert answer.json["error"]["code"] == 413


@pytest.mark.parametrize("error", ["EMAIL_EXISTS", "QUOTA_EXCEEDED", "NOT_FOUND", "MFA_ENROLLMENT_NOT_FOUND"])
def test_a_fault_speaks_the_vendors_errors_by_name(it, error):
    from mfa_emulator.core.faults.rules import FaultRule

    it.emulator.faults.keep(
        FaultRule(provider="identity_toolkit", operation="accounts.signInWithPassword", error=error)
    )
    answer = it.call(SIGN_IN, UNKNOWN)
    assert error in (answer.json["error"]["message"].split(" : ")[0], answer.json["error"].get("status"))


def test_in_production_a_body_that_does_not_fit_is_refused_without_a_domain(it, strict):
    for client, has in ((it, True), (strict, False)):
        answer = client.call("/v1/accounts:signUp", {"email": []})
        assert ("domain" in answer.json["error"]["errors"][0]) == has
        assert "domain" in client.call(SIGN_IN, UNKNOWN).json["error"]["errors"][0]
