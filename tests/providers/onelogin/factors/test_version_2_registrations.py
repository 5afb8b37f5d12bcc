"""Registrations in version 2."""

import re

import pytest

from mfa_emulator.core.otp import enrollment_answers, totp

MFA = "/api/2/mfa/users/{ada}"


@pytest.fixture
def register(client):
    def register(factor_id, **body):
        return client.post(f"{MFA}/registrations", {"factor_id": factor_id, "display_name": "Mine", **body})

    return register


@pytest.fixture
def settle(client):
    return lambda registration, **body: client.put(f"{MFA}/registrations/{registration['id']}", body)


def test_a_pending_registration_shows_no_id_of_user_or_device(register):
    answer = register(58959)
    assert answer.status == 201
    assert answer.body == {
        "id": answer.body["id"],
        "status": "pending",
        "auth_factor_name": "SMS",
        "type_display_name": "OneLogin SMS",
        "user_display_name": "Mine",
        "expires_at": "2026-11-21T10:02:00Z",
    }


def test_a_registration_answers_texts_where_numbers_raise(client, register):
    client.agent = "OpenAPI-Generator/3.1.5/python"
    answer = register(58959)
    assert answer.status == 201  # 200 reads as None in the generated SDKs
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", answer.body["id"])
    assert answer.body == {
        "id": answer.body["id"],
        "status": "pending",
        "user_id": str(client.ada),
        "device_id": answer.body["device_id"],
        "auth_factor_name": "SMS",
        "type_display_name": "OneLogin SMS",
        "user_display_name": "Mine",
        "default": True,
        "expires_at": "2026-11-21T10:02:00Z",
    }
    assert isinstance(answer.body["device_id"], str)


@pytest.mark.parametrize(("factor_id", "channel"), [(58959, "sms"), (58961, "email")])
@pytest.mark.parametrize("kind", [int, str])
def test_a_sent_code_accepts_it_as_number_or_text(client, register, settle, factor_id, channel, kind):
    begun = register(factor_id).body
    message = client.emulator.inbox.latest()
    assert (message.channel, re.fullmatch(r"[1-9]\d{5}", message.code) is not None) == (channel, True)
    answer = settle(begun, otp=kind(message.code))
    assert answer.status == 200
    (device,) = client.get(f"{MFA}/devices").body
    assert answer.body == {"id": begun["id"], "status": "accepted", "device_id": device["device_id"]}
    assert device["default"] is True


def test_an_authenticator_is_set_up_by_its_url(client, register, settle):
    begun = register(58957).body
    shared, label = enrollment_answers.read(begun)
    assert label == "acme.onelogin.com:ada@example.com"
    assert begun["factor_data"]["verification_token"] == shared.secret
    code = shared.at(client.clock.micros())
    assert settle(begun, otp=int(code)).body["status"] == "accepted"


def test_protect_shows_a_token_and_a_url_and_no_end(register):
    begun = register(58958).body
    token = begun["factor_data"]["verification_token"]
    assert re.fullmatch(r"\d\d-\d{7}", token)
    assert begun["factor_data"]["totp_url"] == f"otpauth://totp/acme:ada%40example.com?secret={token}"
    assert "expires_at" not in begun


def test_voice_shows_the_number_that_the_user_types_into_the_phone(client, register):
    begun = register(58960).body
    assert begun["factor_data"] == {"verification_token": client.code()}
    assert "expires_at" in begun


def test_the_secret_of_protects_codes_is_shown_if_a_setting_says_so(make_client):
    client = make_client(protect_token="base32")
    begun = client.post(f"{MFA}/registrations", {"factor_id": 58958, "display_name": "Mine"}).body
    code = totp.Totp(begun["factor_data"]["verification_token"]).at(client.clock.micros())
    assert client.put(f"{MFA}/registrations/{begun['id']}", {"otp": code}).body["status"] == "accepted"


def test_protect_takes_a_code_of_the_app(client, register, settle):
    begun = register(58958).body
    code = client.onelogin.user("ada").factors[0].code()
    assert settle(begun, otp=code).body["status"] == "accepted"


@pytest.mark.parametrize("factor_id", [58958, 58960])
def test_protect_and_voice_are_polled_until_the_user_answers(client, register, factor_id):
    begun = register(factor_id).body
    path = f"{MFA}/registrations/{begun['id']}"
    (device,) = client.onelogin.user("ada").factors
    assert client.get(path).body == {"id": begun["id"], "status": "pending", "device_id": str(device.id)}
    device.approve()
    assert client.get(path).body["status"] == "accepted"
    assert len(client.get(f"{MFA}/devices").body) == 1


def test_a_denied_registration_is_rejected_and_its_device_stays_out(client, register):
    begun = register(58958).body
    client.onelogin.user("ada").factors[0].deny()
    assert client.get(f"{MFA}/registrations/{begun['id']}").body["status"] == "rejected"
    assert client.get(f"{MFA}/devices").body == []


@pytest.mark.parametrize("factor_id", [58959, 58960, 58961])
def test_a_verified_one_is_accepted_without_a_message(client, register, factor_id):
    begun = register(factor_id, verified=True).body
    (device,) = client.get(f"{MFA}/devices").body
    assert (begun["status"], begun["device_id"], device["default"]) == ("accepted", device["device_id"], True)
    assert len(client.emulator.inbox) == 0
    assert client.get(f"{MFA}/registrations/{begun['id']}").body["status"] == "accepted"


@pytest.mark.parametrize("factor_id", [58957, 58958])
def test_protect_and_authenticator_cannot_come_verified(register, factor_id):
    answer = register(factor_id, verified=True)
    assert (answer.status, answer.body["details"]) == (422, {"parameters": ["verified"]})


def test_a_wrong_code_leaves_it_pending(client, register, settle):
    begun = register(58959).body
    code = client.code()
    answer = settle(begun, otp="000000")
    assert (answer.status, answer.body["status"]) == (200, "pending")
    assert "not the one that was sent" in answer.reason
    assert client.get(f"{MFA}/registrations/{begun['id']}").body["status"] == "pending"
    assert settle(begun, otp=code).body["status"] == "accepted"


def test_one_that_was_refused_takes_no_code_any_more(client, register, settle):
    begun = register(58958).body
    (phone,) = client.onelogin.user("ada").factors
    phone.deny()
    assert settle(begun, otp=phone.code()).body["status"] == "rejected"


def test_it_expires(client, register, settle):
    begun = register(58959, expires_in="300").body
    assert begun["expires_at"] == "2026-11-21T10:05:00Z"
    client.clock.advance("5m")
    answer = settle(begun, otp=client.code())
    assert (answer.status, answer.body["status"]) == (200, "rejected")
    assert "expired" in answer.reason
    assert client.get(f"{MFA}/registrations/{begun['id']}").body["status"] == "rejected"
    assert client.get(f"{MFA}/devices").body == []


def test_one_that_was_accepted_stays_so(client, register, settle):
    begun = register(58959).body
    settle(begun, otp=client.code())
    client.clock.advance("1h")
    assert client.get(f"{MFA}/registrations/{begun['id']}").body["status"] == "accepted"


def test_too_many_wrong_codes_reject_it_if_the_settings_say_so(make_client):
    client = make_client(max_otp_attempts=2)
    begun = client.post(f"{MFA}/registrations", {"factor_id": 58959, "display_name": "Mine"}).body
    path = f"{MFA}/registrations/{begun['id']}"
    assert [client.put(path, {"otp": "1"}).body["status"] for _ in range(2)] == ["pending", "rejected"]
    assert client.put(path, {"otp": client.code()}).status == 404


def test_it_is_settled_once(client, register, settle):
    begun = register(58959).body
    code = client.code()
    assert settle(begun, otp=code).status == 200
    assert settle(begun, otp=code).status == 403


def test_a_template_is_filled(client, register):
    register(58959, custom_message="{{otp_code}} for {{otp_expiry}} min", expires_in=900)
    message = client.emulator.inbox.latest()
    assert message.body == f"{message.code} for 15 min"


@pytest.mark.parametrize("factor_id", [58960, 58961])
def test_a_template_is_for_sms_alone(client, register, factor_id):
    assert register(factor_id, custom_message="x" * 200).status == 201
    message = client.emulator.inbox.latest()
    assert message.body.startswith(f"Your OneLogin verification code is {message.code}")


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"factor_id": 1}, "factor_id"),
        ({"factor_id": None}, "factor_id"),
        ({"factor_id": "x"}, "factor_id"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": None}, "display_name"),
        ({"expires_in": 0}, "expires_in"),
        ({"expires_in": 901}, "expires_in"),
        ({"redirect_to": "javascript:alert(1)"}, "redirect_to"),
        ({"redirect_to": "http://[x"}, "redirect_to"),
        ({"redirect_to": "http://a\r\nb"}, "redirect_to"),
        ({"custom_message": "x" * 161}, "custom_message"),
        ({"verified": "perhaps"}, "verified"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_changes_nothing(client, body, parameter):
    given = {"factor_id": 58959, "display_name": "Mine", **body}
    answer = client.post(f"{MFA}/registrations", given)
    assert (answer.status, answer.body["name"]) == (422, "ValidationError")
    assert answer.body["details"] == {"parameters": [parameter]}
    assert client.get("/api/1/users/{ada}/otp_devices").data["otp_devices"] == []


@pytest.mark.parametrize(("factor_id", "parameter"), [(58959, "phone"), (58960, "phone"), (58961, "email")])
def test_a_user_without_an_address_cannot_enroll_what_sends_to_it(client, factor_id, parameter):
    user = client.onelogin.user("nobody", password="x").id
    body = {"factor_id": factor_id, "display_name": "x"}
    answer = client.post(f"/api/2/mfa/users/{user}/registrations", body)
    assert (answer.status, answer.body["details"]) == (422, {"parameters": [parameter]})


def test_an_otp_is_needed(register, settle):
    assert settle(register(58959).body).body["details"] == {"parameters": ["otp"]}


def test_unknown_ids_are_not_found(client, register):
    begun = register(58959).body
    grace = client.onelogin.user("grace").id
    for path in (
        f"{MFA}/registrations/nope",
        f"/api/2/mfa/users/{grace}/registrations/{begun['id']}",
        f"/api/2/mfa/users/5/registrations/{begun['id']}",
        f"{MFA}/verifications/{begun['id']}",
    ):
        assert (client.get(path).status, client.put(path, {"otp": "1"}).status) == (404, 404)
