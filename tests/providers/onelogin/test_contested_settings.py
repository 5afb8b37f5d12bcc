"""Settings for what no document settles, as far as no other file turns them."""

import pytest

MFA = "/api/2/mfa/users/{ada}"
V1 = "/api/1/users/{ada}/otp_devices"
ADA = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}


def enroll(client, factor):
    return client.enroll(factor).id


def test_the_status_of_a_wrong_code_in_version_2(make_client):
    client = make_client(wrong_otp_status=403)
    device = enroll(client, "sms")
    begun = client.post(f"{MFA}/verifications", {"device_id": device}).body
    answer = client.put(f"{MFA}/verifications/{begun['id']}", {"otp": "1"})
    assert (answer.status, answer.body["statusCode"]) == (403, 403)
    assert client.post(f"{MFA}/verifications", {"otp": "1"}).status == 403
    token = client.post(f"{V1}/{device}/trigger").data[0]["state_token"]
    assert client.post(f"{V1}/{device}/verify", {"otp_token": "1", "state_token": token}).status == 401


def test_the_word_of_a_wrong_code_of_a_verification(make_client):
    client = make_client(wrong_code_word="rejected")
    begun = client.post(f"{MFA}/verifications", {"device_id": enroll(client, "sms")}).body
    path = f"{MFA}/verifications/{begun['id']}"
    assert client.put(path, {"otp": "1"}).body["status"] == "rejected"
    assert client.put(path, {"otp": client.code()}).body["status"] == "accepted"


def test_the_status_of_a_registration_that_has_expired(make_client):
    client = make_client(expired_registration_status=404)
    begun = client.post(f"{MFA}/registrations", {"factor_id": 58959, "display_name": "x"}).body
    client.clock.advance("2m")
    answer = client.get(f"{MFA}/registrations/{begun['id']}")
    assert (answer.status, answer.body["name"]) == (404, "NotFound")


def test_an_expired_verification_may_read_rejected(make_client):
    client = make_client(expired_status=None)
    begun = client.post(f"{MFA}/verifications", {"device_id": enroll(client, "sms")}).body
    client.clock.advance("2m")
    path = f"{MFA}/verifications/{begun['id']}"
    assert client.get(path).body["status"] == "rejected"
    answer = client.put(path, {"otp": client.code()})
    assert (answer.status, answer.body["status"], "expired" in answer.reason) == (200, "rejected", True)


def test_an_accepted_verification_that_has_expired_takes_no_further_code(make_client):
    client = make_client(expired_status=None)
    begun = client.post(f"{MFA}/verifications", {"device_id": enroll(client, "sms")}).body
    path = f"{MFA}/verifications/{begun['id']}"
    client.put(path, {"otp": client.code()})
    client.clock.advance("2m")
    assert client.get(path).body["status"] == "accepted"
    assert client.put(path, {"otp": "1"}).status == 403


def test_the_status_of_what_has_expired_in_version_2(make_client):
    client = make_client(expired_status=410)
    begun = client.post(f"{MFA}/verifications", {"device_id": enroll(client, "sms")}).body
    client.clock.advance("2m")
    assert client.get(f"{MFA}/verifications/{begun['id']}").status == 410
    assert client.get(f"{MFA}/verifications/unknown").status == 404


def test_what_a_trigger_says_of_other_factors_than_sms(make_client):
    client = make_client(trigger_message="Ringing")
    assert client.post(f"{V1}/{enroll(client, 'voice')}/trigger").message == "Ringing"


def test_what_a_poll_says_while_it_is_pending(make_client):
    client = make_client(pending_type="waiting", pending_message="Not yet")
    device = enroll(client, "protect")
    token = client.post(f"{V1}/{device}/trigger").data[0]["state_token"]
    answer = client.post(f"{V1}/{device}/verify", {"state_token": token})
    assert (answer.status, answer.body["status"]["type"], answer.message) == (401, "waiting", "Not yet")


def test_the_status_of_a_push_that_waits_in_version_1(make_client):
    client = make_client(pending_status_v1=200)
    device = enroll(client, "protect")
    token = client.post(f"{V1}/{device}/trigger").data[0]["state_token"]
    answer = client.post(f"{V1}/{device}/verify", {"state_token": token})
    assert (answer.status, answer.body["type"]) == (200, "pending")


def test_the_status_of_a_temporary_token_in_version_1(make_client):
    assert make_client(mfa_token_status_v1=201).post("/api/1/users/{ada}/mfa_token").status == 201


def test_whether_version_2_has_log_ins(make_client):
    client = make_client(v2_login=False)
    body = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
    assert client.post("/api/2/login/auth", body).status == 404
    assert client.post("/api/2/login/verify_factor", {}).status == 404
    assert client.post("/api/1/login/auth", body).status == 200


def test_whether_the_first_device_is_the_default(make_client):
    client = make_client(first_device_is_default=False)
    enroll(client, "sms")
    assert client.get(f"{MFA}/devices").body[0]["default"] is False


def test_whether_the_default_device_has_an_heir(make_client):
    client = make_client(default_heir="none")
    first = enroll(client, "sms")
    enroll(client, "voice")
    client.delete(f"{MFA}/devices/{first}")
    assert [device["default"] for device in client.get(f"{MFA}/devices").body] == [False]


@pytest.mark.parametrize(("entries", "shown"), [("trigger", [True]), ("plain", [False]), ("twice", [True, False])])
def test_how_version_1_lists_protect(make_client, entries, shown):
    client = make_client(protect_in_version_1=entries)
    enroll(client, "protect")
    assert [item["needs_trigger"] for item in client.get(V1).data["otp_devices"]] == shown


@pytest.mark.parametrize("factor", ["voice", "email"])
def test_whether_a_call_or_an_e_mail_needs_a_trigger(make_client, factor):
    client = make_client(**{f"{factor}_needs_trigger": False})
    enroll(client, factor)
    assert client.get(V1).data["otp_devices"][0]["needs_trigger"] is False


def test_what_version_1_and_log_ins_call_an_e_mail_factor(make_client):
    client = make_client(email_name_v1="Email")
    enroll(client, "email")
    assert client.get(V1).data["otp_devices"][0]["auth_factor_name"] == "Email"
    asked = client.post("/api/1/login/auth", ADA).data[0]
    assert [device["device_type"] for device in asked["devices"]] == ["Email"]


def test_what_version_2_calls_a_scope_that_is_too_small(make_client):
    client = make_client(scope_error_name="Forbidden")
    client.token = client.onelogin.token("Read Users")
    answer = client.post("/api/2/users", {"username": "new"})
    assert (answer.status, answer.body["name"]) == (403, "Forbidden")


def test_the_status_of_a_session_token_that_is_none(make_client):
    client = make_client(session_token_status=401)
    assert client.post("/session_via_api_token", {"session_token": "x"}).status == 401


@pytest.mark.parametrize("allowed", [True, False])
def test_whether_users_who_are_not_approved_log_in(make_client, allowed):
    client = make_client(unapproved_may_log_in=allowed)
    client.put("/api/1/users/{ada}/set_state", {"state": 2})
    answer = client.post("/api/1/login/auth", ADA)
    assert (answer.status, "approved" in answer.reason) == ((200, False) if allowed else (401, True))


@pytest.mark.parametrize("name", ["UnauthorizedError", "InvalidCredentials"])
def test_what_version_2_calls_a_dead_token_by_kind_of_call(make_client, name):
    client = make_client(token_refusal=name, mfa_token_refusal=name)
    path = MFA.replace("{ada}", str(client.ada))
    client.token = "nope"
    assert client.get("/api/2/users").body["name"] == client.get(f"{path}/devices").body["name"] == name


def test_which_scopes_open_the_mfa_calls_of_version_2(make_client):
    client = make_client(mfa_scopes="reference")
    client.token = client.onelogin.token("Read All")
    assert client.get(f"{MFA}/devices").status == 403


def test_how_much_of_a_user_lists_show(make_client):
    client = make_client(listed_attributes="all")
    assert client.get("/api/2/users").body[0] == client.get("/api/2/users/{ada}").body


def test_what_a_yubikey_is_called(make_client):
    client = make_client(yubikey_name="Yubico")
    enroll(client, "yubikey")
    assert client.get(f"{MFA}/devices").body[0]["type_display_name"] == "Yubico"


def test_how_protect_shows_its_token(make_client):
    client = make_client(protect_token="long")
    begun = client.post(f"{MFA}/registrations", {"factor_id": 58958, "display_name": "x"}).body
    assert len(begun["factor_data"]["verification_token"]) == 20
    client = make_client(protect_token="hex")
    begun = client.post(f"{MFA}/registrations", {"factor_id": 58958, "display_name": "x"}).body
    assert len(bytes.fromhex(begun["factor_data"]["verification_token"])) == 20
