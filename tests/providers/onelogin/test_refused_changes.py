"""Refused calls use nothing up: no id, no salt, no code."""

import pytest

PASSWORD = {"password": "secret-2", "password_confirmation": "secret-2"}


def remembered(client) -> bytes:
    snapshot = client.emulator.snapshot()
    del snapshot.states["onelogin"].rate  # counts every call of version 1, whatever comes of it
    return snapshot.to_json()


@pytest.mark.parametrize("name", [{"username": "ada"}, {"email": "ada@example.com"}, {}])
def test_a_new_user_whose_name_is_taken_or_missing(client, name):
    before = remembered(client)
    assert client.post("/api/2/users", {**PASSWORD, **name}).status == 422
    assert remembered(client) == before


def test_a_change_to_a_name_that_another_user_has(client):
    user = client.post("/api/2/users", {"username": "bob"}).body["id"]
    before = remembered(client)
    answer = client.put(f"/api/2/users/{user}", {**PASSWORD, "username": "ADA"})
    assert (answer.status, answer.reason) == (422, "a user is called 'ADA' already")
    assert remembered(client) == before


def test_a_user_may_be_called_what_it_is_called(client):
    body = {**PASSWORD, "username": "ada", "email": "ADA@example.com"}
    assert client.put("/api/2/users/{ada}", body).status == 200


def test_a_message_that_is_too_long(client):
    device = client.onelogin.user("ada").enroll_sms().id
    before = remembered(client)
    path = f"/api/1/users/{{ada}}/otp_devices/{device}/trigger"
    assert client.post(path, {"sms_message": "x" * 1000}).status == 400
    assert remembered(client) == before
