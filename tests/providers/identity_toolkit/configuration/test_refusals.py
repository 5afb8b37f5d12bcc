"""Configurations that are refused, and change nothing."""

import pytest

PATH = "/v2/projects/demo-project/config"


@pytest.fixture
def refused(both):
    """The code of a refusal that left the configuration as it was."""

    def check(mask, config):
        before = both.ok(PATH, method="GET", admin=True)
        code = both.refused(PATH, config, method="PATCH", admin=True, updateMask=mask)
        assert both.ok(PATH, method="GET", admin=True) == before
        return code

    return check


def numbers(of):
    return {"signIn": {"phoneNumber": {"testPhoneNumbers": of}}}


@pytest.mark.parametrize(
    ("of", "code"),
    [
        ({"5550100": "123456"}, "INVALID_PHONE_NUMBER"),
        ({"+15555550100": ""}, "Request contains an invalid argument."),
        ({f"+155555501{n:02}": "123456" for n in range(11)}, "Request contains an invalid argument."),
    ],
)
def test_test_numbers_are_at_most_ten_with_a_plus_and_a_code(refused, of, code):
    assert refused("signIn.phoneNumber.testPhoneNumbers", numbers(of)) == code


def test_letters_of_a_test_number_are_digits_and_a_code_may_have_any_length(both):
    config = both.configure("signIn.phoneNumber.testPhoneNumbers", numbers({"+1555flowers": "1234"}))
    assert config["signIn"]["phoneNumber"]["testPhoneNumbers"] == {"+15553569377": "1234"}
    session = both.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15553569377"})["sessionInfo"]
    assert both.ok("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": session, "code": "1234"})["localId"]


def test_ten_test_numbers_are_fine(both):
    of = {f"+155555501{n:02}": "123456" for n in range(10)}
    config = both.configure("signIn.phoneNumber.testPhoneNumbers", numbers(of))
    assert config["signIn"]["phoneNumber"]["testPhoneNumbers"] == of


def test_a_blocking_function_has_one_of_four_occasions(refused):
    triggers = {"triggers": {"beforeLunch": {"functionUri": "http://localhost/f"}}}
    assert refused("blockingFunctions", {"blockingFunctions": triggers}) == "INVALID_BLOCKING_FUNCTION"


@pytest.mark.parametrize("uri", ["", "/relative", "localhost", "http://", "http://[bad"])
def test_a_blocking_function_has_an_absolute_uri(refused, uri):
    triggers = {"triggers": {"beforeCreate": {"functionUri": uri}}}
    assert refused("blockingFunctions", {"blockingFunctions": triggers}) == "INVALID_BLOCKING_FUNCTION"


def test_a_trigger_shows_when_it_was_set(both):
    triggers = {"beforeCreate": {"functionUri": "http://127.0.0.1:9/f"}}
    config = {"blockingFunctions": {"triggers": triggers}}
    first = both.configure("blockingFunctions", config)["blockingFunctions"]["triggers"]["beforeCreate"]
    assert first == {"functionUri": "http://127.0.0.1:9/f", "updateTime": "2026-11-21T10:00:00.000000Z"}
    both.clock.advance("1m")
    assert both.configure("blockingFunctions", config)["blockingFunctions"]["triggers"]["beforeCreate"] == first
    triggers["beforeCreate"] = {"functionUri": "http://127.0.0.1:9/g"}
    again = both.configure("blockingFunctions", config)["blockingFunctions"]["triggers"]["beforeCreate"]
    assert again["updateTime"] == "2026-11-21T10:01:00.000000Z"


def test_no_blocking_function_is_fine(both):
    assert both.configure("blockingFunctions", {"blockingFunctions": {"triggers": {}}})


def test_regions_for_sms_are_allowed_or_forbidden_but_not_both(refused):
    regions = {"allowByDefault": {"disallowedRegions": ["US"]}, "allowlistOnly": {"allowedRegions": ["DE"]}}
    wrong = "Invalid value at 'config.sms_region_config' (oneof), oneof field 'sms_region_policy' is already set. "
    assert refused("smsRegionConfig", {"smsRegionConfig": regions}) == f"{wrong}Cannot set 'allowlistOnly'"


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"mfa": 7}', b'{"mfa": {"providerConfigs": 7}}', b'{"mfa": "ENABLED"}'])
def test_a_body_that_is_no_configuration(both, raw):
    before = both.ok(PATH, method="GET", admin=True)
    answer = both.call(PATH, raw, method="PATCH", admin=True)
    assert answer.status == 400
    assert answer.json["error"]["status"] == "INVALID_ARGUMENT"
    assert both.ok(PATH, method="GET", admin=True) == before


def test_another_verb(both):
    assert both.call(PATH, {}, method="PUT", admin=True).status in (404, 405)


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"{"])
def test_a_body_that_is_no_object_is_refused_without_details(both, body):
    answer = both.call(PATH, body, method="PATCH", admin=True, updateMask="mfa")
    assert answer.status == 400
    assert "details" not in answer.json["error"]


def test_an_unknown_field_is_named_below_the_published_one(strict):
    answer = strict.call(PATH, {"mfa": {"colour": "red"}}, method="PATCH", admin=True, updateMask="mfa")
    assert answer.json["error"]["details"][0]["fieldViolations"][0]["field"] == "config.mfa"
    tenant = strict.call("/v2/projects/demo-project/tenants", {"blockingFunctions": {}}, admin=True)
    assert tenant.json["error"]["details"][0]["fieldViolations"][0]["field"] == "tenant"
