"""The account's factors: renamed, several of a kind, and those that no API enrolls."""

import pytest

MFA = "/api/2/mfa/users/{ada}"
LOGIN = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
SEED = {
    "onelogin": {
        "factors": [
            {"type": "sms", "name": "SMS - UK - NEW"},
            {"type": "email", "name": "Private mail", "id": 70001},
        ]
    }
}


@pytest.fixture
def renamed(make_client):
    return make_client(seeds=[SEED])


def test_a_renamed_factor_changes_its_type_display_name_and_no_other(renamed):
    renamed.enroll("sms", display_name="my phone")
    (one,) = renamed.get("/api/1/users/{ada}/otp_devices").data["otp_devices"]
    assert (one["auth_factor_name"], one["type_display_name"]) == ("OneLogin SMS", "SMS - UK - NEW")
    assert one["user_display_name"] == "my phone"
    (two,) = renamed.get(f"{MFA}/devices").body
    assert (two["auth_factor_name"], two["type_display_name"]) == ("SMS", "SMS - UK - NEW")
    begun = renamed.post(f"{MFA}/verifications", {"device_id": int(two["device_id"])}).body
    assert begun["type_display_name"] == "SMS - UK - NEW"
    (asked,) = renamed.post("/api/1/login/auth", LOGIN).data
    assert asked["devices"][0]["device_type"] == "OneLogin SMS"


def test_available_factors_have_the_names_that_the_administrator_gave(renamed):
    assert renamed.get("/api/1/users/{ada}/auth_factors").data["auth_factors"][0] == {
        "name": "SMS - UK - NEW",
        "factor_id": 58959,
    }
    factors = renamed.get(f"{MFA}/factors").body
    assert {"factor_id": 58959, "name": "SMS - UK - NEW", "auth_factor_name": "SMS"} in factors


def test_two_e_mail_factors_share_their_auth_factor_name_and_are_enrolled_apart(renamed):
    for factor_id in (58961, 70001):
        body = {"factor_id": factor_id, "display_name": "x", "verified": True}
        assert renamed.post(f"{MFA}/registrations", body).status == 201
        assert renamed.post(f"{MFA}/registrations", body).status == 422
    shown = [(item["auth_factor_name"], item["type_display_name"]) for item in renamed.get(f"{MFA}/devices").body]
    assert shown == [("OneLogin Email", "OneLogin Email"), ("OneLogin Email", "Private mail")]
    assert 70001 not in [factor["factor_id"] for factor in renamed.get(f"{MFA}/factors").body]


def test_a_seed_or_a_test_enrolls_a_user_in_either(renamed):
    renamed.onelogin.user("ada").enroll_email(factor_id=70001)
    (device,) = renamed.get(f"{MFA}/devices").body
    assert device["type_display_name"] == "Private mail"
    assert 58961 in [factor["factor_id"] for factor in renamed.get(f"{MFA}/factors").body]


def test_a_test_renames_a_factor_and_adds_one(client):
    client.onelogin.name_factor("voice", "Call me")
    client.onelogin.name_factor("sms", "Second phone", id=5)
    factors = client.get("/api/1/users/{ada}/auth_factors").data["auth_factors"]
    assert [factor["name"] for factor in factors] == ["OneLogin SMS", "Call me", "Second phone"]


def test_an_id_belongs_to_factors_of_one_type(client):
    with pytest.raises(ValueError, match="the factor 58959 is of type sms, not email"):
        client.onelogin.name_factor("email", "x", id=58959)
    with pytest.raises(ValueError, match="there is no email factor 6"):
        client.onelogin.user("ada").enroll_email(factor_id=6)
    with pytest.raises(ValueError, match="a factor's id must be 1 or more, not 0"):
        client.onelogin.name_factor("email", "x", id=0)
    with pytest.raises(ValueError, match="fax"):
        client.onelogin.name_factor("fax", "x")


def test_an_authenticator_is_called_after_google_in_version_1_unless_it_is_renamed(client, enrolled):
    enrolled("authenticator")
    (item,) = client.get("/api/1/users/{ada}/otp_devices").data["otp_devices"]
    assert (item["auth_factor_name"], item["type_display_name"]) == ("Google Authenticator", "Google Authenticator")
    assert client.get(f"{MFA}/devices").body[0]["type_display_name"] == "Authenticator"
    client.onelogin.name_factor("authenticator", "Any app")
    (item,) = client.get("/api/1/users/{ada}/otp_devices").data["otp_devices"]
    assert (item["auth_factor_name"], item["type_display_name"]) == ("Google Authenticator", "Any app")


def test_a_policy_may_list_yubikey_and_duo_which_no_api_enrolls(make_client):
    client = make_client(policy=("yubikey", "duo"))
    assert client.get(f"{MFA}/factors").body == [
        {"factor_id": 43302, "name": "YubiKey", "auth_factor_name": "YubiKey"},
        {"factor_id": 32233, "name": "Duo Security", "auth_factor_name": "Duo Security"},
    ]
    answer = client.post(f"{MFA}/registrations", {"factor_id": 43302, "display_name": "x"})
    assert (answer.status, answer.body["details"]) == (422, {"parameters": ["factor_id"]})


def test_the_first_device_is_the_default_even_while_it_is_pending(client):
    client.post(f"{MFA}/registrations", {"factor_id": 58959, "display_name": "x"})
    client.enroll("voice")
    shown = client.get("/api/1/users/{ada}/otp_devices").data["otp_devices"]
    assert [(item["active"], item["default"]) for item in shown] == [(False, True), (True, False)]
    # In version 2 the pending one is not listed, so that no device is the default.
    assert [item["default"] for item in client.get(f"{MFA}/devices").body] == [False]
