"""Kinds of things that OneLogin issues."""

from typing import Any

import httpx2
from worlds_apart import PHONE, Client, Kind, found

EVE, FREE = "/api/2/mfa/users/4242", "/api/2/mfa/users/4243"


def log_in(client: Client, name: str = "eve@example.com") -> Any:
    body = {"username_or_email": name, "password": "secret-1", "subdomain": "acme"}
    return found(client.onelogin("POST", "/api/1/login/auth", body))["data"][0]


def device_of_eve(client: Client) -> Any:
    """Eve's active SMS factor, which she has from now on."""
    user = client.world.onelogin.user("eve@example.com")
    return next(iter(user.factors), None) or client.device("eve@example.com", "sms")


def state_token(client: Client) -> str:
    device_of_eve(client)
    return str(log_in(client)["state_token"])


def verify_log_in(client: Client, token: str) -> httpx2.Response:
    body = {"device_id": device_of_eve(client).id, "state_token": token}
    client.onelogin("POST", "/api/1/login/verify_factor", body)  # sends the code
    return client.onelogin("POST", "/api/1/login/verify_factor", {**body, "otp_token": "123456"})


def saml_token(client: Client) -> str:
    device_of_eve(client)
    body = {"username_or_email": "eve@example.com", "password": "secret-1", "subdomain": "acme", "app_id": app(client)}
    return str(found(client.onelogin("POST", "/api/2/saml_assertion", body))["state_token"])


def verify_saml(client: Client, token: str) -> httpx2.Response:
    body = {"device_id": device_of_eve(client).id, "state_token": token, "app_id": app(client)}
    client.onelogin("POST", "/api/2/saml_assertion/verify_factor", body)
    return client.onelogin("POST", "/api/2/saml_assertion/verify_factor", {**body, "otp_token": "123456"})


def app(client: Client) -> str:
    return str(client.world.onelogin.app.id)


def tokens(client: Client) -> Any:
    state = client.world.states["onelogin"]
    [credential] = state.credentials
    body = {"grant_type": "client_credentials", "client_id": credential.client_id}
    return found(
        client.onelogin("POST", "/auth/oauth2/v2/token", {**body, "client_secret": credential.client_secret}, "")
    )


def refresh(client: Client, pair: Any) -> httpx2.Response:
    old = {"access_token": pair["access_token"], "refresh_token": pair["refresh_token"]}
    return client.onelogin("POST", "/auth/oauth2/v2/token", {"grant_type": "refresh_token", **old}, "")


def registration(client: Client) -> str:
    body = {"factor_id": 58959, "display_name": "Phone"}
    return str(found(client.onelogin("POST", f"{FREE}/registrations", body))["id"])


def verification(client: Client) -> str:
    body = {"device_id": device_of_eve(client).id}
    return str(found(client.onelogin("POST", f"{EVE}/verifications", body))["id"])


def temporary(client: Client) -> Any:
    return found(client.onelogin("POST", f"{EVE}/mfa_token", {"reusable": True}))


def use_temporary(client: Client, token: Any) -> httpx2.Response:
    device = device_of_eve(client).id
    return client.onelogin("POST", f"/api/1/users/4242/otp_devices/{device}/verify", {"otp_token": token["mfa_token"]})


def smart_check(client: Client) -> str:
    context = {"ip": "192.0.2.1", "user_agent": "test"}
    body = {"user_identifier": "eve@example.com", "phone": PHONE, "context": context}
    return str(found(client.onelogin("POST", "/api/2/smart-mfa", body))["mfa"]["state_token"])


def use_smart_check(client: Client, token: str) -> httpx2.Response:
    return client.onelogin("POST", "/api/2/smart-mfa/verify", {"state_token": token, "otp_token": "123456"})


def magic_link(client: Client) -> str:
    user = client.world.onelogin.user("eve@example.com")
    device = next((one for one in user.factors if one.kind == "email"), None) or user.enroll_email()
    found(client.onelogin("POST", f"{EVE}/verifications", {"device_id": device.id}))
    message = client.world.inbox.latest("eve@example.com")
    assert message is not None
    return message.context["link"].partition("/auth/")[2]


def new_user(client: Client) -> int:
    email = f"new{len(client.world.onelogin.users)}@example.com"
    return int(found(client.onelogin("POST", "/api/2/users", {"email": email, "firstname": "New"}))["id"])


KINDS = (
    Kind("access token", lambda client: tokens(client)["access_token"],
         lambda client, token: client.onelogin("GET", "/api/2/users", token=token)),
    Kind("pair of tokens", tokens, refresh),
    Kind("state token of a log-in", state_token, verify_log_in),
    Kind("state token of a SAML assertion", saml_token, verify_saml),
    Kind("session token", lambda client: log_in(client, "free@example.com")["session_token"],
         lambda client, token: client.onelogin("POST", "/session_via_api_token", {"session_token": token})),
    Kind("registration id", registration,
         lambda client, one: client.onelogin("PUT", f"{FREE}/registrations/{one}", {"otp": "123456"})),
    Kind("verification id", verification,
         lambda client, one: client.onelogin("PUT", f"{EVE}/verifications/{one}", {"otp": "123456"})),
    Kind("temporary code", temporary, use_temporary, reason="state_token"),
    Kind("id of a temporary code", temporary,
         lambda client, token: client.onelogin("DELETE", f"{EVE}/devices/{token['device_id']}"), reason="device"),
    Kind("state token of Smart MFA", smart_check, use_smart_check),
    Kind("magic link", magic_link, lambda client, link: client.get(f"/x.onelogin.com/auth/{link}")),
    Kind("device id", lambda client: device_of_eve(client).id,
         lambda client, device: client.onelogin("DELETE", f"{EVE}/devices/{device}"), reason="device"),
    Kind("user id", new_user, lambda client, number: client.onelogin("GET", f"/api/2/users/{number}"), reason="User"),
)  # fmt: skip
