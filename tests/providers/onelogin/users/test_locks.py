"""Locks of users: set by an administrator or by wrong passwords and codes, lifted, run out."""

import pytest

USERS = "/api/2/users"
VERIFY = "/api/1/login/verify_factor"
LOGIN = "/api/1/login/auth"
ADA = {"username_or_email": "ada@example.com", "password": "secret-1", "subdomain": "acme"}


@pytest.mark.parametrize("status", [0, 2, 3, 4, 5, 7, 8])
def test_users_who_are_not_active_may_not_log_in(client, status):
    client.put(f"/api/2/users/{client.ada}", {"status": status})
    answer = client.post(LOGIN, ADA)
    assert (answer.status, answer.message) == (401, "User is locked. Access is unauthorized")
    assert str(client.ada) in answer.reason


def test_a_lock_runs_out(client):
    client.put(f"/api/1/users/{client.ada}/lock_user", {"locked_until": 5})
    assert client.post(LOGIN, ADA).status == 401
    client.clock.advance("5m")
    assert client.post(LOGIN, ADA).status == 200
    assert client.get(f"/api/2/users/{client.ada}").body["status"] == 1


def test_wrong_passwords_lock_the_user_if_the_settings_say_so(make_client):
    client = make_client(max_login_attempts=2, lock_minutes=10)
    for _ in range(2):
        assert client.post(LOGIN, {**ADA, "password": "x"}).message.startswith("Authentication Failed")
    assert client.post(LOGIN, ADA).message == "User is locked. Access is unauthorized"
    client.clock.advance("10m")
    assert client.post(LOGIN, ADA).status == 200


def test_a_lock_of_no_minutes_lasts_as_long_as_the_policy_says(client):
    path = f"/api/1/users/{client.ada}/lock_user"
    assert client.put(path, {"locked_until": 0}).body["type"] == "success"
    assert client.get(f"{USERS}/{client.ada}").body["locked_until"] == "2026-11-21T10:30:00.000Z"
    assert client.put(path, {"locked_until": -1}).status == 400
    assert client.put(path, {}).status == 400


def test_lifting_a_lock_forgets_its_end(client):
    client.put(f"/api/1/users/{client.ada}/lock_user", {"locked_until": 5})
    assert client.put(f"{USERS}/{client.ada}", {"status": 1}).body["locked_until"] is None
    assert client.post(LOGIN, ADA).status == 200


def test_wrong_codes_lock_the_user_if_the_settings_say_so(make_client):
    client = make_client(max_login_attempts=2)
    device = client.onelogin.user("ada").enroll_totp()
    begun = client.post(LOGIN, ADA).data[0]["state_token"]
    body = {"device_id": device.id, "state_token": begun}
    assert [client.post(VERIFY, {**body, "otp_token": "1"}).status for _ in range(2)] == [401, 401]
    answer = client.post(VERIFY, {**body, "otp_token": device.authenticator.code()})
    assert answer.message == "User is locked. Access is unauthorized"
