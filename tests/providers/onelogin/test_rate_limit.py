"""Version 1 calls are counted, version 2 calls are not."""

import pytest

LIST = "/api/1/users/{ada}/otp_devices"


def test_version_1_answers_tell_what_is_left(client):
    headers = client.get(LIST).headers
    assert headers["x-ratelimit-limit"] == "5000"
    assert headers["x-ratelimit-remaining"] == "4999"
    assert headers["x-ratelimit-reset"] == "3600"


@pytest.mark.usefixtures("searching_aside")
def test_a_search_that_goes_on_aside_is_counted_once(client):
    assert client.get("/api/1/users?firstname=A*").headers["x-ratelimit-remaining"] == "4999"
    assert client.get("/api/1/users?firstname=A*").headers["x-ratelimit-remaining"] == "4998"


def test_refusals_of_version_1_tell_it_too(client):
    answer = client.delete(f"{LIST}/1")
    assert answer.status == 400
    assert answer.headers["x-ratelimit-remaining"] == "4999"


def test_the_allowance_can_be_asked_for_as_numbers(client):
    client.get(LIST)
    client.clock.advance("10m")
    assert client.get("/auth/rate_limit").data == {
        "X-RateLimit-Limit": 5000,
        "X-RateLimit-Remaining": 4999,
        "X-RateLimit-Reset": 3000,
    }


def test_version_2_calls_cost_nothing_and_say_nothing(client):
    assert "x-ratelimit-limit" not in client.get("/api/2/users").headers
    assert client.get("/auth/rate_limit").data["X-RateLimit-Remaining"] == 5000


def test_calls_over_the_limit_are_refused_until_the_hour_is_over(make_client):
    client = make_client(rate_limit=2)
    assert [client.get(LIST).status for _ in range(3)] == [200, 200, 429]
    client.clock.advance("1h")
    assert client.get(LIST).status == 200


@pytest.mark.parametrize("said", [True, False])
def test_whether_a_refusal_says_when_to_come_back_is_a_setting(make_client, said):
    client = make_client(rate_limit=1, retry_after=said)
    client.get(LIST)
    answer = client.get(LIST)
    assert answer.status == 429
    assert answer.body["status"]["error"] is True
    assert answer.headers.get("retry-after") == ("3600" if said else None)


def test_the_status_over_the_limit_is_a_setting(make_client):
    client = make_client(rate_limit=1, rate_limit_status=400, rate_limit_message="Enough")
    client.get(LIST)
    answer = client.get(LIST)
    assert (answer.status, answer.message) == (400, "Enough")


def test_a_limit_of_0_is_none_and_shows_as_one_that_nobody_reaches(make_client):
    client = make_client(rate_limit=0)
    assert {client.get(LIST).status for _ in range(20)} == {200}
    shown = client.get("/auth/rate_limit").data
    assert shown["X-RateLimit-Limit"] == shown["X-RateLimit-Remaining"] == 2**31 - 1
    assert client.get(LIST).headers["x-ratelimit-remaining"] == str(2**31 - 1)


def test_calls_about_tokens_and_the_limit_are_not_counted(client):
    credential = client.onelogin.credential
    pair = f"client_id:{credential.client_id}, client_secret:{credential.client_secret}"
    grant = {"grant_type": "client_credentials"}
    assert client.post("/auth/oauth2/v2/token", grant, headers={"authorization": pair}).status == 200
    client.get("/auth/rate_limit")
    assert client.get("/auth/rate_limit").data["X-RateLimit-Remaining"] == 5000
