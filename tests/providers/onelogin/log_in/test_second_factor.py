"""The second step of a log-in."""

import pytest

LOGIN, VERIFY = "/api/1/login/auth", "/api/1/login/verify_factor"
ADA = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}


@pytest.fixture
def login(client):
    return lambda **body: client.post(LOGIN, {**ADA, **body})


@pytest.fixture
def verify(client):
    """``verify(login answer, device id, otp_token=…)``"""

    def verify(answer, device, **body):
        return client.post(VERIFY, {"device_id": device, "state_token": answer.data[0]["state_token"], **body})

    return verify


def test_the_second_factor_is_asked_for_in_words_that_clients_compare(client, enrolled, login):
    device = enrolled("authenticator").id
    answer = login()
    assert answer.status == 200
    assert answer.body["status"]["type"] == "success"
    assert answer.message == "MFA is required for this user"
    (data,) = answer.data
    assert data["callback_url"] == "http://127.0.0.1:9099/api/1/login/verify_factor"
    assert data["devices"] == [{"device_id": device, "device_type": "Google Authenticator"}]
    assert data["user"]["id"] == client.ada
    assert "session_token" not in data


def test_the_callback_url_keeps_the_host_segment_of_the_request(client, enrolled):
    enrolled("sms")
    (data,) = client.post("/t.onelogin.com" + LOGIN, ADA).data
    assert data["callback_url"] == "http://127.0.0.1:9099/t.onelogin.com/api/1/login/verify_factor"


def test_pending_devices_are_not_offered_and_do_not_ask(client, login):
    client.post("/api/2/mfa/users/{ada}/registrations", {"factor_id": 58959, "display_name": "x"})
    assert login().data[0]["status"] == "Authenticated"


@pytest.mark.parametrize("kind", [int, str])
def test_an_authenticators_code_logs_in(enrolled, login, verify, kind):
    device = enrolled("authenticator")
    begun = login(return_to_url="https://x.example")
    answer = verify(begun, kind(device.id), otp_token=device.authenticator.code())
    assert (answer.status, answer.data[0]["status"]) == (200, "Authenticated")
    assert answer.data[0]["return_to_url"] == "https://x.example"


def test_an_authenticator_without_a_code_is_refused(enrolled, login, verify):
    device = enrolled("authenticator").id
    answer = verify(login(), device)
    assert (answer.status, answer.message) == (400, "OTP token blank")


@pytest.mark.parametrize("factor", ["sms", "voice", "email"])
def test_a_sent_code_logs_in(client, enrolled, login, verify, factor):
    device = enrolled(factor).id
    begun = login()
    pending = verify(begun, device)
    assert (pending.status, pending.body["status"]["type"]) == (200, "pending")
    assert "data" not in pending.body  # old SDKs take it for an error
    code = client.emulator.inbox.latest().code
    assert verify(begun, device, otp_token=code).data[0]["status"] == "Authenticated"


def test_a_push_is_polled_quietly_and_buzzes_otherwise(enrolled, login, verify):
    phone = enrolled("protect")
    begun = login()
    answer = verify(begun, phone.id)
    assert answer.message == "Authentication pending on OL Protect"
    verify(begun, phone.id, do_not_notify=True)
    assert len(phone.pushes) == 1
    verify(begun, phone.id, do_not_notify="false")
    assert len(phone.pushes) == 2
    phone.approve()
    assert verify(begun, phone.id, do_not_notify=True).data[0]["status"] == "Authenticated"


def test_a_first_call_may_be_quiet_too(enrolled, login, verify):
    phone = enrolled("protect")
    begun = login()
    assert verify(begun, phone.id, do_not_notify=True).body["status"]["type"] == "pending"
    assert phone.pushes == []
    phone.approve()
    assert verify(begun, phone.id).data[0]["status"] == "Authenticated"


@pytest.mark.parametrize("factor", ["sms", "voice", "email"])
def test_do_not_notify_is_about_pushes_and_a_code_is_sent_all_the_same(client, enrolled, login, verify, factor):
    device = enrolled(factor).id
    begun = login()
    assert verify(begun, device, do_not_notify=True).body["status"]["type"] == "pending"
    code = client.emulator.inbox.latest().code
    assert verify(begun, device, otp_token=code, do_not_notify=True).data[0]["status"] == "Authenticated"


def test_a_denied_push_fails_and_another_may_be_sent(enrolled, login, verify):
    phone = enrolled("protect")
    begun = login()
    verify(begun, phone.id)
    phone.deny()
    answer = verify(begun, phone.id, do_not_notify=True)
    assert (answer.status, answer.message) == (401, "Failed authentication with this factor")
    assert verify(begun, phone.id).body["status"]["type"] == "pending"
    phone.approve()
    assert verify(begun, phone.id).data[0]["status"] == "Authenticated"


def test_protect_takes_a_code_of_the_app(enrolled, login, verify):
    phone = enrolled("protect")
    assert verify(login(), phone.id, otp_token=phone.authenticator.code()).status == 200


def test_a_state_token_survives_wrong_codes_and_counts_once(enrolled, login, verify):
    device = enrolled("authenticator")
    begun = login()
    for _ in range(3):
        wrong = verify(begun, device.id, otp_token="1")
        assert (wrong.status, wrong.message) == (401, "Failed authentication with this factor")
    assert verify(begun, device.id, otp_token=device.authenticator.code()).status == 200
    again = verify(begun, device.id, otp_token=device.authenticator.code(1))
    assert (again.status, again.message) == (400, "State token is invalid or expired")


def test_a_state_token_expires_after_five_minutes(client, enrolled, login, verify):
    device = enrolled("authenticator")
    begun = login()
    client.clock.advance("5m")
    answer = verify(begun, device.id, otp_token=device.authenticator.code())
    assert (answer.status, answer.message) == (400, "State token is invalid or expired")


def test_a_temporary_token_logs_in_with_any_device_or_none(client, enrolled, login, verify):
    enrolled("sms")
    token = client.post("/api/1/users/{ada}/mfa_token", {"reusable": True}).body["mfa_token"]
    for device in (0, "0", client.onelogin.user("ada").factors[0].id):
        assert verify(login(), device, otp_token=token).data[0]["status"] == "Authenticated"


def test_a_code_for_another_log_in_is_refused(client, enrolled, login, verify):
    device = enrolled("sms").id
    first, second = login(), login()
    verify(first, device)
    assert verify(second, device, otp_token=client.code()).status == 401


def test_a_device_that_is_not_the_users_is_refused(client, enrolled, login, verify):
    enrolled("sms")
    other = client.onelogin.user("grace").enroll_sms().id
    begun = login()
    for device in (other, 1, "x"):
        assert verify(begun, device, otp_token="1").message == "Factor could not be found"
    assert verify(begun, None, otp_token="1").status == 400


def test_a_user_locked_meanwhile_is_refused(client, enrolled, login, verify):
    device = enrolled("authenticator")
    begun = login()
    client.put(f"/api/1/users/{client.ada}/lock_user", {"locked_until": 0})
    answer = verify(begun, device.id, otp_token=device.authenticator.code())
    assert (answer.status, answer.message) == (401, "User is locked. Access is unauthorized")


def test_a_user_removed_meanwhile_is_refused(client, enrolled, login, verify):
    device = enrolled("authenticator")
    begun, code = login(), device.authenticator.code()
    client.delete(f"/api/2/users/{client.ada}")
    assert (
        client.post(
            VERIFY, {"device_id": device.id, "state_token": begun.data[0]["state_token"], "otp_token": code}
        ).status
        == 400
    )


def test_mfa_may_be_required_of_users_who_have_no_device(client):
    client.onelogin.user("eve", password="x", mfa_required=True)
    answer = client.post(LOGIN, {"username_or_email": "eve", "password": "x", "subdomain": "acme"})
    assert (answer.status, "no active device" in answer.reason) == (400, True)
    assert answer.body["status"]["type"] == "bad request"
    assert answer.message == "MFA is required but the user has not set up any factors"


def test_mfa_may_be_waived_for_a_user(client):
    client.onelogin.user("eve", password="x", mfa_required=False).enroll_totp()
    answer = client.post(LOGIN, {"username_or_email": "eve", "password": "x", "subdomain": "acme"})
    assert answer.data[0]["status"] == "Authenticated"


@pytest.mark.parametrize(
    ("address", "asked"), [("10.1.2.3", False), ("11.1.2.3", True), ("nonsense", True), (None, True)]
)
def test_an_allowed_address_needs_no_second_factor(make_client, address, asked):
    client = make_client(allowed_ips=("10.0.0.0/8",))
    client.onelogin.user("ada").enroll_totp()
    (data,) = client.post(LOGIN, {**ADA, "ip_address": address}).data
    assert ("state_token" in data) == asked


def test_version_2_is_an_alias(client, enrolled):
    device = enrolled("authenticator")
    begun = client.post("/api/2/login/auth", ADA).data[0]
    assert begun["callback_url"].endswith("/api/2/login/verify_factor")
    body = {
        "device_id": device.id,
        "state_token": begun["state_token"],
        "otp_token": device.authenticator.code(),
    }
    assert client.post("/api/2/login/verify_factor", body).data[0]["status"] == "Authenticated"


def test_unfinished_log_ins_do_not_pile_up(client, enrolled, login):
    enrolled("sms")
    for _ in range(10):
        client.token = client.onelogin.token()
        assert login().status == 200
        client.clock.advance("2d")
    assert len(client.emulator.world.states["onelogin"].logins) <= 2


def test_a_callback_url_may_name_another_host(make_client):
    client = make_client(callback_base="https://api.eu.onelogin.com")
    client.onelogin.user("ada").enroll_totp()
    (data,) = client.post(LOGIN, ADA).data
    assert data["callback_url"] == "https://api.eu.onelogin.com/api/1/login/verify_factor"
