"""Verifications in version 2, with an id and without."""

import pytest

MFA = "/api/2/mfa/users/{ada}"


@pytest.fixture
def begin(client):
    return lambda device, **body: client.post(f"{MFA}/verifications", {"device_id": device, **body})


@pytest.fixture
def settle(client):
    return lambda begun, **body: client.put(f"{MFA}/verifications/{begun['id']}", body)


@pytest.fixture
def status(client):
    return lambda begun: client.get(f"{MFA}/verifications/{begun['id']}").body["status"]


def test_it_begins_with_201(client, enrolled, begin):
    device = enrolled("sms", display_name="Phone").id
    answer = begin(device, display_name="Shown")
    assert answer.status == 201
    assert answer.body == {
        "id": answer.body["id"],
        "device_id": str(device),
        "user_id": str(client.ada),
        "expires_at": "2026-11-21T10:02:00Z",
        "user_display_name": "Phone",
        "type_display_name": "OneLogin SMS",
        "auth_factor_name": "SMS",
        "display_name": "Shown",
    }


def test_success_says_it_in_the_words_of_every_reader(client, enrolled, begin, settle, status):
    device = enrolled("sms").id
    begun = begin(device).body
    answer = settle(begun, otp=client.code())
    assert (answer.status, answer.body) == (
        200,
        {
            "id": begun["id"],
            "status": "accepted",
            "device_id": str(device),
            "success": True,
            "type": "success",
            "code": 200,
            "message": "Success",
            "error": False,
        },
    )
    assert status(begun) == "accepted"


def test_the_java_sdk_gets_the_three_values_of_its_model(client, enrolled, begin, settle):
    client.agent = "onelogin-java-sdk 2.0.0"
    device = enrolled("sms").id
    begun = begin(device).body
    assert settle(begun, otp="1").body == {"id": begun["id"], "status": "pending", "device_id": str(device)}
    answer = settle(begun, otp=client.code())
    assert answer.body == {"id": begun["id"], "status": "accepted", "device_id": str(device)}


def test_a_call_shows_the_number_that_the_user_types_into_the_phone(client, enrolled, begin):
    begun = begin(enrolled("voice").id).body
    assert begun["factor_data"] == {"verification_token": client.code()}


def test_an_authenticator_gets_an_id_too(enrolled, begin, settle):
    device = enrolled("authenticator")
    begun = begin(device.id).body
    assert settle(begun, otp=device.authenticator.code(), device_id=device.id).status == 200


def test_whether_an_authenticator_needs_its_device_id_again_is_a_setting(make_client):
    client = make_client("strict")
    device = client.onelogin.user("ada").enroll_totp()
    begun = client.post(f"{MFA}/verifications", {"device_id": device.id}).body
    answer = client.put(f"{MFA}/verifications/{begun['id']}", {"otp": device.authenticator.code()})
    assert (answer.status, answer.body["details"]) == (422, {"parameters": ["device_id"]})


def test_the_device_id_must_be_that_of_the_verification(enrolled, begin, settle):
    device = enrolled("authenticator")
    answer = settle(begin(device.id).body, otp=device.authenticator.code(), device_id=1)
    assert answer.status == 422


def test_a_wrong_code_leaves_it_pending(client, enrolled, begin, settle, status):
    begun = begin(enrolled("sms").id).body
    answer = settle(begun, otp="1")
    assert (answer.status, answer.body["status"], answer.body["success"]) == (200, "pending", False)
    assert (answer.body["error"], answer.body["message"]) == (True, "Failed authentication with this factor")
    assert "not the one that was sent" in answer.reason
    assert status(begun) == "pending"


def test_it_expires_when_asked_and_is_not_found_then(client, enrolled, begin, settle):
    begun = begin(enrolled("sms").id, expires_in="900").body
    client.clock.advance("899s")
    assert settle(begun, otp="1").body["status"] == "pending"
    client.clock.advance("1s")
    answer = settle(begun, otp=client.code())
    assert (answer.status, answer.body["name"]) == (404, "NotFound")
    assert client.get(f"{MFA}/verifications/{begun['id']}").status == 404


def test_it_is_settled_once(client, enrolled, begin, settle):
    begun = begin(enrolled("sms").id).body
    code = client.code()
    assert settle(begun, otp=code).status == 200
    answer = settle(begun, otp=code)
    assert (answer.status, answer.body["name"]) == (403, "ForbiddenAction")


def test_a_new_one_voids_the_one_before(client, enrolled, begin, settle):
    device = enrolled("sms").id
    old = begin(device).body
    begin(device)
    assert settle(old, otp=client.code()).status == 404


def test_a_push_is_polled_and_decided_by_the_user(client, enrolled, begin, status):
    phone = enrolled("protect")
    begun = begin(phone.id).body
    assert (status(begun), len(phone.pushes)) == ("pending", 1)
    phone.approve()
    assert status(begun) == "accepted"
    begun = begin(phone.id).body
    phone.deny()
    assert status(begun) == "rejected"


def test_a_denied_one_takes_no_code_any_more(enrolled, begin, settle):
    phone = enrolled("protect")
    begun = begin(phone.id).body
    phone.deny()
    answer = settle(begun, otp=phone.authenticator.code())
    assert (answer.status, answer.body["name"]) == (403, "ForbiddenAction")


def test_protect_takes_a_code_of_the_app(enrolled, begin, settle):
    phone = enrolled("protect")
    assert settle(begin(phone.id).body, otp=phone.authenticator.code()).status == 200


def test_a_temporary_token_settles_it(client, enrolled, begin, settle):
    begun = begin(enrolled("sms").id).body
    token = client.post(f"{MFA}/mfa_token").body["mfa_token"]
    assert settle(begun, otp=token).status == 200


def test_pending_devices_cannot_be_verified(client, begin):
    client.post(f"{MFA}/registrations", {"factor_id": 58959, "display_name": "x"})
    answer = begin(client.onelogin.user("ada").factors[0].id)
    assert (answer.status, "pending" in answer.reason) == (404, True)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "device_id"),
        ({"device_id": "x"}, "device_id"),
        ({"expires_in": 0}, "expires_in"),
        ({"expires_in": "never"}, "expires_in"),
        ({"redirect_to": "x"}, "redirect_to"),
    ],
)
def test_a_bad_value_is_refused_by_name(client, enrolled, body, parameter):
    device = enrolled("sms").id if "device_id" not in body and body else None
    given = {"device_id": device, **body}
    answer = client.post(f"{MFA}/verifications", given)
    assert (answer.status, answer.body.get("details")) == (422, {"parameters": [parameter]})
    assert len(client.emulator.inbox) == 0


def test_unknown_devices_and_users_are_not_found(client, begin):
    assert begin(1).status == 404
    assert client.post("/api/2/mfa/users/5/verifications", {"device_id": 1}).status == 404


# With `otp` in the first body there is no id.


def test_a_code_without_an_id_meets_the_newest_open_verification(client, enrolled, begin, status):
    begin(enrolled("email").id)
    client.clock.advance(1)
    newest = begin(enrolled("sms").id).body
    answer = client.post(f"{MFA}/verifications/", {"otp": client.code()})
    assert (answer.status, answer.body["type"]) == (200, "success")
    assert status(newest) == "accepted"


def test_a_code_without_an_id_may_be_an_authenticators(client, enrolled):
    device = enrolled("authenticator")
    body = {"otp": device.authenticator.code(), "device_id": str(device.id)}
    assert client.post(f"{MFA}/verifications", body).status == 200
    client.clock.advance("30s")
    assert client.post(f"{MFA}/verifications", {"otp": device.authenticator.code()}).status == 200


def test_a_code_without_an_id_may_be_the_protect_apps_and_needs_no_trigger(client, enrolled):
    enrolled("authenticator")
    phone = enrolled("protect")
    answer = client.post(f"{MFA}/verifications", {"otp": phone.code(), "device_id": str(phone.id)})
    assert (answer.body["status"], answer.body["device_id"], phone.pushes) == ("accepted", str(phone.id), [])
    client.clock.advance("30s")
    answer = client.post(f"{MFA}/verifications", {"otp": phone.code()})
    assert (answer.body["status"], answer.body["device_id"]) == ("accepted", str(phone.id))
    assert answer.reason == ""


def test_it_may_last_a_minute(enrolled, begin):
    assert begin(enrolled("sms").id, expires_in=60).body["expires_at"] == "2026-11-21T10:01:00Z"


def test_a_code_without_an_id_may_be_a_temporary_token(client):
    token = client.post(f"{MFA}/mfa_token").body["mfa_token"]
    first, second = (client.post(f"{MFA}/verifications", {"otp": token}) for _ in range(2))
    assert (first.status, first.body["status"]) == (200, "accepted")
    assert (second.status, second.body["status"]) == (200, "pending")


def test_a_wrong_code_without_an_id_is_refused(client, enrolled):
    assert client.post(f"{MFA}/verifications", {"otp": "1"}).body["status"] == "pending"
    device = enrolled("sms").id
    answer = client.post(f"{MFA}/verifications", {"otp": "1", "device_id": str(device)})
    assert (answer.status, answer.body["status"], answer.body["device_id"]) == (200, "pending", str(device))
    assert client.post(f"{MFA}/verifications", {"otp": "1", "device_id": 1}).status == 404
