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
    client.put(f"/api/1/users/{client.ada}/lock_user", {"locked_until": 45})
    assert client.post(LOGIN, ADA).status == 401
    client.clock.advance("45m")
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


def test_a_lock_shorter_than_the_policys_is_refused(client):
    answer = client.put(f"/api/1/users/{client.ada}/lock_user", {"locked_until": 29})
    assert (answer.status, "policy" in answer.message) == (400, True)


def test_a_lock_without_a_policy_lasts_until_somebody_lifts_it(make_client):
    client = make_client(lock_minutes=0)
    client.put("/api/1/users/{ada}/lock_user", {"locked_until": 0})
    client.clock.advance("365d")
    client.token = client.onelogin.token()
    assert client.post(LOGIN, ADA).message == "User is locked. Access is unauthorized"
    client.put("/api/1/users/{ada}/lock_user", {"locked_until": 1})
    client.clock.advance("1m")
    assert client.post(LOGIN, ADA).status == 200


def test_an_unlock_lifts_a_lock_and_answers_with_the_published_key(client):
    client.put(f"/api/1/users/{client.ada}/lock_user", {"locked_until": 0})
    answer = client.post(f"{USERS}/{client.ada}/unlock")
    assert (answer.status, answer.body) == (200, {"messsage": "Success"})
    assert client.post(LOGIN, ADA).status == 200
    assert client.post(f"{USERS}/5/unlock").body["name"] == "NotFoundError"


def test_an_unlock_does_not_activate_a_suspended_user(client):
    client.put(f"{USERS}/{client.ada}", {"status": 2})
    assert client.post(f"{USERS}/{client.ada}/unlock").status == 200
    assert client.post(LOGIN, ADA).status == 401


def test_lifting_a_lock_forgets_its_end(client):
    client.put(f"/api/1/users/{client.ada}/lock_user", {"locked_until": 45})
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
