"""Bodies are read by the JSON rules of protocol buffers, as the service and its SDKs rely on."""

import pytest

from mfa_emulator.providers.identity_toolkit.protojson.decoding import decode
from mfa_emulator.providers.identity_toolkit.types.account_batches import UploadAccountRequest
from mfa_emulator.providers.identity_toolkit.types.accounts import GetAccountInfoRequest, SetAccountInfoRequest
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import GetOobCodeRequest
from mfa_emulator.providers.identity_toolkit.types.second_factors import StartMfaEnrollmentRequest
from mfa_emulator.providers.identity_toolkit.types.sign_up import CreateAuthUriRequest, SignInWithPasswordRequest
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment


def test_a_body_as_published_is_read() -> None:
    body = decode(b'{"email": "ada@example.com", "returnSecureToken": true}', SignInWithPasswordRequest)
    assert body == SignInWithPasswordRequest(email="ada@example.com", return_secure_token=True)


@pytest.mark.parametrize("raw", [b"", b" \n", b"{}"])
def test_an_empty_body_is_an_empty_message(raw: bytes) -> None:
    assert decode(raw, SignInWithPasswordRequest) == SignInWithPasswordRequest()


def test_names_may_be_snake_case_at_any_depth() -> None:
    body = decode(b'{"local_id": "u", "mfa": {"enrollments": [{"phone_info": "+1"}]}}', SetAccountInfoRequest)
    assert body.local_id == "u"
    assert body.mfa is not None
    assert body.mfa.enrollments == (MfaEnrollment(phone_info="+1"),)


@pytest.mark.parametrize("name", ["iOSBundleId", "ios_bundle_id", "i_o_s_bundle_id"])
def test_the_one_odd_published_name_is_read_in_every_spelling(name: str) -> None:
    assert decode(f'{{"{name}": "app"}}'.encode(), GetOobCodeRequest).ios_bundle_id == "app"


@pytest.mark.parametrize("number", [b"6", b"6.0", b'"6"', b'"EMAIL_SIGNIN"'])
def test_enumerations_may_be_numbers_as_the_android_sdk_sends_them(number: bytes) -> None:
    assert decode(b'{"requestType": %s}' % number, GetOobCodeRequest).request_type == "EMAIL_SIGNIN"


def test_enumerations_in_lists_may_be_numbers() -> None:
    body = decode(b'{"deleteAttribute": [2, "EMAIL"]}', SetAccountInfoRequest)
    assert body.delete_attribute == ("DISPLAY_NAME", "EMAIL")


@pytest.mark.parametrize("number", [b"1700000000", b'"1700000000"', b"1700000000.0", b"1.7e9"])
def test_int64_fields_take_numbers_as_the_python_admin_sdk_sends_them(number: bytes) -> None:
    assert decode(b'{"validSince": %s}' % number, SetAccountInfoRequest).valid_since == "1700000000"


@pytest.mark.parametrize("number", [b"8", b'"8"', b"8.0"])
def test_int32_fields_take_text_of_digits(number: bytes) -> None:
    assert decode(b'{"rounds": %s}' % number, UploadAccountRequest).rounds == 8


@pytest.mark.parametrize("number", [b"0.5", b'"0.5"'])
def test_floating_point_fields_take_text(number: bytes) -> None:
    body = decode(b'{"recaptchaConfig": {"managed_rules": [{"endScore": %s}]}}' % number, Config)
    assert body.recaptcha_config is not None
    assert body.recaptcha_config.managed_rules is not None
    assert body.recaptcha_config.managed_rules[0].end_score == 0.5


def test_null_is_the_same_as_absent() -> None:
    body = decode(b'{"displayName": null, "email": null, "mfa": null, "provider": null}', SetAccountInfoRequest)
    assert body == SetAccountInfoRequest()


def test_false_and_absent_differ_where_an_update_must_tell_them_apart() -> None:
    body = decode(b'{"emailVerified": false, "displayName": ""}', SetAccountInfoRequest)
    assert (body.email_verified, body.display_name) == (False, "")
    assert (body.disable_user, body.photo_url) == (None, None)


def test_an_empty_message_inside_another_differs_from_none() -> None:
    assert decode(b'{"totpEnrollmentInfo": {}}', StartMfaEnrollmentRequest).totp_enrollment_info is not None
    assert decode(b"{}", StartMfaEnrollmentRequest).totp_enrollment_info is None


def test_zero_adjacent_intervals_differ_from_none_given() -> None:
    raw = b'{"mfa": {"provider_configs": [{"totpProviderConfig": {"adjacentIntervals": %s}}]}}'
    for given, expected in ((b"0", 0), (b"null", None)):
        mfa = decode(raw % given, Config).mfa
        assert mfa is not None
        assert mfa.provider_configs is not None
        totp = mfa.provider_configs[0].totp_provider_config
        assert totp is not None
        assert totp.adjacent_intervals == expected


def test_keys_of_a_map_are_data_and_stay_as_they_are() -> None:
    body = decode(b'{"custom_parameter": {"login_hint": "ada", "loginHint": "bob"}}', CreateAuthUriRequest)
    assert body.custom_parameter == {"login_hint": "ada", "loginHint": "bob"}


def test_of_a_name_given_twice_the_last_counts() -> None:
    assert decode(b'{"idToken": "a", "id_token": "b"}', SetAccountInfoRequest).id_token == "b"
    assert decode(b'{"idToken": "a", "idToken": "b"}', SetAccountInfoRequest).id_token == "b"


def test_lists_of_text_are_read_in_order() -> None:
    assert decode(b'{"local_id": ["b", "a"]}', GetAccountInfoRequest).local_id == ("b", "a")
