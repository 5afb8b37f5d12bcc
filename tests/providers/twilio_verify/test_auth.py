"""Authentication: the account, its API keys, and the refusals of everybody else."""

import httpx2
import pytest

from mfa_emulator.core.time.durations import as_datetime


def test_the_account_sid_and_its_token_open_the_account(account):
    assert account.get("/v2/Services").status_code == 200


def test_an_api_key_stands_for_its_account(account, basic_auth):
    header = basic_auth(account.api.api_key, account.api.api_secret)
    account.http.auth = None
    assert account.http.get(account.s, headers=header).json()["account_sid"] == account.api.account_sid


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ({}, "no Authorization header"),
        ({"Authorization": "Bearer abc"}, "HTTP Basic is needed"),
        ({"Authorization": "Basic %%%"}, "not Basic base64"),
        ({"Authorization": "Basic bm9jb2xvbg=="}, "not Basic base64"),
        ({"Authorization": "Basic //8="}, "not Basic base64"),
    ],
)
def test_other_credentials_are_answered_401_with_a_date(account, refused, header, why):
    account.http.auth = None
    answer = account.http.get(account.s, headers=header)
    assert why in refused(answer, 401, 20003, "Authenticate")
    now = as_datetime(account.world.clock.micros())
    assert answer.headers["date"] == now.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_a_wrong_token_or_secret_is_401_and_the_reason_says_which(account, refused, basic_auth):
    account.http.auth = None
    wrong_token = account.http.get(account.s, headers=basic_auth(account.api.account_sid, "x"))
    assert "not the auth token" in refused(wrong_token, 401, 20003)
    wrong_secret = account.http.get(account.s, headers=basic_auth(account.api.api_key, "x"))
    assert "not the secret" in refused(wrong_secret, 401, 20003)
    nobody = account.http.get(account.s, headers=basic_auth("AC" + 32 * "0", "x"))
    assert account.api.account_sid in refused(nobody, 401, 20003)


def test_seeded_credentials_satisfy_every_sdk(account):
    # Node wants the prefix AC, Go refuses what is not alphanumeric.
    for text in (account.api.account_sid, account.api.auth_token, account.api.api_key, account.api.api_secret):
        assert text.isalnum()
        assert text.isascii()
    assert account.api.account_sid.startswith("AC")
    assert len(account.api.account_sid) == 34


def test_a_service_of_another_account_is_not_found(account, refused, basic_auth):
    account.world.seed({"twilio_verify": {"accounts": [{"sid": "AC" + 32 * "1", "auth_token": "t1"}]}})
    account.http.auth = None
    answer = account.http.get(account.s, headers=basic_auth("AC" + 32 * "1", "t1"))
    assert "another account" in refused(answer, 404, 20404)


def test_a_list_shows_only_the_services_of_the_caller(account, basic_auth):
    account.world.seed({"twilio_verify": {"accounts": [{"sid": "AC" + 32 * "1", "auth_token": "t1"}]}})
    account.http.auth = None
    answer = account.http.get("/v2/Services", headers=basic_auth("AC" + 32 * "1", "t1"))
    assert answer.json()["services"] == []


def test_a_device_may_not_call_what_is_the_accounts(account, refused, basic_auth):
    account.http.auth = None
    answer = account.http.get("/v2/Services", headers=basic_auth("token", "x"))
    assert "device" in refused(answer, 401, 20003)


def test_the_same_seed_gives_the_same_account(account, account_with):
    assert account_with().api.auth_token == account.api.auth_token
    assert account_with().api.service_sid == account.api.service_sid


def test_credentials_are_checked_before_the_body(account, refused):
    account.http.auth = None
    refused(account.post("/v2/Services", {}), 401, 20003)


def test_a_dropped_connection_is_to_the_client_without_a_socket_what_it_is_over_one(account):
    account.world.faults.add(drop=True)
    with pytest.raises(httpx2.RemoteProtocolError, match="dropped"):
        account.get("/v2/Services")
