"""Settings for what no document settles, as far as no other file turns them."""

MFA = "/api/2/mfa/users/{ada}"
V1 = "/api/1/users/{ada}/otp_devices"


def enroll(client, factor):
    return client.enroll(factor).id


def test_the_status_of_a_wrong_code_in_version_2(make_client):
    client = make_client(wrong_otp_status=403)
    device = enroll(client, "sms")
    begun = client.post(f"{MFA}/verifications", {"device_id": device}).body
    answer = client.put(f"{MFA}/verifications/{begun['id']}", {"otp": "1"})
    assert (answer.status, answer.body["statusCode"]) == (403, 403)
    token = client.post(f"{V1}/{device}/trigger").data[0]["state_token"]
    assert client.post(f"{V1}/{device}/verify", {"otp_token": "1", "state_token": token}).status == 401


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
    assert (answer.status, answer.body["type"], answer.message) == (200, "waiting", "Not yet")


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


def test_what_a_yubikey_is_called(make_client):
    client = make_client(yubikey_name="Yubico")
    enroll(client, "yubikey")
    assert client.get(f"{MFA}/devices").body[0]["type_display_name"] == "Yubico"


def test_how_protect_shows_its_token(make_client):
    client = make_client(protect_token="hex")
    begun = client.post(f"{MFA}/registrations", {"factor_id": 58958, "display_name": "x"}).body
    assert len(bytes.fromhex(begun["factor_data"]["verification_token"])) == 20
