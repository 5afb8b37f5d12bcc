"""Session tokens: given by log-ins, exchanged for cookies."""

import pytest

LOGIN = "/api/1/login/auth"
ADA = {"username_or_email": "ada@example.com", "password": "secret-1", "subdomain": "acme"}


def test_without_a_second_factor_the_answer_is_a_session_token(client):
    answer = client.post(LOGIN, ADA)
    assert answer.status == 200
    assert answer.body["status"] == {"type": "success", "code": 200, "message": "Success", "error": False}
    assert answer.data == [
        {
            "status": "Authenticated",
            "user": {
                "id": client.ada,
                "username": "ada",
                "email": "ada@example.com",
                "firstname": "Ada",
                "lastname": "Lovelace",
            },
            "expires_at": "2026/11/21 10:02:00 +0000",
            "session_token": answer.data[0]["session_token"],
            "return_to_url": None,
        }
    ]


def test_the_return_url_and_further_fields_come_back(client):
    body = {**ADA, "return_to_url": "https://app.example.com", "fields": "phone, title,nonsense"}
    (data,) = client.post(LOGIN, body).data
    assert data["return_to_url"] == "https://app.example.com"
    assert data["user"]["phone"] == "+15555550100"
    assert "title" in data["user"]
    assert "nonsense" not in data["user"]


def test_a_log_in_is_remembered_in_the_user(client):
    client.post(LOGIN, {**ADA, "password": "x"})
    assert client.get(f"/api/2/users/{client.ada}").body["invalid_login_attempts"] == 1
    client.post(LOGIN, ADA)
    user = client.get(f"/api/2/users/{client.ada}").body
    assert (user["invalid_login_attempts"], user["last_login"]) == (0, "2026-11-21T10:00:00.000Z")


# The exchange for a cookie


@pytest.fixture
def session_token(client):
    return client.post(LOGIN, ADA).data[0]["session_token"]


@pytest.mark.parametrize("form", [True, False])
def test_a_session_token_is_exchanged_for_a_cookie(client, session_token, form):
    if form:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = client.post("/session_via_api_token", raw=f"session_token={session_token}".encode(), headers=headers)
    else:
        answer = client.post("/session_via_api_token", {"session_token": session_token})
    assert answer.status == 200
    assert answer.headers["set-cookie"].startswith("sub_session_onelogin.com=")


def test_it_is_exchanged_once(client, session_token):
    client.post("/session_via_api_token", {"session_token": session_token})
    assert client.post("/session_via_api_token", {"session_token": session_token}).status == 400


def test_it_expires_after_two_minutes(client, session_token):
    client.clock.advance("2m")
    assert client.post("/session_via_api_token", {"session_token": session_token}).status == 400


def test_logging_out_voids_it(client, session_token):
    assert client.put(f"/api/1/users/{client.ada}/logout").status == 200
    assert client.post("/session_via_api_token", {"session_token": session_token}).status == 400


def test_a_missing_one_is_refused(client):
    assert client.post("/session_via_api_token", {}).status == 400
