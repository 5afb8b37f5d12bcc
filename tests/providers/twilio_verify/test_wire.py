"""Forms, paths and envelopes: what every operation has in common."""

import pytest

BAD_SIDS = ["VA", "VA" + 31 * "0", "VA" + 33 * "0", "XX" + 32 * "0", "VA" + 32 * "g", "é"]


def test_an_unknown_path_keeps_its_version_in_the_message(account, refused):
    message = "The requested resource /v2/Nope was not found"
    assert "no operation" in refused(account.get("/v2/Nope"), 404, 20404, message)


def test_a_missing_resource_is_named_without_the_version(account, refused):
    path = "/Services/VA" + 32 * "0"
    refused(account.get("/v2" + path), 404, 20404, f"The requested resource {path} was not found")


@pytest.mark.parametrize("sid", BAD_SIDS)
def test_a_sid_of_a_bad_shape_is_not_found(account, refused, sid):
    refused(account.get(f"/v2/Services/{sid}"), 404, 20404)


def test_hexadecimal_digits_of_a_sid_may_be_upper_case_in_shape(account, refused):
    assert "no service" in refused(account.get("/v2/Services/VA" + 32 * "F"), 404, 20404)


def test_a_wrong_verb_is_405_and_the_reason_names_the_right_ones(account, refused):
    assert "GET, POST" in refused(account.http.put(f"{account.s}/Entities"), 405, 20004)


def test_a_body_over_the_cap_is_413(account, refused):
    refused(account.post("/v2/Services", {"FriendlyName": "x" * 1_100_000}), 413, 20413)


def test_a_missing_parameter_is_named(account, refused):
    message = "Missing required parameter FriendlyName in the post body"
    refused(account.post("/v2/Services"), 400, 20001, message)


def test_unknown_parameters_are_ignored(account):
    account.make("/v2/Services", {"FriendlyName": "Owl Bank", "MailerSid": "MD" + 32 * "0"})


def test_of_a_repeated_parameter_the_last_counts(account):
    answer = account.http.post("/v2/Services", content="FriendlyName=a&FriendlyName=b", headers=FORM)
    assert answer.json()["friendly_name"] == "b"


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "body",
    [b"FriendlyName=%ff", b"\xff\xfe", b"&".join([b"a=1"] * 1001), b"FriendlyName=a%00b", b"FriendlyName=\x00"],
)
def test_a_body_that_cannot_be_read_is_400_and_changes_nothing(account, body):
    before = account.world.snapshot().to_json()
    answer = account.http.post("/v2/Services", content=body, headers=FORM)
    assert answer.status_code == 400
    assert account.world.snapshot().to_json() == before


def test_json_in_place_of_a_form_misses_its_parameters(account, refused):
    refused(account.http.post("/v2/Services", json={"FriendlyName": "a"}), 400, 20001)


@pytest.mark.parametrize("number", ["", "x", "1.5", "9" * 40, "-1", "１２", "0x10", "null,"])
def test_what_is_no_number_of_the_range_is_refused(account, refused, number):
    refused(account.post("/v2/Services", {"FriendlyName": "a", "CodeLength": number}), 400, 60200)


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False), ("True", True), ("0", False)])
def test_booleans_are_words(account, text, value):
    assert account.make("/v2/Services", {"FriendlyName": "a", "LookupEnabled": text})["lookup_enabled"] is value


def test_what_is_no_boolean_is_refused_by_name(account, refused):
    answer = account.post("/v2/Services", {"FriendlyName": "a", "LookupEnabled": "yes"})
    refused(answer, 400, 60200, "Invalid parameter: LookupEnabled")


def test_a_form_content_type_on_a_get_is_no_problem(account):
    assert account.http.get("/v2/Services", headers=FORM).status_code == 200


def test_a_delete_with_an_empty_body_answers_204_without_one(account):
    s = account.service()
    answer = account.http.delete(s, headers={"Accept": "*/*", "Content-Length": "0"})
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_object_may_be_encoded_twice_as_the_go_sdk_does(account):
    factor = account.totp(verified=False, Metadata='"{\\"os\\":\\"Android\\"}"')
    assert factor["metadata"] == {"os": "Android"}


def test_urls_begin_where_the_client_reached_us(account):
    assert account.http.get(account.s).json()["url"].startswith("http://verify.twilio.com/v2/Services/VA")
    answer = account.http.get(account.s, headers={"Host": "localhost:9099"})
    assert answer.json()["url"].startswith("http://localhost:9099/v2/Services/VA")


def test_a_proxy_in_front_is_honoured_in_urls(account):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "twilio.test:8443"}
    answer = account.http.get(account.s, headers=headers)
    assert answer.json()["links"]["entities"].startswith("https://twilio.test:8443/v2/")


def test_the_base_of_urls_can_be_set(account_with):
    account = account_with(base_url="https://api.test/")
    assert account.get(account.s).json()["url"] == f"https://api.test{account.s}"


def test_dates_have_neither_fraction_nor_offset(account):
    account.world.clock.advance(1.5)
    assert account.make("/v2/Services", {"FriendlyName": "a"})["date_created"] == "2026-11-21T10:00:01Z"


def test_a_fault_by_number_is_the_vendors_own_error(account, refused):
    from mfa_emulator.core.faults.rules import FaultRule

    account.world.faults.keep(FaultRule(operation="CreateVerification", error="60205"))
    form = {"To": "+15017122661", "Channel": "sms"}
    answer = account.post(f"{account.s}/Verifications", form)
    refused(answer, 403, 60205, "SMS is not supported by landline phone number")
    assert account.emulator.inbox.newest() is None
    account.make(f"{account.s}/Verifications", form)


def test_a_fault_by_status_is_numbered_after_it(account, refused):
    from mfa_emulator.core.faults.rules import FaultRule

    account.world.faults.keep(FaultRule(status=503))
    refused(account.get("/v2/Services"), 503, 20503)
