"""Temporary MFA tokens, in both versions and wherever a code is asked."""

import pytest

V1, V2 = "/api/1/users/{ada}/mfa_token", "/api/2/mfa/users/{ada}/mfa_token"
DEVICES = "/api/1/users/{ada}/otp_devices"


@pytest.fixture
def use(client):
    return lambda token, device=0: client.post(f"{DEVICES}/{device}/verify", {"otp_token": token}).status


def test_version_1_is_flat_and_lives_72_hours(client):
    answer = client.post(V1)
    assert answer.status == 200
    assert answer.body["expires_at"] == "2026-11-24T10:00:00Z"
    assert answer.body["reusable"] is False
    assert len(answer.body["mfa_token"]) == 8  # a text: numbers raise in the SDK


def test_version_2_names_a_device_too(client):
    answer = client.post(V2, {"expires_in": "120", "reusable": "true"})
    assert answer.status == 201  # 200 reads as None in the generated SDKs
    assert answer.body["expires_at"] == "2026-11-21T10:02:00Z"
    assert answer.body["reusable"] is True
    assert answer.body["device_id"].startswith("user_temp_otp_")


def test_the_misspelled_path_of_sdk_3_0_answers_200(client):
    answer = client.post("/api/2/mfs/users/{ada}/mfa_token")
    assert (answer.status, set(answer.body)) == (200, {"mfa_token", "reusable", "expires_at", "device_id"})


def test_it_counts_once(client, use):
    token = client.post(V1).body["mfa_token"]
    assert [use(token), use(token)] == [200, 401]


def test_a_reusable_one_counts_until_it_expires(client, use):
    token = client.post(V1, {"reusable": True, "expires_in": 60}).body["mfa_token"]
    assert [use(token), use(token)] == [200, 200]
    client.clock.advance("1m")
    assert use(token) == 401


def test_it_serves_instead_of_any_devices_code(client, enrolled, use):
    token = client.post(V1, {"reusable": True}).body["mfa_token"]
    assert use(token, enrolled("sms").id) == 200
    assert use(token, enrolled("authenticator").id) == 200


def test_it_may_come_as_a_number(client, use):
    assert use(int(client.post(V1).body["mfa_token"])) == 200


def test_it_belongs_to_one_user(client):
    token = client.post(V1).body["mfa_token"]
    grace = client.onelogin.user("grace").id
    assert client.post(f"/api/1/users/{grace}/otp_devices/0/verify", {"otp_token": token}).status == 401


def test_device_0_takes_nothing_else(client, use):
    assert use("12345678") == 401


def test_a_pending_device_does_not_become_active_by_it(client, use):
    (device,) = client.post(DEVICES, {"factor_id": 58959, "display_name": "x", "number": "+15555550100"}).data
    assert use(client.post(V1).body["mfa_token"], device["id"]) == 400
    assert client.get(DEVICES).data["otp_devices"][0]["active"] is False


@pytest.mark.parametrize(("path", "shortest", "status"), [(V1, 1, 400), (V2, 120, 422)])
def test_its_life_has_limits(client, path, shortest, status):
    assert client.post(path, {"expires_in": shortest}).status in (200, 201)
    assert client.post(path, {"expires_in": 259_200}).status in (200, 201)
    for seconds in (shortest - 1, 259_201, -5, "soon", 1.5):
        answer = client.post(path, {"expires_in": seconds})
        assert answer.status == status
    if path == V2:
        assert answer.body["name"] == "ValidationError"
        assert answer.body["message"] == "Validations failed"
        assert answer.body["details"] == {"parameters": ["expires_in"]}


def test_it_can_be_taken_back_by_its_device_id(client, use):
    answer = client.post(V2).body
    path = f"/api/2/mfa/users/{{ada}}/devices/{answer['device_id']}"
    assert client.delete(path).status == 204
    assert client.delete(path).status == 404
    assert use(answer["mfa_token"]) == 401


def test_a_user_who_is_not_there_gets_none(client):
    assert client.post("/api/1/users/5/mfa_token").status == 400
    assert client.post("/api/2/mfa/users/5/mfa_token").status == 404


def test_expired_ones_do_not_pile_up(client):
    for _ in range(20):
        client.token = client.onelogin.token()
        assert client.post(V2, {"expires_in": 120}).status == 201
        client.clock.advance("2d")
    assert len(client.emulator.world.states["onelogin"].mfa_tokens) <= 2
