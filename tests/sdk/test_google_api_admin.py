"""google-api-python-client with an administrator's credential: accounts, their factors, and the configuration."""

from typing import Any

import pytest

PROJECT = "demo-project"
MASKED = "+*******0100"


@pytest.fixture
def ada(ada: Any) -> Any:
    """Signed up, with a verified e-mail."""
    return ada.sign_up().verify_email()


@pytest.fixture
def admin(google_api: Any) -> Any:
    return google_api("v1", owner=True).projects().accounts()


@pytest.fixture
def configuration(google_api: Any) -> Any:
    return google_api("v2", owner=True).projects()


def test_an_administrator_sees_the_factors_of_a_user(ada: Any, admin: Any) -> None:
    local_id = ada.enroll_totp().enroll_phone().account()["localId"]
    [user] = admin.lookup(targetProjectId=PROJECT, body={"localId": [local_id]}).execute()["users"]
    totp, phone = user["mfaInfo"]
    assert (totp["displayName"], totp["totpInfo"]) == ("authenticator", {})
    assert (phone["displayName"], phone["phoneInfo"]) == ("my phone", "+15555550100")


def test_an_administrator_lists_all_users_with_their_factors(ada: Any, admin: Any) -> None:
    ada.enroll_totp()
    [user] = admin.batchGet(targetProjectId=PROJECT, maxResults=10).execute()["users"]
    assert [factor["totpInfo"] for factor in user["mfaInfo"]] == [{}]


def test_an_administrator_replaces_the_factors_of_a_user(ada: Any, admin: Any) -> None:
    local_id = ada.enroll_totp().account()["localId"]
    factors = {"enrollments": [{"mfaEnrollmentId": "a", "phoneInfo": "+15555550199"}]}
    admin.update(targetProjectId=PROJECT, body={"localId": local_id, "mfa": factors}).execute()
    assert [factor["phoneInfo"] for factor in ada.first_factor()["mfaInfo"]] == ["+*******0199"]


def test_the_configuration_switches_second_factors_off(ada: Any, configuration: Any) -> None:
    ada.enroll_totp()
    body = {"mfa": {"state": "DISABLED"}}
    configuration.updateConfig(name=f"projects/{PROJECT}/config", updateMask="mfa", body=body).execute()
    assert configuration.getConfig(name=f"projects/{PROJECT}/config").execute()["mfa"]["state"] == "DISABLED"
    assert ada.first_factor()["idToken"]


@pytest.mark.parametrize(("steps", "taken"), [(-1, True), (-2, False)])
def test_the_configuration_sets_the_window(
    ada: Any, configuration: Any, google_error: type[Exception], steps: int, taken: bool
) -> None:
    totp = {"state": "ENABLED", "totpProviderConfig": {"adjacentIntervals": 1}}
    body = {"mfa": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"], "providerConfigs": [totp]}}
    configuration.updateConfig(name=f"projects/{PROJECT}/config", updateMask="mfa", body=body).execute()
    ada.enroll_totp().emulator.clock.advance("5m")
    pending = ada.first_factor()
    if taken:
        assert ada.second_factor(pending, ada.code(steps))["idToken"]
    else:
        with pytest.raises(google_error, match="INVALID_CODE"):
            ada.second_factor(pending, ada.code(steps))


def test_a_query_too_long_for_its_place_comes_as_a_form(ada: Any, admin: Any) -> None:
    local_id = ada.account()["localId"]
    asked = admin.batchGet(targetProjectId=PROJECT, nextPageToken="0" * 2100, maxResults=10)
    assert [user["localId"] for user in asked.execute()["users"]] == [local_id]
    [exchange] = ada.emulator.requests.find(operation="projects.accounts.batchGet")
    assert exchange.target == f"/v1/projects/{PROJECT}/accounts:batchGet"
