"""Smart MFA."""

import pytest

CHECK, VERIFY = "/api/2/smart-mfa", "/api/2/smart-mfa/verify"
ZED = {
    "user_identifier": "zed",
    "email": "zed@example.com",
    "context": {"ip": "192.0.2.1", "user_agent": "test"},
}


@pytest.mark.parametrize(
    ("to", "channel", "address"),
    [
        ({"phone": "+15555550177"}, "sms", "+15555550177"),
        ({}, "email", "zed@example.com"),
    ],
)
def test_a_risky_user_gets_a_code(client, to, channel, address):
    answer = client.post(CHECK, {**ZED, **to})
    assert answer.status == 200
    assert answer.body["risk"]["score"] == 60
    assert answer.body["mfa"]["otp_sent"] is True
    message = client.emulator.inbox.latest(address)
    assert message.channel == channel
    body = {"state_token": answer.body["mfa"]["state_token"], "otp_token": message.code}
    done = client.post(VERIFY, body)
    assert (done.status, done.raw) == (200, b"OK")
    assert client.post(VERIFY, body).status == 400


def test_a_trusted_user_gets_none(make_client):
    client = make_client(smart_mfa_score=49)
    assert client.post(CHECK, ZED).body["mfa"] == {"otp_sent": False}
    assert client.post(CHECK, {**ZED, "risk_threshold": 49}).body["mfa"]["otp_sent"] is True


def test_a_new_user_is_made_once(client):
    first, second = (client.post(CHECK, ZED).body["user_id"] for _ in range(2))
    assert first == second
    assert client.get(f"/api/2/users/{first}").body["username"] == "zed"


def test_a_known_address_is_that_user(client):
    assert client.post(CHECK, {**ZED, "email": "ada@example.com"}).body["user_id"] == client.ada


def test_a_wrong_code_is_refused_in_words_of_its_own(client):
    token = client.post(CHECK, ZED).body["mfa"]["state_token"]
    answer = client.post(VERIFY, {"state_token": token, "otp_token": "1"})
    assert (answer.status, answer.body) == (
        401,
        {"name": "Unauthorized", "message": "Failed authentication with this factor"},
    )


@pytest.mark.parametrize(("given", "lifetime"), [({}, 480), ({"expires_in": 900}, 900)])
def test_it_expires(client, given, lifetime):
    token = client.post(CHECK, {**ZED, **given}).body["mfa"]["state_token"]
    code = client.code("zed@example.com")
    client.clock.advance(lifetime - 1)
    assert client.post(VERIFY, {"state_token": token, "otp_token": "1"}).status == 401
    client.clock.advance(1)
    answer = client.post(VERIFY, {"state_token": token, "otp_token": code})
    assert (answer.status, answer.body) == (
        400,
        {"name": "BadRequestError", "message": "State token is invalid or expired"},
    )


def test_a_bad_api_token_is_refused_in_words_of_its_own(client):
    answer = client.post(CHECK, ZED, headers={"authorization": "bearer:x"})
    assert (answer.status, answer.body) == (
        401,
        {"name": "UnauthorizedError", "message": "The request requires user authentication."},
    )


@pytest.mark.parametrize(
    ("change", "parameter"),
    [
        ({"user_identifier": None}, "user_identifier"),
        ({"email": None}, "email"),
        ({"email": "x"}, "email"),
        ({"phone": "5555"}, "phone"),
        ({"context": {}}, "context"),
        ({"context": None}, "context"),
        ({"risk_threshold": 101}, "risk_threshold"),
        ({"expires_in": 901}, "expires_in"),
        ({"expires_in": 0}, "expires_in"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_makes_no_user(client, change, parameter):
    answer = client.post(CHECK, {**ZED, **change})
    assert (answer.status, answer.body["details"]) == (422, {"parameters": [parameter]})
    assert len(client.onelogin.users) == 2


def test_attempts_may_be_limited(make_client):
    client = make_client(max_otp_attempts=1)
    token = client.post(CHECK, ZED).body["mfa"]["state_token"]
    assert client.post(VERIFY, {"state_token": token, "otp_token": "1"}).status == 401
    body = {"state_token": token, "otp_token": client.code("zed@example.com")}
    assert client.post(VERIFY, body).status == 400
