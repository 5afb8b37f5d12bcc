"""OneLogin: single calls, verifications and log-ins, with 0 to 100,000 users stored.

Version 2 throughout, since version 1 has an allowance of calls an hour.
"""

from collections.abc import Iterator
from itertools import count, cycle
from typing import Any

from measure import Case
from servers import Served
from wire import Connection, encode

from mfa_emulator.core.otp.totp import Totp

ADA = "ada@example.com"
PHONE = "+15555550100"
CODE = "234567"
FACTORS = 200
"""How many users with an authenticator take turns, so that no code is used twice in one time step."""


def options() -> tuple[str, ...]:
    return ("--freeze",)


def fill(server: Served, users: int) -> None:
    """Store that many users."""
    connection = server.connect()
    for start in range(0, users, 1000):
        rows = [{"email": f"stored{n}@example.com"} for n in range(start, min(start + 1000, users))]
        connection.call("POST", "/_mfa/v1/seed", {"onelogin": {"users": rows}})


def cases(server: Served) -> list[Case]:
    """The cases against a server that runs with `options`."""
    connection = server.connect()
    env = connection.call("GET", "/_mfa/v1/env")
    pair = f"client_id:{env['ONELOGIN_CLIENT_ID']}, client_secret:{env['ONELOGIN_CLIENT_SECRET']}"
    client = f"Authorization: {pair}\r\n"
    grant = {"grant_type": "client_credentials"}
    token = connection.call("POST", "/auth/oauth2/v2/token", grant, client)["access_token"]
    bearer = f"Authorization: bearer:{token}\r\n"
    ada = connection.call("GET", f"/api/2/users?email={ADA}", None, bearer)[0]["id"]
    numbers = count()

    def new_users() -> Iterator[bytes]:
        for n in numbers:
            body = {"email": f"new{n}@example.com", "password": "secret-1", "password_confirmation": "secret-1"}
            yield encode("POST", "/api/2/users", body, bearer)

    login = {"username_or_email": ADA, "password": "secret-1", "subdomain": "acme"}
    single = {
        "token (reused)": encode("POST", "/auth/oauth2/v2/token", grant, client),
        "user by id": encode("GET", f"/api/2/users/{ada}", None, bearer),
        "user by e-mail": encode("GET", f"/api/2/users?email={ADA}", None, bearer),
        "page of 50 users": encode("GET", "/api/2/users", None, bearer),
        "available factors": encode("GET", f"/api/2/mfa/users/{ada}/factors", None, bearer),
        "log-in by password": encode("POST", "/api/2/login/auth", login, bearer),
    }
    return [
        *(Case(name, lambda request=request: cycle([request])) for name, request in single.items()),
        Case("new user", new_users),
        Case("enrol SMS, remove (3 requests)", flow=_enrolment(connection, ada, bearer), steps=3),
        Case("SMS verification (2 requests)", flow=_sms(connection, bearer), steps=2),
        Case("TOTP verification (2 requests)", flow=_totp(connection, bearer), steps=2),
        Case("log-in with TOTP (2 requests)", flow=_login(connection, bearer), steps=2),
    ]


def _enrolment(setup: Connection, user: int, bearer: str):
    setup.call("POST", "/_mfa/v1/seed", {"codes": {PHONE: CODE}})
    mfa = f"/api/2/mfa/users/{user}"

    def once(connection: Connection) -> None:
        body = {"factor_id": 58959, "display_name": "phone"}
        begun = connection.call("POST", f"{mfa}/registrations", body, bearer)
        done = connection.call("PUT", f"{mfa}/registrations/{begun['id']}", {"otp": CODE}, bearer)
        connection.call("DELETE", f"{mfa}/devices/{done['device_id']}", None, bearer)

    return once


def _people(setup: Connection, bearer: str, prefix: str, factor: dict[str, Any]) -> list[tuple[int, int]]:
    """Users with that factor: user id and device id."""
    names = [f"{prefix}{n}@example.com" for n in range(FACTORS)]
    rows = [{"email": name, "password": "secret-1", "phone": PHONE, "factors": [factor]} for name in names]
    setup.call("POST", "/_mfa/v1/seed", {"onelogin": {"users": rows}})
    found = []
    for name in names:
        user = setup.call("GET", f"/api/2/users?email={name}", None, bearer)[0]["id"]
        devices = setup.call("GET", f"/api/2/mfa/users/{user}/devices", None, bearer)
        found.append((user, int(devices[0]["device_id"])))
    return found


def _sms(setup: Connection, bearer: str):
    people = cycle(_people(setup, bearer, "sms", {"type": "sms"}))

    def once(connection: Connection) -> None:
        user, device = next(people)
        path = f"/api/2/mfa/users/{user}/verifications"
        begun = connection.call("POST", path, {"device_id": device}, bearer)
        connection.call("PUT", f"{path}/{begun['id']}", {"otp": CODE}, bearer)

    return once


class _Codes:
    """Codes of one secret that all users share; time moves on when everybody has had a turn."""

    def __init__(self, setup: Connection, secret: str) -> None:
        self._setup = setup
        self._totp = Totp(secret)
        self._turn = count()
        self._code = ""

    def next(self) -> str:
        if next(self._turn) % FACTORS == 0:
            now = self._setup.call("POST", "/_mfa/v1/clock", {"advance": "30s"})["epoch"]
            self._code = self._totp.at(int(now * 1e6))
        return self._code


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _totp(setup: Connection, bearer: str):
    people = cycle(_people(setup, bearer, "totp", {"type": "authenticator", "secret": SECRET}))
    codes = _Codes(setup, SECRET)

    def once(connection: Connection) -> None:
        user, device = next(people)
        path = f"/api/2/mfa/users/{user}/verifications"
        code = codes.next()
        begun = connection.call("POST", path, {"device_id": device}, bearer)
        connection.call("PUT", f"{path}/{begun['id']}", {"otp": code, "device_id": device}, bearer)

    return once


def _login(setup: Connection, bearer: str):
    people = cycle(enumerate(_people(setup, bearer, "login", {"type": "authenticator", "secret": SECRET})))
    codes = _Codes(setup, SECRET)

    def once(connection: Connection) -> None:
        number, (_, device) = next(people)
        code = codes.next()
        body = {"username_or_email": f"login{number}@example.com", "password": "secret-1", "subdomain": "acme"}
        (asked,) = connection.call("POST", "/api/2/login/auth", body, bearer)["data"]
        factor = {"device_id": device, "state_token": asked["state_token"], "otp_token": code}
        (session,) = connection.call("POST", "/api/2/login/verify_factor", factor, bearer)["data"]
        assert session["status"] == "Authenticated"

    return once
