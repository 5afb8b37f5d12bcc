"""The first step of a log-in."""

import pytest

LOGIN = "/api/1/login/auth"
ADA = {"username_or_email": "ada@example.com", "password": "secret-1", "subdomain": "acme"}


@pytest.mark.parametrize("name", ["ada", "ADA", "ada@example.com", "Ada@Example.com"])
def test_user_name_and_address_work_in_any_case(client, name):
    assert client.post(LOGIN, {**ADA, "username_or_email": name}).status == 200


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"subdomain": "other"}, 400, "Invalid subdomain"),
        ({"subdomain": None}, 400, "Invalid subdomain"),
        ({"username_or_email": ""}, 400, "username is empty"),
        ({"username_or_email": None}, 400, "username is empty"),
        ({"password": ""}, 400, "password is empty"),
        ({"password": "wrong"}, 401, "Authentication Failed: Invalid user credentials"),
        ({"username_or_email": "nobody"}, 401, "Authentication Failed: Invalid user credentials"),
    ],
)
def test_what_is_wrong_is_said(client, change, status, message):
    answer = client.post(LOGIN, {**ADA, **change})
    assert (answer.status, answer.message) == (status, message)


def test_a_user_without_a_password_cannot_log_in(client):
    client.post("/api/2/users", {"email": "new@example.com"})
    answer = client.post(LOGIN, {**ADA, "username_or_email": "new@example.com"})
    assert (answer.status, "has no password" in answer.reason) == (401, True)
