"""Whatever comes in, a second factor's call answers in Google's way and changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CALLS = [
    "/v2/accounts/mfaEnrollment:start",
    "/v2/accounts/mfaEnrollment:finalize",
    "/v2/accounts/mfaEnrollment:withdraw",
    "/v2/accounts/mfaSignIn:start",
    "/v2/accounts/mfaSignIn:finalize",
]

each = pytest.mark.parametrize("path", CALLS)


@each
@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b'{"tenantId": true}',
        b'{"tenantId": {"a": 1}}',
        b'{"tenantId": []}',
    ],
)
def test_a_body_that_is_none_of_theirs(both, path, raw):
    answer = both.call(path, raw)
    assert answer.status == 400
    assert answer.json["error"]["code"] == 400
    assert answer.json["error"]["status"] == "INVALID_ARGUMENT"


@each
def test_a_body_over_a_mebibyte(both, path):
    assert both.call(path, b'{"idToken": "' + b"x" * 1024 * 1024 + b'"}').status == 413


@each
def test_another_verb(both, path):
    answer = both.call(path, method="PUT")
    assert answer.status in (404, 405)
    assert answer.json["error"]["message"]


@each
def test_neither_key_nor_token(both, path):
    assert both.send("POST", path, {}).status == 403


@each
@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "a" * 10_000, "../../etc", "eyJhbGciOiJub25lIn0..", "a.b.c", "=" * 5]
)
def test_strange_texts_as_tokens_and_credentials(both, path, text):
    raw = _json({"idToken": text, "mfaPendingCredential": text, "mfaEnrollmentId": text})
    assert 400 <= both.call(path, raw).status < 500


@pytest.mark.parametrize("code", ["\x00" * 6, "\ud800", "9" * 5000, "１２３４５６", "12 345", "-1", "1e5"])
def test_strange_codes(both, code):
    ada = both.user()
    ada.enroll_totp()
    body = {
        "mfaPendingCredential": both.sign_in()["mfaPendingCredential"],
        "mfaEnrollmentId": ada.factors[0].id,
        "totpVerificationInfo": {"verificationCode": code},
    }
    answer = both.call("/v2/accounts/mfaSignIn:finalize", _json(body))
    assert answer.status == 400
    assert ada.factors[0].record.last_step == -1


def test_unknown_fields_are_nothing_to_the_official_emulator(it):
    body = {"idToken": it.user().id_token, "totpEnrollmentInfo": {"color": "red"}, "extra": 1}
    assert it.ok("/v2/accounts/mfaEnrollment:start", body)


def test_production_refuses_them(strict):
    body = {"idToken": strict.user().id_token, "totpEnrollmentInfo": {"color": "red"}}
    answer = strict.call("/v2/accounts/mfaEnrollment:start", body)
    assert answer.status == 400
    assert answer.json["error"]["message"].startswith("Invalid JSON payload received. Unknown name")
    assert answer.json["error"]["details"][0]["fieldViolations"][0]["field"] == "totp_enrollment_info"


def test_snake_case_will_do(both):
    body = {"id_token": both.user().id_token, "totp_enrollment_info": {}}
    assert both.ok("/v2/accounts/mfaEnrollment:start", body)


def test_null_is_absent(both):
    body = {"idToken": both.user().id_token, "phoneEnrollmentInfo": None, "totpEnrollmentInfo": {}}
    assert both.ok("/v2/accounts/mfaEnrollment:start", body)["totpSessionInfo"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["idToken", "phoneEnrollmentInfo", "totpEnrollmentInfo", "phoneVerificationInfo", "totpVerificationInfo",
         "sessionInfo", "code", "verificationCode", "mfaPendingCredential", "mfaEnrollmentId", "phoneSignInInfo"]
    ), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(path=st.sampled_from(CALLS), body=JSON)
def test_any_json_gets_an_answer_of_theirs(both, path, body):
    answer = both.call(path, _json(body))
    assert answer.status == 400, answer
    assert answer.json["error"]["message"]


def _json(value):
    """As JSON in which lone surrogates are escaped, as some clients write them."""
    import json

    return json.dumps(value).encode()
