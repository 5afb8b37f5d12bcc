"""Regions that text messages may be sent to."""

import pytest

from mfa_emulator.providers.identity_toolkit.configuration.sms_regions import region_of

SEND, ENROLL = "/v1/accounts:sendVerificationCode", "/v2/accounts/mfaEnrollment:start"
PATH = "/v2/projects/demo-project/config"
AMERICAN, BRITISH = "+12025550123", "+447700900123"


def allow(it, *regions):
    return it.configure("smsRegionConfig", {"smsRegionConfig": {"allowlistOnly": {"allowedRegions": [*regions]}}})


def forbid(it, *regions):
    config = {"smsRegionConfig": {"allowByDefault": {"disallowedRegions": [*regions]}}}
    return it.configure("smsRegionConfig", config)


def both_are_sent(it):
    return [it.call(SEND, {"phoneNumber": number}).status == 200 for number in (AMERICAN, BRITISH)]


def test_only_regions_of_the_list_get_messages(both):
    assert both_are_sent(both) == [True, True]
    allow(both, "US")
    assert both_are_sent(both) == [True, False]
    answer = both.call(SEND, {"phoneNumber": BRITISH})
    assert answer.json["error"]["message"] == (
        "OPERATION_NOT_ALLOWED : SMS unable to be sent until this region enabled by the app developer."
    )
    assert "whose region is GB" in answer.reason


def test_all_regions_but_those_of_the_list_get_messages(both):
    forbid(both, "US", "de")
    assert both_are_sent(both) == [False, True]
    assert both.refused(SEND, {"phoneNumber": "+4915112345678"}) == "OPERATION_NOT_ALLOWED"


def test_lower_case_is_kept_and_means_the_same(both):
    assert allow(both, "us")["smsRegionConfig"] == {"allowlistOnly": {"allowedRegions": ["us"]}}
    assert both_are_sent(both) == [True, False]


def test_a_list_of_nothing_allows_everything(both):
    assert allow(both)["smsRegionConfig"] == {"allowByDefault": {}}
    assert both_are_sent(both) == [True, True]


def test_a_number_of_no_region_is_on_no_list(both):
    allow(both, "US")
    assert both.refused(SEND, {"phoneNumber": "+9999999999"}) == "OPERATION_NOT_ALLOWED"
    forbid(both, "US")
    both.ok(SEND, {"phoneNumber": "+9999999999"})


def test_test_numbers_lie_in_regions_too(both):
    numbers = {"signIn": {"phoneNumber": {"testPhoneNumbers": {BRITISH: "123456"}}}}
    both.configure("signIn.phoneNumber.testPhoneNumbers", numbers)
    allow(both, "US")
    assert both.refused(SEND, {"phoneNumber": BRITISH}) == "OPERATION_NOT_ALLOWED"


def test_second_factors_are_held_to_it_at_enrollment(both):
    allow(both, "US")
    token = both.user().id_token
    info = {"phoneEnrollmentInfo": {"phoneNumber": BRITISH}}
    assert both.refused(ENROLL, {"idToken": token, **info}) == "OPERATION_NOT_ALLOWED"
    assert both.start_phone(token, AMERICAN)


def test_and_at_sign_in(both):
    ada = both.user()
    ada.enroll_sms(BRITISH)
    allow(both, "US")
    pending = both.sign_in()
    body = {"mfaPendingCredential": pending["mfaPendingCredential"], "mfaEnrollmentId": ada.factors[0].id}
    assert both.refused("/v2/accounts/mfaSignIn:start", {**body, "phoneSignInInfo": {}}) == "OPERATION_NOT_ALLOWED"
    assert not both.inbox.messages()


def test_a_mask_that_writes_one_policy_clears_the_other(both):
    allow(both, "US")
    config = {"smsRegionConfig": {"allowByDefault": {"disallowedRegions": ["FR"]}}}
    shown = both.configure("smsRegionConfig.allowByDefault", config)
    assert shown["smsRegionConfig"] == {"allowByDefault": {"disallowedRegions": ["FR"]}}


@pytest.mark.parametrize("code", ["USA", "XX", "", "1"])
def test_a_region_that_does_not_exist_is_refused(both, code):
    config = {"smsRegionConfig": {"allowlistOnly": {"allowedRegions": ["US", code]}}}
    mask = {"method": "PATCH", "admin": True, "updateMask": "smsRegionConfig"}
    assert both.refused(PATH, config, **mask) == "INVALID_REGION_CODE"


@pytest.mark.parametrize(
    ("number", "region"),
    [
        ("+12025550123", "US"),
        ("+15555550100", "US"),
        ("+14165550123", "CA"),
        ("+18765550123", "JM"),
        ("+79161234567", "RU"),
        ("+77011234567", "KZ"),
        ("+447700900123", "GB"),
        ("+441534123456", "JE"),
        ("+390669812345", "VA"),
        ("+358401234567", "FI"),
        ("+*******1234", ""),
        ("+", ""),
    ],
)
def test_the_longest_beginning_of_a_number_tells_its_region(number, region):
    assert region_of(number) == region
