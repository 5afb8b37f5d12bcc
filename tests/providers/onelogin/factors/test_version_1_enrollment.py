"""Enrollment in version 1."""

import pytest

DEVICES = "/api/1/users/{ada}/otp_devices"
SMS = {"factor_id": 58959, "display_name": "My phone", "number": "+15555550123"}


def test_enrollment_answers_a_list_of_one_because_an_object_raises(client):
    answer = client.post(DEVICES, SMS)
    assert answer.status == 200  # 201 reads as None in the generated SDKs
    (device,) = answer.data
    assert device["device_id"] == device["id"]
    assert (device["active"], device["default"]) == (False, True)
    assert len(device["state_token"]) == 40


def test_a_code_is_sent_at_once_so_that_verify_may_follow(client):
    (device,) = client.post(DEVICES, SMS).data
    body = {"otp_token": client.code("+15555550123"), "state_token": device["state_token"]}
    assert client.post(f"{DEVICES}/{device['id']}/verify", body).status == 200
    (listed,) = client.get(DEVICES).data["otp_devices"]
    assert (listed["active"], listed["default"]) == (True, True)


def test_whether_enrollment_sends_a_code_is_a_setting(make_client):
    client = make_client(send_on_enroll=False)
    assert "state_token" in client.post(DEVICES, SMS).data[0]
    assert len(client.emulator.inbox) == 0


def test_a_verified_device_is_active_and_has_no_state_token(client):
    (device,) = client.post(DEVICES, {**SMS, "verified": True}).data
    assert device["active"] is True
    assert "state_token" not in device
    assert len(client.emulator.inbox) == 0


def test_a_pending_device_is_listed_as_not_active(client):
    client.post(DEVICES, SMS)
    assert [device["active"] for device in client.get(DEVICES).data["otp_devices"]] == [False]


def test_a_second_enrollment_replaces_the_one_left_pending(client):
    first, second = (client.post(DEVICES, SMS).data[0]["id"] for _ in range(2))
    assert [device["id"] for device in client.get(DEVICES).data["otp_devices"]] == [second]
    assert first != second


def test_voice_calls_with_six_digits(client):
    (device,) = client.post(DEVICES, {**SMS, "factor_id": 58960}).data
    message = client.emulator.inbox.latest("+15555550123")
    assert (message.channel, len(message.code), message.code.isdigit()) == ("call", 6, True)
    assert device["auth_factor_name"] == "OneLogin Voice"


def test_ids_and_flags_may_be_texts(client):
    (device,) = client.post(DEVICES, {**SMS, "factor_id": "58959", "verified": "true"}).data
    assert device["active"] is True


def test_a_number_without_quotes_lost_its_plus(client):
    client.post(DEVICES, {**SMS, "number": 15555550123})
    assert client.emulator.inbox.latest("+15555550123")


def test_without_factor_id_sms_is_meant_because_the_python_sdk_drops_it(client):
    (device,) = client.post(DEVICES, {"display_name": "x", "number": "+15555550123", "verified": False}).data
    assert device["auth_factor_name"] == "OneLogin SMS"


def test_the_strict_profile_insists_on_factor_id(make_client):
    answer = make_client("strict").post(DEVICES, {"display_name": "x", "number": "+15555550123"})
    assert (answer.status, answer.message) == (400, "factor_id is missing")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"factor_id": 1}, "factor_id"),
        ({"factor_id": 58957}, "factor_id"),
        ({"factor_id": "x"}, "factor_id"),
        ({"display_name": " "}, "display_name"),
        ({"display_name": None}, "display_name"),
        ({"display_name": 5}, "display_name"),
        ({"number": "abc"}, "number"),
        ({"number": None}, "number"),
        ({"number": "+0123"}, "number"),
        ({"number": [1]}, "number"),
        ({"verified": "maybe"}, "verified"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_changes_nothing(client, change, text):
    answer = client.post(DEVICES, {**SMS, **change})
    assert (answer.status, answer.body["status"]["type"]) == (400, "bad request")
    assert text in answer.message
    assert client.get(DEVICES).data["otp_devices"] == []


def test_a_factor_is_enrolled_once(client, enrolled):
    enrolled("sms")
    answer = client.post(DEVICES, SMS)
    assert (answer.status, "enrolled already" in answer.message) == (400, True)


def test_several_devices_of_a_factor_are_a_setting(make_client):
    client = make_client(several_devices_per_factor=True)
    for _ in range(2):
        assert client.post(DEVICES, {**SMS, "verified": True}).status == 200
    assert [device["default"] for device in client.get(DEVICES).data["otp_devices"]] == [True, False]


def test_a_user_who_is_not_there_cannot_enroll(client):
    answer = client.post("/api/1/users/5/otp_devices", SMS)
    assert (answer.status, answer.message) == (400, "User does not exist")
