"""Each setting changes something that a client sees."""

from pathlib import Path

import pytest
from setting_effects import Other, assert_effect, other, settings, turned_in

from mfa_emulator.providers.onelogin.settings import Settings

V1, V2 = "/api/1/users/{ada}", "/api/2/mfa/users/{ada}"
LOGIN, VERIFY = "/api/1/login/auth", "/api/1/login/verify_factor"
ADA = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
ZED = {"user_identifier": "zed", "email": "zed@example.com", "context": {"ip": "192.0.2.1", "user_agent": "test"}}
KINDS = ("authenticator", "protect", "sms", "voice", "email", "yubikey", "duo")


def lists(client):
    client.get(f"{V1}/auth_factors")
    client.get(f"{V2}/factors")
    devices = [client.enroll(kind).id for kind in KINDS]
    client.get(f"{V1}/otp_devices")
    client.get(f"{V2}/devices")
    client.get(f"{V2}/factors")
    client.delete(f"{V2}/devices/{devices[0]}")
    client.get(f"{V2}/devices")
    client.get("/api/2/users")
    client.get("/auth/rate_limit")
    credential = client.onelogin.credential
    pair = f"client_id:{credential.client_id}, client_secret:{credential.client_secret}"
    client.post("/auth/oauth2/v2/token", {"grant_type": "client_credentials"}, headers={"Authorization": pair})


def many_users(client):
    for number in range(4):
        client.onelogin.user(f"user-{number}")
    return [client.get("/api/2/users?limit=3").headers.get("total-pages"), client.get("/api/1/users").body]


def enrolls_by_version_1(client):
    for body in (
        {"display_name": "x", "number": "+15555550100"},
        {"display_name": "x", "number": "+15555550100", "factor_id": 58959},
        {"display_name": "x", "number": "+15555550100", "factor_id": 58960},
    ):
        client.post(f"{V1}/otp_devices", body)
    client.get(f"{V1}/otp_devices")


def triggers(client):
    for kind in ("sms", "voice", "email", "protect"):
        device = client.enroll(kind).id
        text = {"sms_message": "{{otp_code}} " + "x" * 120} if kind == "sms" else {}
        for body in ({}, text, {"state_token_expires_in": 901}):
            answer = client.post(f"{V1}/otp_devices/{device}/trigger", body)
            if answer.status != 200:
                continue
            token = {"state_token": answer.data[0]["state_token"]}
            client.post(f"{V1}/otp_devices/{device}/verify", token)
            for _ in range(3):
                client.post(f"{V1}/otp_devices/{device}/verify", {**token, "otp_token": "0"})
            for wait in ("1s", "2s", "110s", "10s"):
                client.clock.advance(wait)
                client.post(f"{V1}/otp_devices/{device}/verify", {**token, "otp_token": "0"})


def registers(client):
    for factor in (58957, 58958, 58959, 58960, 58961):
        for seconds in (1, 2, 3, 901):
            client.post(f"{V2}/registrations", {"factor_id": factor, "display_name": "x", "expires_in": seconds})
        begun = client.post(f"{V2}/registrations", {"factor_id": factor, "display_name": "x"}).body
        if not isinstance(begun, dict) or "id" not in begun:
            continue
        client.put(f"{V2}/registrations/{begun['id']}", {"otp": "1"})
        for wait in ("1s", "2s", "110s", "10s", "15m"):
            client.clock.advance(wait)
            client.get(f"{V2}/registrations/{begun['id']}")


def verifies(client):
    for kind in ("sms", "email", "voice"):
        device = client.enroll(kind).id
        for seconds in (1, 901):
            client.post(f"{V2}/verifications", {"device_id": device, "expires_in": seconds})
        begun = client.post(f"{V2}/verifications", {"device_id": device}).body
        path = f"{V2}/verifications/{begun['id']}"
        for _ in range(3):
            client.put(path, {"otp": "1"})
        for wait in ("1s", "2s", "110s", "10s"):
            client.clock.advance(wait)
            client.get(path)


def an_app(client):
    app = client.enroll("authenticator")
    for step in (-2, -1, 0, 1, 2, 3):
        begun = client.post(f"{V2}/verifications", {"device_id": app.id}).body
        path = f"{V2}/verifications/{begun['id']}"
        client.put(path, {"otp": app.authenticator.code(step)})
        client.clock.advance("5m")


def helped(client):
    for path in (f"{V1}/mfa_token", f"{V2}/mfa_token"):
        for seconds in (None, 1, 2, 3, 119, 259_200, 259_201):
            client.post(path, {} if seconds is None else {"expires_in": seconds})


def judged(client):
    for seconds in (None, 900, 901):
        client.post("/api/2/smart-mfa", ZED | ({} if seconds is None else {"expires_in": seconds}))
    sent = client.post("/api/2/smart-mfa", ZED).body["mfa"]
    code = client.code("zed@example.com")
    client.clock.advance("470s")
    client.post("/api/2/smart-mfa/verify", {"state_token": sent["state_token"], "otp_token": code})


def late_judged(client):
    sent = client.post("/api/2/smart-mfa", ZED).body["mfa"]
    client.clock.advance("10s")
    client.post("/api/2/smart-mfa/verify", {"state_token": sent["state_token"], "otp_token": "x"})


def logs_in(client):
    answer = client.post(LOGIN, ADA).data[0]
    client.clock.advance("60s")
    client.post("/session_via_api_token", {"session_token": answer["session_token"]})
    client.post("/session_via_api_token", {"session_token": answer["session_token"]})
    for version in (1, 2):
        for _ in range(3):
            client.post(f"/api/{version}/login/auth", {**ADA, "password": "x"})
    client.post(LOGIN, ADA)


def logs_in_with_a_second_factor(client):
    for kind in ("sms", "email", "protect", "duo", "yubikey"):
        device = client.enroll(kind).id
        asked = client.post(LOGIN, {**ADA, "ip_address": "192.0.2.1"}).data[0]
        body = {"device_id": str(device), "state_token": asked["state_token"]}
        client.post(VERIFY, body)
        client.post(VERIFY, body)
        for wait in ("1s", "2s", "4m", "2m"):
            client.clock.advance(wait)
            client.post(VERIFY, {**body, "otp_token": "x"})


def locked(client):
    client.put("/api/1/users/{ada}/lock_user", {"locked_until": 0})
    client.put("/api/1/users/{ada}/lock_user", {"locked_until": 2})
    client.post(LOGIN, ADA)
    client.clock.advance("29m")
    client.post(LOGIN, ADA)
    client.clock.advance("2m")
    client.post(LOGIN, ADA)


def not_approved(client):
    client.put("/api/2/users/{ada}", {"state": 0})
    client.post(LOGIN, ADA)


def counted(client):
    told = [client.get("/api/1/users").headers for _ in range(4)]
    client.clock.advance("59m")
    return told, client.get("/api/1/users").headers


def logged_out(client):
    old = client.token
    client.clock.advance("9h")
    client.get("/api/2/users")
    client.clock.advance("2h")
    for path in ("/api/2/users", f"{V2}/factors", "/api/1/users"):
        client.get(path.replace("{ada}", "1"))
    assert old


def small_scopes(client):
    for scope in ("Authentication Only", "Read Users", "Read All"):
        client.token = client.onelogin.token(scope)
        client.get("/api/2/users")
        client.get(f"{V2}/devices")
        client.post(f"{V2}/verifications", {"device_id": 1})
        client.post("/api/2/users", {"username": "new"})


SCENES = (
    lists,
    many_users,
    enrolls_by_version_1,
    helped,
    judged,
    late_judged,
    logs_in,
    logs_in_with_a_second_factor,
    locked,
    not_approved,
    counted,
    logged_out,
    small_scopes,
    an_app,
    registers,
    verifies,
    triggers,
)

OTHERS: dict[str, Other] = {
    "factor_ids": other({"sms": 1}),
    "policy": other(["sms"]),
    "allowed_ips": other(["192.0.2.0/24"]),
    "callback_base": other("https://api.eu.onelogin.example"),
    "expired_status": other(410),
    "expired_registration_status": other(404),
    "wrong_otp_status": other(403),
    "retry_after": other(True, rate_limit=2),
    "rate_limit_status": other(503, rate_limit=2),
    "rate_limit_message": other("Slow down", rate_limit=2),
    "rate_window": other(60, rate_limit=2),
}
ELSEWHERE: dict[str, str] = {}


def test_tests_elsewhere_turn_what_is_theirs():
    assert turned_in(Path(__file__).parent, ELSEWHERE) == []


@pytest.mark.parametrize(("name", "other"), settings(Settings, OTHERS, ELSEWHERE))
def test_it_is_seen_by_a_client(make_client, name, other):
    assert_effect(name, other, SCENES, make_client)
