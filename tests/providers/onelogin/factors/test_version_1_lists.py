"""Lists of factors and devices in version 1."""

import pytest

USER = "/api/1/users/{ada}"


@pytest.mark.parametrize("name", ["auth_factor", "auth_factors"])
def test_of_all_factors_version_1_enrolls_sms_and_voice(client, name):
    answer = client.get(f"{USER}/{name}")
    assert answer.status == 200
    assert answer.body["status"] == {"type": "success", "code": 200, "message": "Success", "error": False}
    assert answer.data["auth_factors"] == [
        {"name": "OneLogin SMS", "factor_id": 58959},
        {"name": "OneLogin Voice", "factor_id": 58960},
    ]


def test_an_enrolled_factor_leaves_the_list_and_comes_back_when_it_is_removed(client, enrolled):
    device = enrolled("sms").id
    names = [factor["name"] for factor in client.get(f"{USER}/auth_factors").data["auth_factors"]]
    assert names == ["OneLogin Voice"]
    client.delete(f"{USER}/otp_devices/{device}")
    assert len(client.get(f"{USER}/auth_factors").data["auth_factors"]) == 2


def test_factor_ids_are_the_accounts_own(make_client):
    client = make_client(factor_ids={"sms": 7})
    assert client.get(f"{USER}/auth_factors").data["auth_factors"][0] == {"name": "OneLogin SMS", "factor_id": 7}


def test_the_policy_decides_which_factors_there_are(make_client):
    client = make_client(policy=("voice", "authenticator"))
    names = [factor["name"] for factor in client.get(f"{USER}/auth_factors").data["auth_factors"]]
    assert names == ["OneLogin Voice"]


@pytest.mark.parametrize("name", ["auth_factor", "auth_factors"])
def test_factors_of_an_unknown_user_are_not_found(client, name):
    answer = client.get(f"/api/1/users/5/{name}")
    assert (answer.status, answer.body["status"]["type"]) == (404, "not found")
    assert answer.message == "User for id 5 was not found"


def test_a_device_is_listed_without_nulls_and_with_its_number_masked(client, enrolled):
    device = enrolled("sms", display_name="My phone").id
    assert client.get(f"{USER}/otp_devices").data["otp_devices"] == [
        {
            "id": device,
            "active": True,
            "default": True,
            "needs_trigger": True,
            "auth_factor_name": "OneLogin SMS",
            "type_display_name": "OneLogin SMS",
            "user_display_name": "My phone",
            "phone_number": "+1xxxxxxxxxx",
        }
    ]


@pytest.mark.parametrize(
    ("factor", "name", "needs_trigger"),
    [
        ("protect", "OneLogin Protect", True),
        ("sms", "OneLogin SMS", True),
        ("voice", "OneLogin Voice", True),
        ("email", "OneLogin Email", True),
        ("authenticator", "Google Authenticator", False),
        ("yubikey", "Yubico YubiKey", False),
        ("duo", "Duo Duo Security", False),
        ("security_questions", "OneLogin Security Questions", False),
    ],
)
def test_every_factor_has_its_name_and_says_whether_it_needs_a_trigger(client, enrolled, factor, name, needs_trigger):
    enrolled(factor)
    (item,) = client.get(f"{USER}/otp_devices").data["otp_devices"]
    assert (item["auth_factor_name"], item["needs_trigger"]) == (name, needs_trigger)
    assert ("phone_number" in item) == (factor in ("sms", "voice"))


def test_devices_of_an_unknown_user_are_refused(client):
    answer = client.get("/api/1/users/5/otp_devices")
    assert (answer.status, answer.message) == (400, "User does not exist")
