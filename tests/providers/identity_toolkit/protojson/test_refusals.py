"""A body that is not its message is refused with the field and the reason, and nothing ever crashes."""

from typing import Any

import pytest

from mfa_emulator.providers.identity_toolkit.protojson.decoding import BadBody, FieldViolation, Rules, decode
from mfa_emulator.providers.identity_toolkit.types.account_batches import UploadAccountRequest
from mfa_emulator.providers.identity_toolkit.types.accounts import GetAccountInfoRequest, SetAccountInfoRequest
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import GetOobCodeRequest
from mfa_emulator.providers.identity_toolkit.types.sign_up import CreateAuthUriRequest, SignInWithPasswordRequest

STRICT = Rules(unknown_fields="refuse", wrong_booleans="true")


def refusal(raw: bytes, type_: Any, rules: Rules = STRICT) -> BadBody:
    with pytest.raises(BadBody) as caught:
        decode(raw, type_, rules)
    return caught.value


def test_unknown_fields_are_ignored_unless_they_are_to_be_refused() -> None:
    raw = b'{"email": "a@b", "shoeSize": {"eu": [38]}}'
    assert decode(raw, SignInWithPasswordRequest).email == "a@b"
    assert "shoeSize" in refusal(raw, SignInWithPasswordRequest).message


def test_an_unknown_field_is_refused_in_productions_words() -> None:
    words = 'Invalid JSON payload received. Unknown name "shoeSize": Cannot find field.'
    error = refusal(b'{"shoeSize": 38}', SignInWithPasswordRequest)
    assert error.message == words
    assert error.field_violations == (FieldViolation(description=words),)
    assert not error.malformed


def test_an_unknown_field_further_down_is_refused_with_its_place() -> None:
    error = refusal(b'{"mfa": {"enrollments": [{}, {"colour": "red"}]}}', SetAccountInfoRequest)
    words = "Unknown name \"colour\" at 'mfa.enrollments[1]': Cannot find field."
    assert error.field_violations == (FieldViolation("mfa.enrollments[1]", f"Invalid JSON payload received. {words}"),)


def test_every_mistake_is_reported_one_to_a_line() -> None:
    error = refusal(b'{"email": [], "requestType": "FOO", "returnOobLink": []}', GetOobCodeRequest, Rules())
    assert error.message.split("\n") == [
        "Invalid value at 'email' (TYPE_STRING), a list",
        "Invalid value at 'request_type' (type.googleapis.com/google.cloud.identitytoolkit.v1.OobReqType), \"FOO\"",
        "Invalid value at 'return_oob_link' (TYPE_BOOL), a list",
    ]
    assert [violation.field for violation in error.field_violations] == ["email", "request_type", "return_oob_link"]


def test_the_number_of_reported_mistakes_is_bounded() -> None:
    raw = b"{" + b",".join(b'"f%d": 1' % i for i in range(5000)) + b"}"
    assert len(refusal(raw, SignInWithPasswordRequest).field_violations) == 20


def test_a_long_value_is_not_repeated_whole() -> None:
    error = refusal(b'{"requestType": "%s"}' % (b"x" * 100_000), GetOobCodeRequest)
    assert len(error.message) < 200


@pytest.mark.parametrize(
    ("raw", "type_", "field"),
    [
        (b'{"email": true}', SignInWithPasswordRequest, "email"),
        (b'{"email": ["a@b"]}', SignInWithPasswordRequest, "email"),
        (b'{"email": "a@b"}', GetAccountInfoRequest, "email"),
        (b'{"email": [null]}', GetAccountInfoRequest, "email[0]"),
        (b'{"mfa": "x"}', SetAccountInfoRequest, "mfa"),
        (b'{"mfa": {"enrollments": [[]]}}', SetAccountInfoRequest, "mfa.enrollments[0]"),
        (b'{"validSince": "soon"}', SetAccountInfoRequest, "valid_since"),
        (b'{"validSince": ""}', SetAccountInfoRequest, "valid_since"),
        (b'{"validSince": 1.5}', SetAccountInfoRequest, "valid_since"),
        (b'{"validSince": true}', SetAccountInfoRequest, "valid_since"),
        (b'{"validSince": "1\\n"}', SetAccountInfoRequest, "valid_since"),
        (b'{"validSince": 9999999999999999999999999}', SetAccountInfoRequest, "valid_since"),
        (b'{"validSince": 1e300}', SetAccountInfoRequest, "valid_since"),
        (b'{"rounds": 2147483648}', UploadAccountRequest, "rounds"),
        (b'{"rounds": false}', UploadAccountRequest, "rounds"),
        (b'{"rounds": "eight"}', UploadAccountRequest, "rounds"),
        (b'{"requestType": 9}', GetOobCodeRequest, "request_type"),
        (b'{"requestType": -1}', GetOobCodeRequest, "request_type"),
        (b'{"requestType": {}}', GetOobCodeRequest, "request_type"),
        (b'{"customParameter": []}', CreateAuthUriRequest, "custom_parameter"),
        (b'{"customParameter": {"a": []}}', CreateAuthUriRequest, 'custom_parameter["a"]'),
        (
            b'{"quota": {"signUpQuotaConfig": {"startTime": "now"}}}',
            Config,
            "config.quota.sign_up_quota_config.start_time",
        ),
        (b'{"mfa": {"enrollments": [{"enrolledAt": 5}]}}', SetAccountInfoRequest, "mfa.enrollments[0].enrolled_at"),
        (b'{"users": [{"passwordUpdatedAt": "NaN"}]}', UploadAccountRequest, "users[0].password_updated_at"),
        (b'{"users": [{"passwordUpdatedAt": true}]}', UploadAccountRequest, "users[0].password_updated_at"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_name(raw: bytes, type_: Any, field: str) -> None:
    for rules in (Rules(), STRICT):
        [violation] = refusal(raw, type_, rules).field_violations
        assert violation.field == field
        assert f"'{field}'" in violation.description


@pytest.mark.parametrize(
    ("given", "meaning"),
    [(b'"yes"', True), (b"1", True), (b"0", True), (b"[]", True), (b'"true"', True), (b'"false"', False)],
)
def test_a_boolean_of_another_type_is_true_where_production_is_followed(given: bytes, meaning: bool) -> None:
    raw = b'{"returnSecureToken": %s}' % given
    assert decode(raw, SignInWithPasswordRequest, STRICT).return_secure_token is meaning
    assert "return_secure_token" in refusal(raw, SignInWithPasswordRequest, Rules()).message


@pytest.mark.parametrize("raw", [b"[]", b"null", b"5", b'"x"', b"true"])
def test_json_that_is_no_object_is_refused(raw: bytes) -> None:
    error = refusal(raw, SignInWithPasswordRequest, Rules())
    assert "Root element must be a message" in error.message
    assert not error.malformed


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"nonsense",
        b'{"email": "a@b",}',
        b"{'email': 'a@b'}",
        b'{"email": NaN}',
        b'{"email": Infinity}',
        b'{"email": "a\x00b"}',
        b"\x00",
        b'{"email": "\\ud800"}',
        b'{"email": "\\udc00\\ud800"}',
        b'{"email": "\xff"}',
        b'{"\xff": 1}',
        b'{"email": "\xed\xa0\x80"}',
        b"\xef\xbb\xbf{}",
        b'{"email": 1e999}',
        b'{"email": %s}' % (b"9" * 5000),
        b"{}{}",
        b"[" * 1_000_000,
        b'{"email": ' + b'{"a":' * 100_000,
        b'{"unknown": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_text_that_is_no_json_is_refused_as_malformed(raw: bytes) -> None:
    for rules in (Rules(), STRICT):
        error = refusal(raw, SignInWithPasswordRequest, rules)
        assert error.malformed
        assert error.message.startswith("Invalid JSON payload received. ")
        error.message.encode()


@pytest.mark.parametrize(
    ("config", "field", "name"),
    [
        ({"mfa": {"state": "FOO"}}, "config.mfa.state", "admin.v2.MultiFactorAuthConfig.State"),
        (
            {"mfa": {"enabledProviders": ["FOO"]}},
            "config.mfa.enabled_providers[0]",
            "admin.v2.MultiFactorAuthConfig.Provider",
        ),
        ({"signIn": {"email": "FOO"}}, "config.sign_in.email", "admin.v2.Email"),
    ],
)
def test_a_value_that_does_not_fit_a_configuration_is_told_with_the_whole_name_of_its_type(both, config, field, name):
    answer = both.call("/v2/projects/demo-project/config", config, method="PATCH", admin=True)
    text = f"Invalid value at '{field}' (type.googleapis.com/google.cloud.identitytoolkit.{name}), \"FOO\""
    assert answer.json["error"]["message"] == text
    violation = {"field": field, "description": text}
    assert answer.json["error"]["details"][0]["fieldViolations"] == [violation]
