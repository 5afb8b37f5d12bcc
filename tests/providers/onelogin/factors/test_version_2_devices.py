"""Available factors and active devices in version 2."""

import pytest

MFA = "/api/2/mfa/users/{ada}"


@pytest.fixture
def register(client):
    return lambda factor_id: client.post(f"{MFA}/registrations", {"factor_id": factor_id, "display_name": "Mine"})


def test_factors_come_as_a_bare_list_with_both_names(client):
    assert client.get(f"{MFA}/factors").body == [
        {"factor_id": 58957, "name": "Authenticator", "auth_factor_name": "Google Authenticator"},
        {"factor_id": 58958, "name": "OneLogin Protect", "auth_factor_name": "OneLogin"},
        {"factor_id": 58959, "name": "OneLogin SMS", "auth_factor_name": "SMS"},
        {"factor_id": 58960, "name": "OneLogin Voice", "auth_factor_name": "OneLogin Voice"},
        {"factor_id": 58961, "name": "OneLogin Email", "auth_factor_name": "OneLogin Email"},
    ]


def test_an_enrolled_factor_is_not_available(client, enrolled):
    enrolled("authenticator")
    assert 58957 not in [factor["factor_id"] for factor in client.get(f"{MFA}/factors").body]


def test_a_device_is_removed_with_204(client, enrolled):
    device = enrolled("sms").id
    answer = client.delete(f"{MFA}/devices/{device}")
    assert (answer.status, answer.raw) == (204, b"")
    assert client.get(f"{MFA}/devices").body == []
    assert client.delete(f"{MFA}/devices/{device}").status == 404


def test_devices_are_the_active_ones_with_ids_that_are_texts(client, enrolled, register):
    device = enrolled("protect", display_name="Pixel").id
    register(58959)
    assert client.get(f"{MFA}/devices").body == [
        {
            "device_id": str(device),
            "user_display_name": "Pixel",
            "type_display_name": "OneLogin Protect",
            "auth_factor_name": "OneLogin",
            "default": True,
        }
    ]
