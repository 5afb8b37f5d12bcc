"""Identity Toolkit: single calls and whole sign-ins, with 0 to 100,000 users stored."""

from collections.abc import Iterator
from itertools import count, cycle

from measure import Case
from servers import Served
from wire import Connection, encode

from mfa_emulator.core.otp.totp import Totp

KEY = "?key=any"
OWNER = "Authorization: Bearer owner\r\n"
PROJECT = "demo-project"
FACTORS = 200
"""How many users with a factor take turns, so that no code is used twice in one time step."""


def options() -> tuple[str, ...]:
    return ("--project", PROJECT, "--freeze")


def fill(server: Served, users: int) -> None:
    """Store that many users."""
    connection = server.connect()
    for start in range(0, users, 1000):
        rows = [
            {"localId": f"stored{n:08d}", "email": f"stored{n}@example.com", "rawPassword": "secret-1"}
            for n in range(start, min(start + 1000, users))
        ]
        path = f"/identitytoolkit.googleapis.com/v1/projects/{PROJECT}/accounts:batchCreate"
        answer = connection.call("POST", path, {"users": rows}, OWNER)
        assert "error" not in answer, answer["error"][:3]


def cases(server: Served) -> list[Case]:
    """The cases against a server that runs with `options`."""
    connection = server.connect()
    ada = _sign_up(connection, "ada@example.com")
    numbers = count()

    def sign_ups() -> Iterator[bytes]:
        for n in numbers:
            body = {"email": f"new{n}@example.com", "password": "secret-1", "returnSecureToken": True}
            yield encode("POST", f"/v1/accounts:signUp{KEY}", body)

    password = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}
    sign_in = encode("POST", f"/v1/accounts:signInWithPassword{KEY}", password)
    lookup = encode("POST", f"/v1/accounts:lookup{KEY}", {"idToken": ada["idToken"]})
    refresh = encode(
        "POST",
        f"/securetoken.googleapis.com/v1/token{KEY}",
        f"grant_type=refresh_token&refresh_token={ada['refreshToken']}",
    )
    page = encode("GET", f"/v1/projects/{PROJECT}/accounts:batchGet?maxResults=100", None, OWNER)
    return [
        Case("signUp", sign_ups),
        Case("signInWithPassword", lambda: cycle([sign_in])),
        Case("lookup", lambda: cycle([lookup])),
        Case("token (refresh)", lambda: cycle([refresh])),
        Case("batchGet, 100 users", lambda: cycle([page])),
        Case("TOTP sign-in (2 requests)", flow=_totp_sign_in(connection), steps=2),
        Case("phone sign-in (3 requests)", flow=_phone_sign_in(connection), steps=3),
    ]


def _sign_up(connection: Connection, email: str, verified: bool = False) -> dict[str, str]:
    body = {"email": email, "password": "secret-1", "returnSecureToken": True}
    user = connection.call("POST", f"/v1/accounts:signUp{KEY}", body)
    if verified:
        change = {"localId": user["localId"], "emailVerified": True}
        connection.call("POST", f"/v1/projects/{PROJECT}/accounts:update", change, OWNER)
    return user


def _pending(connection: Connection, email: str) -> dict:
    body = {"email": email, "password": "secret-1", "returnSecureToken": True}
    return connection.call("POST", f"/v1/accounts:signInWithPassword{KEY}", body)


def _totp_sign_in(setup: Connection):
    users = []
    for n in range(FACTORS):
        user = _sign_up(setup, f"totp{n}@example.com", verified=True)
        start = setup.call(
            "POST", f"/v2/accounts/mfaEnrollment:start{KEY}", {"idToken": user["idToken"], "totpEnrollmentInfo": {}}
        )["totpSessionInfo"]
        totp = Totp(start["sharedSecretKey"])
        now = setup.call("GET", "/_mfa/v1/clock")["epoch"]
        setup.call(
            "POST",
            f"/v2/accounts/mfaEnrollment:finalize{KEY}",
            {
                "idToken": user["idToken"],
                "displayName": "app",
                "totpVerificationInfo": {
                    "sessionInfo": start["sessionInfo"],
                    "verificationCode": totp.at(int(now * 1e6)),
                },
            },
        )
        factor = _pending(setup, f"totp{n}@example.com")["mfaInfo"][0]["mfaEnrollmentId"]
        users.append((f"totp{n}@example.com", factor, totp))
    turn = count()
    now = 0.0

    def once(connection: Connection) -> None:
        nonlocal now
        number = next(turn)
        if number % FACTORS == 0:
            now = setup.call("POST", "/_mfa/v1/clock", {"advance": "30s"})["epoch"]
        email, factor, totp = users[number % FACTORS]
        connection.call(
            "POST",
            f"/v2/accounts/mfaSignIn:finalize{KEY}",
            {
                "mfaPendingCredential": _pending(connection, email)["mfaPendingCredential"],
                "mfaEnrollmentId": factor,
                "totpVerificationInfo": {"verificationCode": totp.at(int(now * 1e6))},
            },
        )

    return once


def _phone_sign_in(setup: Connection):
    number = "+15555550100"
    setup.call("POST", "/_mfa/v1/seed", {"codes": {number: "123456"}})
    user = _sign_up(setup, "phone@example.com", verified=True)
    start = setup.call(
        "POST",
        f"/v2/accounts/mfaEnrollment:start{KEY}",
        {"idToken": user["idToken"], "phoneEnrollmentInfo": {"phoneNumber": number}},
    )
    proof = {"sessionInfo": start["phoneSessionInfo"]["sessionInfo"], "code": "123456"}
    setup.call(
        "POST",
        f"/v2/accounts/mfaEnrollment:finalize{KEY}",
        {"idToken": user["idToken"], "displayName": "phone", "phoneVerificationInfo": proof},
    )

    def once(connection: Connection) -> None:
        first = _pending(connection, "phone@example.com")
        credential = {"mfaPendingCredential": first["mfaPendingCredential"]}
        started = connection.call(
            "POST",
            f"/v2/accounts/mfaSignIn:start{KEY}",
            {**credential, "mfaEnrollmentId": first["mfaInfo"][0]["mfaEnrollmentId"], "phoneSignInInfo": {}},
        )
        proof = {"sessionInfo": started["phoneResponseInfo"]["sessionInfo"], "code": "123456"}
        connection.call("POST", f"/v2/accounts/mfaSignIn:finalize{KEY}", {**credential, "phoneVerificationInfo": proof})

    return once
